package org.wardbell.activities.delivery;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what moves deliveries by hand, for any process; nothing here sends. */
@Configuration(proxyBeanMethods = false)
public class DeliveryConfiguration {
  @Bean
  OpenDeliveries openDeliveries() {
    return new OpenDeliveries();
  }
}
