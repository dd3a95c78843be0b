package org.wardbell.activities.delivery.express;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.delivery.attempt.AttemptRunner;
import org.wardbell.activities.delivery.attempt.SendResult;
import org.wardbell.activities.delivery.attempt.SendingMemory;
import org.wardbell.activities.delivery.attempt.SendingThreads;
import org.wardbell.activities.delivery.attempt.WebhookSlots;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.OpenDelivery;
import org.wardbell.workflows.event.DispatchActivities;
import org.wardbell.workflows.event.DispatchResult;
import org.wardbell.workflows.event.EventBatch;

/** The express lane: first attempts, made by the dispatch of their event. */
final class DispatchActivitiesImpl implements DispatchActivities {
  /**
   * A local activity holds its workflow task. Requests that take longer go on in this process and
   * write their outcome; the workflow waits for them in the regular lane.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Events wait behind this dispatch, and most of them are for receivers that answer. */
  private static final Duration PATIENCE_WITH_MORE = Duration.ofSeconds(1);

  /** Left to the regular lane. */
  private static final SendResult LATER = new SendResult.Retry(Duration.ZERO, 1, 1, "");

  private static final Logger log = LoggerFactory.getLogger(DispatchActivitiesImpl.class);

  private record Running(PlannedDelivery delivery, Future<SendResult> settled) {}

  private final BatchPlanner planner;
  private final AttemptRunner runner;
  private final OverflowParking overflow;
  private final WorkflowStarts starts;
  private final WebhookSlots slots;
  private final SendingThreads threads;
  private final SendingMemory memory;
  private final SettledDispatches settled;

  DispatchActivitiesImpl(
      BatchPlanner planner,
      AttemptRunner runner,
      OverflowParking overflow,
      WorkflowStarts starts,
      WebhookSlots slots,
      SendingThreads threads,
      SendingMemory memory,
      SettledDispatches settled) {
    this.planner = planner;
    this.runner = runner;
    this.overflow = overflow;
    this.starts = starts;
    this.slots = slots;
    this.threads = threads;
    this.memory = memory;
    this.settled = settled;
  }

  @Override
  public DispatchResult dispatch(EventBatch batch) {
    DispatchResult before = settled.take(batch);
    return before == null ? dispatch(batch, Map.of(), () -> {}) : before;
  }

  /**
   * Does the same without looking whether this process has done it before.
   *
   * @param known events of the batch that need not be read and opened, by id
   * @param planned runs when the rows are written and the requests begun, or nothing came of it
   */
  DispatchResult dispatch(
      EventBatch batch, Map<UUID, EventReader.Unsealed> known, Runnable planned) {
    DispatchPlan plan;
    List<Running> running;
    try {
      plan = planner.plan(batch, known);
      running = start(plan.planned());
    } finally {
      planned.run();
    }
    return finish(plan, running);
  }

  private DispatchResult finish(DispatchPlan plan, List<Running> running) {
    plan.wake().forEach(starts::wakeWebhook);
    wakeWhenFree(plan.planned());
    List<OpenDelivery> open = new ArrayList<>(plan.open());
    int parked = 0;
    for (PlannedDelivery delivery : plan.planned()) {
      if (delivery.placement().isParked()) {
        parked++;
      } else if (delivery.placement().equals(Placement.REGULAR)) {
        open.add(delivery.open(null));
      }
    }
    int delivered = 0;
    Duration patience = plan.more() ? PATIENCE_WITH_MORE : PATIENCE;
    long deadline = System.nanoTime() + patience.toNanos();
    for (Running one : running) {
      switch (await(one, deadline)) {
        case SendResult.Final(DeliveryStatus status) -> {
          delivered += status == DeliveryStatus.DELIVERED ? 1 : 0;
        }
        case SendResult.Retry retry -> open.add(one.delivery().open(retry.code()));
        case SendResult.NoSlot _ -> parked++;
      }
    }
    List<OpenDelivery> kept = overflow.limit(open);
    return new DispatchResult(
        plan.planned().size(), delivered, parked + open.size() - kept.size(), plan.more(), kept);
  }

  private List<Running> start(List<PlannedDelivery> planned) {
    List<Running> running = new ArrayList<>(planned.size());
    for (PlannedDelivery delivery : planned) {
      if (delivery.placement().equals(Placement.EXPRESS)) {
        ClaimedAttempt claim = delivery.claim();
        running.add(new Running(delivery, submit(claim)));
      }
    }
    return running;
  }

  private Future<SendResult> submit(ClaimedAttempt claim) {
    try {
      return threads.submit(() -> run(claim));
    } catch (RejectedExecutionException stopping) {
      memory.giveBack(SendingMemory.of(claim));
      runner.giveBack(claim);
      return CompletableFuture.completedFuture(LATER);
    }
  }

  private SendResult run(ClaimedAttempt claim) throws InterruptedException {
    try {
      return runner.run(claim);
    } finally {
      memory.giveBack(SendingMemory.of(claim)); // The planner took as much.
    }
  }

  /** Waits for the result; one that is late, or failed on our side, is left to the regular lane. */
  private static SendResult await(Running one, long deadline) {
    try {
      return one.settled().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException slow) {
      return LATER;
    } catch (ExecutionException failure) {
      log.warn("delivery {} was not sent", one.delivery().id(), failure.getCause());
      return LATER;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return LATER;
    }
  }

  private void wakeWhenFree(List<PlannedDelivery> planned) {
    Set<UUID> woken = new HashSet<>();
    for (PlannedDelivery delivery : planned) {
      if (delivery.placement().reason() == ParkedReason.NO_SLOT
          && woken.add(delivery.webhook().id())) {
        slots.wakeWhenFree(delivery.webhook());
      }
    }
  }
}
