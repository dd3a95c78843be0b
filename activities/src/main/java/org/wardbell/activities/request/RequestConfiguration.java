package org.wardbell.activities.request;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.workflows.event.EventCatalogue;

/** Wires what renders requests. */
@Configuration(proxyBeanMethods = false)
public class RequestConfiguration {
  @Bean
  RequestRenderer requestRenderer(EventCatalogue catalogue, Environment environment) {
    return new RequestRenderer(catalogue, ProductVersion.of(environment));
  }
}
