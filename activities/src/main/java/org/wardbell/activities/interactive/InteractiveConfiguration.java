package org.wardbell.activities.interactive;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.temporal.TemporalConfiguration;

/** The wiring that keeps and starts tasks, for every process; workers wire the tasks themselves. */
@Configuration(proxyBeanMethods = false)
@Import(TemporalConfiguration.class)
public class InteractiveConfiguration {
  @Bean
  InteractiveStore interactiveStore(DSLContext dsl, Encryption encryption) {
    return new InteractiveStore(dsl, encryption);
  }
}
