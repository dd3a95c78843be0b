package org.wardbell.activities.delivery.attempt;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.http.AuthorizedSender;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.activities.tracing.TracingConfiguration;
import org.wardbell.activities.webhook.state.ProbeTimes;
import org.wardbell.activities.webhook.state.WebhookStateRows;

/** Wires what makes one attempt, for the lanes that share it. */
@Configuration(proxyBeanMethods = false)
@Import(TracingConfiguration.class)
public class AttemptConfiguration {
  @Bean
  WebhookSlots webhookSlots(Database database, WorkflowStarts starts) {
    return new WebhookSlots(
        id -> starts.wakeWebhook(id, () -> WebhookStateRows.wake(database.sending(), id)));
  }

  @Bean
  OutcomeStore outcomeStore(
      Database database, OpenDeliveries openDeliveries, EventStore events, WorkflowStarts starts) {
    return new OutcomeStore(
        database.commits(),
        new WebhookStateUpdates(openDeliveries, ProbeTimes.STANDARD),
        events,
        starts);
  }

  /** Closed by {@link SendingThreads}, after the last outcome. */
  @Bean(destroyMethod = "")
  AttemptJournal attemptJournal(OutcomeStore outcomes, ObjectProvider<MeterRegistry> registry) {
    AttemptJournal journal = new AttemptJournal(outcomes);
    Gauge.builder("wardbell.journal.waiting", journal, AttemptJournal::waiting)
        .description("Outcomes that wait for a commit")
        .register(meters(registry));
    return journal;
  }

  @Bean
  SendingMemory sendingMemory(Environment environment) {
    return SendingMemory.of(environment);
  }

  @Bean
  SendingThreads sendingThreads(AttemptJournal journal) {
    return new SendingThreads(journal);
  }

  @Bean
  ClaimRelease claimRelease(Database database) {
    return new ClaimRelease(database.sending());
  }

  @Bean
  AttemptRunner attemptRunner(
      WebhookSlots slots,
      RequestRenderer renderer,
      AuthorizedSender sender,
      Encryption encryption,
      AttemptJournal journal,
      ClaimRelease release,
      Database database,
      ObjectProvider<MeterRegistry> registry,
      Tracing tracing) {
    return new AttemptRunner(
        slots,
        renderer,
        sender,
        encryption,
        journal,
        release,
        new AttemptMeters(meters(registry), slots),
        new ExpiredTokenRetry(database.sending()),
        new AttemptTraces(tracing));
  }

  private static MeterRegistry meters(ObjectProvider<MeterRegistry> registry) {
    return registry.getIfAvailable(CompositeMeterRegistry::new);
  }
}
