package org.wardbell.activities.presence;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.database.Database;

/** The wiring of who is there, for every process. */
@Configuration(proxyBeanMethods = false)
public class PresenceConfiguration {
  /** Takes the connections that no work takes: a sign of life must not wait for work. */
  @Bean
  WorkerPresence workerPresence(Database database) {
    return new WorkerPresence(database.keys());
  }
}
