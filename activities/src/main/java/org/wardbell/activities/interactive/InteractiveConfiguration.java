package org.wardbell.activities.interactive;

import io.temporal.client.WorkflowClient;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;

/** The wiring that keeps and starts tasks, for every process; workers wire the tasks themselves. */
@Configuration(proxyBeanMethods = false)
public class InteractiveConfiguration {
  @Bean
  InteractiveStore interactiveStore(DSLContext dsl, Encryption encryption) {
    return new InteractiveStore(dsl, encryption);
  }

  @Bean
  InteractiveStarts interactiveStarts(WorkflowClient client) {
    return new InteractiveStarts(client);
  }
}
