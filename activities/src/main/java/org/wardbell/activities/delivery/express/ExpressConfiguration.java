package org.wardbell.activities.delivery.express;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.delivery.attempt.AttemptRunner;
import org.wardbell.activities.delivery.attempt.SendingThreads;
import org.wardbell.activities.delivery.attempt.WebhookSlots;
import org.wardbell.activities.delivery.matching.WebhookMatcher;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.delivery.state.UnreadableWebhooks;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.workflows.event.DispatchActivities;

/** Wires the express lane. */
@Configuration(proxyBeanMethods = false)
public class ExpressConfiguration {
  @Bean
  DispatchStore dispatchStore(
      DSLContext dsl,
      EventReader events,
      EventStore eventStore,
      WebhookReader webhooks,
      UnreadableWebhooks unreadable,
      RequestRenderer renderer,
      Encryption encryption,
      WebhookSlots slots) {
    return new DispatchStore(
        dsl,
        events,
        eventStore,
        new WebhookMatcher(webhooks, unreadable),
        webhooks,
        renderer,
        encryption,
        slots);
  }

  @Bean
  DispatchActivities dispatchActivities(
      DispatchStore store,
      AttemptRunner runner,
      DSLContext dsl,
      OpenDeliveries openDeliveries,
      WorkflowStarts starts,
      WebhookSlots slots,
      SendingThreads threads) {
    return new DispatchActivitiesImpl(
        store, runner, new OverflowParking(dsl, openDeliveries, starts), starts, slots, threads);
  }
}
