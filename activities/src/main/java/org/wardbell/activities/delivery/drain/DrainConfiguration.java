package org.wardbell.activities.delivery.drain;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.delivery.attempt.AttemptRunner;
import org.wardbell.activities.delivery.attempt.SendingThreads;
import org.wardbell.activities.delivery.attempt.WebhookSlots;
import org.wardbell.activities.delivery.state.ClaimWriter;
import org.wardbell.activities.delivery.state.DeliveryEnd;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.delivery.state.UnreadableWebhooks;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.activities.webhook.state.ProbeTimes;
import org.wardbell.workflows.webhook.WebhookActivities;

/** Wires the drain of parked deliveries. */
@Configuration(proxyBeanMethods = false)
public class DrainConfiguration {
  @Bean
  DrainStore drainStore(
      DSLContext dsl,
      OpenDeliveries openDeliveries,
      EventReader events,
      WebhookReader webhooks,
      ClaimWriter claims,
      DeliveryEnd end,
      UnreadableWebhooks unreadable) {
    return new DrainStore(
        dsl,
        openDeliveries,
        events,
        webhooks,
        claims,
        new LostDrains(end),
        new ParkedEnds(end, openDeliveries),
        new Probes(ProbeTimes.STANDARD),
        unreadable);
  }

  @Bean
  WebhookActivities webhookActivities(
      DrainStore store,
      DSLContext dsl,
      WebhookReader webhooks,
      EventReader events,
      AttemptRunner runner,
      WebhookSlots slots,
      SendingThreads threads,
      ActivityHeartbeat heartbeat) {
    return new WebhookActivitiesImpl(
        store,
        new DrainLines(dsl, webhooks, events),
        new DrainRest(dsl, webhooks),
        runner,
        slots,
        threads,
        heartbeat);
  }
}
