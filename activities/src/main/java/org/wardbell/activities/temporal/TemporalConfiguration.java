package org.wardbell.activities.temporal;

import io.temporal.client.WorkflowClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires calls to Temporal; the client itself is Spring's. */
@Configuration(proxyBeanMethods = false)
public class TemporalConfiguration {
  @Bean
  WorkflowStarter workflowStarter(WorkflowClient client) {
    return new WorkflowStarter(client);
  }
}
