package org.wardbell.activities.delivery.express;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.delivery.attempt.AttemptRunner;
import org.wardbell.activities.delivery.attempt.SendingMemory;
import org.wardbell.activities.delivery.attempt.SendingThreads;
import org.wardbell.activities.delivery.attempt.WebhookSlots;
import org.wardbell.activities.delivery.matching.WebhookMatcher;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.delivery.state.UnreadableWebhooks;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.activities.tracing.TracingConfiguration;
import org.wardbell.activities.webhook.WebhookReader;

/** Wires the express lane. */
@Configuration(proxyBeanMethods = false)
@Import(TracingConfiguration.class)
public class ExpressConfiguration {
  @Bean
  DispatchStore dispatchStore(
      Database database,
      EventReader events,
      EventStore eventStore,
      WebhookReader webhooks,
      UnreadableWebhooks unreadable,
      RequestRenderer renderer,
      Encryption encryption,
      WebhookSlots slots,
      SendingMemory memory,
      Tracing tracing) {
    return new DispatchStore(
        database.sending(),
        events,
        eventStore,
        new WebhookMatcher(webhooks, unreadable),
        webhooks,
        renderer,
        encryption,
        slots,
        memory,
        tracing);
  }

  @Bean
  SettledDispatches settledDispatches() {
    return new SettledDispatches();
  }

  /** Has the events of this process's intake dispatched here. */
  @Bean
  DirectDispatch directDispatch(
      DispatchActivitiesImpl dispatches,
      WorkflowStarts starts,
      SettledDispatches settled,
      SendingThreads threads) {
    return new DirectDispatch(dispatches, starts, settled, threads);
  }

  @Bean
  DispatchActivitiesImpl dispatchActivities(
      DispatchStore store,
      AttemptRunner runner,
      Database database,
      OpenDeliveries openDeliveries,
      WorkflowStarts starts,
      WebhookSlots slots,
      SendingThreads threads,
      SendingMemory memory,
      SettledDispatches settled,
      ObjectProvider<MeterRegistry> registry) {
    FailedDispatches failed =
        new FailedDispatches(
            database.sending(), registry.getIfAvailable(CompositeMeterRegistry::new));
    return new DispatchActivitiesImpl(
        new BatchPlanner(store, failed),
        runner,
        new OverflowParking(database.sending(), openDeliveries, starts),
        starts,
        slots,
        threads,
        memory,
        settled);
  }
}
