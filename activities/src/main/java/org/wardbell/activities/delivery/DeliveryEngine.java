package org.wardbell.activities.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.activity.Activity;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.delivery.attempt.AttemptJournal;
import org.wardbell.activities.delivery.attempt.AttemptMeters;
import org.wardbell.activities.delivery.attempt.AttemptRunner;
import org.wardbell.activities.delivery.attempt.ClaimRelease;
import org.wardbell.activities.delivery.attempt.ExpiredTokenRetry;
import org.wardbell.activities.delivery.attempt.OutcomeStore;
import org.wardbell.activities.delivery.attempt.WebhookSlots;
import org.wardbell.activities.delivery.attempt.WebhookStateUpdates;
import org.wardbell.activities.delivery.drain.DrainRest;
import org.wardbell.activities.delivery.drain.DrainStore;
import org.wardbell.activities.delivery.drain.LostDrains;
import org.wardbell.activities.delivery.drain.ParkedEnds;
import org.wardbell.activities.delivery.drain.Probes;
import org.wardbell.activities.delivery.drain.WebhookActivitiesImpl;
import org.wardbell.activities.delivery.express.DispatchActivitiesImpl;
import org.wardbell.activities.delivery.express.DispatchStore;
import org.wardbell.activities.delivery.express.OverflowParking;
import org.wardbell.activities.delivery.matching.WebhookMatcher;
import org.wardbell.activities.delivery.regular.DeliveryActivitiesImpl;
import org.wardbell.activities.delivery.regular.DeliveryClaims;
import org.wardbell.activities.delivery.state.ClaimWriter;
import org.wardbell.activities.delivery.state.DeliveryBodies;
import org.wardbell.activities.delivery.state.DeliveryEnd;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.delivery.state.UnreadableWebhooks;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.http.AuthorizedSender;
import org.wardbell.activities.http.WebhookSender;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.activities.webhook.state.ProbeTimes;
import org.wardbell.workflows.delivery.DeliveryActivities;
import org.wardbell.workflows.event.DispatchActivities;
import org.wardbell.workflows.webhook.WebhookActivities;

/** Puts the parts together that send: the express lane, the regular lane and the drain. */
public final class DeliveryEngine implements AutoCloseable {
  /** Requests under way may end on their own for this long when the process stops. */
  private static final int DRAIN_SECONDS = 20;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AttemptJournal journal;
  private final DispatchActivities dispatch;
  private final DeliveryActivities deliver;
  private final WebhookActivities drain;

  /** What sending needs from the other features. */
  public record Parts(
      DSLContext dsl,
      Encryption encryption,
      EventReader events,
      EventStore eventStore,
      WebhookReader webhooks,
      WorkflowStarts starts,
      OpenDeliveries openDeliveries,
      RequestRenderer renderer,
      WebhookSender sender,
      MeterRegistry registry,
      ProbeTimes probes) {}

  /** For a worker. */
  public DeliveryEngine(Parts parts) {
    this(parts, () -> Activity.getExecutionContext().heartbeat(null));
  }

  /**
   * @param heartbeat tells the server that a long drain is alive
   */
  DeliveryEngine(Parts parts, Runnable heartbeat) {
    WebhookSlots slots = new WebhookSlots(parts.starts()::wakeWebhook);
    ClaimWriter claims = new ClaimWriter(new DeliveryBodies(parts.renderer(), parts.encryption()));
    UnreadableWebhooks unreadable = new UnreadableWebhooks(parts.eventStore());
    DeliveryEnd end = new DeliveryEnd(parts.events(), parts.eventStore());
    WebhookStateUpdates stateUpdates =
        new WebhookStateUpdates(parts.openDeliveries(), parts.probes());
    journal =
        new AttemptJournal(
            new OutcomeStore(parts.dsl(), stateUpdates, parts.eventStore(), parts.starts()));
    AttemptRunner runner =
        new AttemptRunner(
            slots,
            parts.renderer(),
            AuthorizedSender.of(parts.dsl(), parts.encryption(), parts.sender()),
            parts.encryption(),
            journal,
            new ClaimRelease(parts.dsl()),
            new AttemptMeters(parts.registry(), slots),
            new ExpiredTokenRetry(parts.dsl()));
    Gauge.builder("wardbell.journal.waiting", journal, AttemptJournal::waiting)
        .description("Outcomes that wait for a commit")
        .register(parts.registry());
    dispatch =
        new DispatchActivitiesImpl(
            new DispatchStore(
                parts.dsl(),
                parts.events(),
                new WebhookMatcher(parts.webhooks(), unreadable),
                parts.webhooks(),
                parts.renderer(),
                parts.encryption(),
                slots),
            runner,
            new OverflowParking(parts.dsl(), parts.openDeliveries(), parts.starts()),
            parts.starts(),
            slots,
            threads);
    deliver =
        new DeliveryActivitiesImpl(
            parts.dsl(),
            new DeliveryClaims(
                parts.dsl(), parts.events(), parts.webhooks(), claims, end, unreadable),
            runner,
            parts.openDeliveries(),
            parts.starts());
    drain =
        new WebhookActivitiesImpl(
            new DrainStore(
                parts.dsl(),
                parts.openDeliveries(),
                parts.events(),
                parts.webhooks(),
                claims,
                new LostDrains(end),
                new ParkedEnds(end, parts.openDeliveries()),
                new Probes(parts.probes()),
                unreadable),
            new DrainRest(parts.dsl(), parts.webhooks()),
            runner,
            slots,
            threads,
            heartbeat);
  }

  /** The express lane's activity. */
  public DispatchActivities dispatch() {
    return dispatch;
  }

  /** The regular lane's activity. */
  public DeliveryActivities deliver() {
    return deliver;
  }

  /** The activity that drains parked deliveries. */
  public WebhookActivities drain() {
    return drain;
  }

  /**
   * Lets requests under way end and writes their outcomes; called after the workers have stopped.
   */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    journal.close();
  }
}
