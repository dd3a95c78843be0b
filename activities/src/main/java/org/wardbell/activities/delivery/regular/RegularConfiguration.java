package org.wardbell.activities.delivery.regular;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.delivery.attempt.ActivitySlots;
import org.wardbell.activities.delivery.attempt.AttemptRunner;
import org.wardbell.activities.delivery.attempt.ClinicShares;
import org.wardbell.activities.delivery.attempt.SendingMemory;
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
      Database database,
      EventReader events,
      WebhookReader webhooks,
      ClaimWriter claims,
      DeliveryEnd end,
      UnreadableWebhooks unreadable) {
    return new DeliveryClaims(database.sending(), events, webhooks, claims, end, unreadable);
  }

  @Bean
  DeliveryActivities deliveryActivities(
      Database database,
      DeliveryClaims claims,
      AttemptRunner runner,
      OpenDeliveries openDeliveries,
      WorkflowStarts starts,
      SendingMemory memory,
      Environment environment) {
    return new DeliveryActivitiesImpl(
        database.sending(),
        claims,
        runner,
        openDeliveries,
        starts,
        new ClinicShares(ActivitySlots.of(environment).deliveries()),
        memory);
  }
}
