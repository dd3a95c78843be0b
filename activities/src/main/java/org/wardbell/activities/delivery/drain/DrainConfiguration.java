package org.wardbell.activities.delivery.drain;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.delivery.attempt.ActivitySlots;
import org.wardbell.activities.delivery.attempt.AttemptRunner;
import org.wardbell.activities.delivery.attempt.ClinicShares;
import org.wardbell.activities.delivery.attempt.SendingMemory;
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
      Database database,
      OpenDeliveries openDeliveries,
      EventReader events,
      WebhookReader webhooks,
      ClaimWriter claims,
      DeliveryEnd end) {
    return new DrainStore(
        database.sending(),
        openDeliveries,
        events,
        webhooks,
        claims,
        new LostDrains(end),
        new Probes(ProbeTimes.STANDARD));
  }

  @Bean
  ParkedEnds parkedEnds(
      Database database, WebhookReader webhooks, DeliveryEnd end, WorkflowStarts starts) {
    return new ParkedEnds(database.sending(), webhooks, end, starts);
  }

  @Bean
  WebhookActivities webhookActivities(
      DrainStore store,
      ParkedEnds ends,
      Database database,
      WebhookReader webhooks,
      EventReader events,
      UnreadableWebhooks unreadable,
      AttemptRunner runner,
      WebhookSlots slots,
      SendingThreads threads,
      ActivityHeartbeat heartbeat,
      SendingMemory memory,
      Environment environment) {
    return new WebhookActivitiesImpl(
        database.sending(),
        store,
        new Withdrawals(database.sending()),
        ends,
        new DrainLines(database.sending(), webhooks),
        new DrainRest(database.sending(), webhooks),
        unreadable,
        runner,
        slots,
        threads,
        heartbeat,
        new ClinicShares(ActivitySlots.of(environment).drains()),
        memory);
  }
}
