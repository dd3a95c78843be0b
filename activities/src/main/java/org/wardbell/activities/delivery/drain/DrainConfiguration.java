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
import org.wardbell.activities.event.WorkflowStarts;
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
      DeliveryEnd end) {
    return new DrainStore(
        dsl,
        openDeliveries,
        events,
        webhooks,
        claims,
        new LostDrains(end),
        new Probes(ProbeTimes.STANDARD));
  }

  @Bean
  ParkedEnds parkedEnds(
      DSLContext dsl, WebhookReader webhooks, DeliveryEnd end, WorkflowStarts starts) {
    return new ParkedEnds(dsl, webhooks, end, starts);
  }

  @Bean
  WebhookActivities webhookActivities(
      DrainStore store,
      ParkedEnds ends,
      DSLContext dsl,
      WebhookReader webhooks,
      EventReader events,
      UnreadableWebhooks unreadable,
      AttemptRunner runner,
      WebhookSlots slots,
      SendingThreads threads,
      ActivityHeartbeat heartbeat) {
    return new WebhookActivitiesImpl(
        dsl,
        store,
        new Withdrawals(dsl),
        ends,
        new DrainLines(dsl, webhooks, events),
        new DrainRest(dsl, webhooks),
        unreadable,
        runner,
        slots,
        threads,
        heartbeat);
  }
}
