package org.wardbell.activities.delivery.state;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.request.RequestRenderer;

/** Wires what claims and ends deliveries, for the lanes that share it. */
@Configuration(proxyBeanMethods = false)
public class DeliveryStateConfiguration {
  @Bean
  ClaimWriter claimWriter(RequestRenderer renderer, Encryption encryption) {
    return new ClaimWriter(new DeliveryBodies(renderer, encryption));
  }

  @Bean
  DeliveryEnd deliveryEnd(EventStore eventStore) {
    return new DeliveryEnd(eventStore);
  }

  @Bean
  UnreadableWebhooks unreadableWebhooks(EventStore events, OpenDeliveries openDeliveries) {
    return new UnreadableWebhooks(events, openDeliveries);
  }
}
