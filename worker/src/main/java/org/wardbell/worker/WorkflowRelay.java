package org.wardbell.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.wardbell.activities.delivery.OverdueDeliveries;
import org.wardbell.activities.event.UndispatchedEvents;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.workflows.event.EventBatch;

/**
 * The database says what must be alive, Temporal keeps it alive, and the relay tells Temporal:
 * every few seconds it starts what should be alive and is not. That is what makes a 202 a promise
 * when Temporal is down, slow or wiped. Starting twice is harmless.
 */
final class WorkflowRelay implements SmartLifecycle {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** A backlog is worked off in rounds of this many, so that live traffic keeps its share. */
  private static final int PER_ROUND = 1_000;

  private static final Logger log = LoggerFactory.getLogger(WorkflowRelay.class);

  private final UndispatchedEvents undispatched;
  private final OverdueDeliveries overdue;
  private final WorkflowStarter starter;
  private final List<Runnable> others;
  private @Nullable ScheduledExecutorService clock;
  private volatile @Nullable Instant lastRound;
  private boolean failing;

  /**
   * @param others further scans of the same kind, each of which starts what it finds
   */
  WorkflowRelay(
      UndispatchedEvents undispatched,
      OverdueDeliveries overdue,
      WorkflowStarter starter,
      List<Runnable> others) {
    this.undispatched = undispatched;
    this.overdue = overdue;
    this.starter = starter;
    this.others = List.copyOf(others);
  }

  @Override
  public void start() {
    clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("workflow-relay").factory());
    var _ =
        clock.scheduleWithFixedDelay(
            this::roundSafely, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void roundSafely() {
    try {
      round();
      lastRound = Instant.now();
      if (failing) {
        log.info("the relay works again");
      }
      failing = false;
    } catch (RuntimeException failure) {
      if (!failing) {
        log.warn("the relay waits for the database or temporal: {}", failure.toString());
      }
      failing = true;
    }
  }

  private void round() {
    for (EventBatch batch : undispatched.claim(PER_ROUND)) {
      log.info("relay starts {} events that were never dispatched", batch.eventIds().size());
      starter.startEvents(batch, "relay: " + batch.eventIds().size() + " events");
    }
    for (EventBatch batch : overdue.claimEvents(PER_ROUND)) {
      log.info("relay starts {} events with overdue deliveries", batch.eventIds().size());
      starter.startEvents(batch, "relay: " + batch.eventIds().size() + " events");
    }
    overdue.claimWebhooks(PER_ROUND).forEach(starter::wakeWebhook);
    others.forEach(Runnable::run);
  }

  @Override
  public void stop() {
    if (clock != null) {
      clock.shutdownNow();
      clock = null;
    }
  }

  @Override
  public boolean isRunning() {
    return clock != null;
  }

  /** When the last round went through, or null before the first. */
  public @Nullable Instant lastRound() {
    return lastRound;
  }

  /** Stops before the workers do. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 4_000;
  }
}
