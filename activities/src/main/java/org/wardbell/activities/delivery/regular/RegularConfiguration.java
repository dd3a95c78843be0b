package org.wardbell.activities.delivery.regular;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.delivery.attempt.AttemptRunner;
import org.wardbell.activities.delivery.state.ClaimWriter;
import org.wardbell.activities.delivery.state.DeliveryEnd;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.delivery.state.UnreadableWebhooks;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.workflows.delivery.DeliveryActivities;

/** Wires the regular lane. */
@Configuration(proxyBeanMethods = false)
public class RegularConfiguration {
  @Bean
  DeliveryClaims deliveryClaims(
      DSLContext dsl,
      EventReader events,
      WebhookReader webhooks,
      ClaimWriter claims,
      DeliveryEnd end,
      UnreadableWebhooks unreadable) {
    return new DeliveryClaims(dsl, events, webhooks, claims, end, unreadable);
  }

  @Bean
  DeliveryActivities deliveryActivities(
      DSLContext dsl,
      DeliveryClaims claims,
      AttemptRunner runner,
      OpenDeliveries openDeliveries,
      WorkflowStarts starts) {
    return new DeliveryActivitiesImpl(dsl, claims, runner, openDeliveries, starts);
  }
}
