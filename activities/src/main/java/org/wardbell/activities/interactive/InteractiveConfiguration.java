package org.wardbell.activities.interactive;

import io.temporal.client.WorkflowClient;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;

/** Wires what keeps and starts tasks, for any process; who does them is a worker's business. */
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
