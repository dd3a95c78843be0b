package org.wardbell.activities.delivery.express;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wardbell.activities.database.DatabaseFailures;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.activities.event.EventReader;
import org.wardbell.workflows.delivery.OpenDelivery;
import org.wardbell.workflows.event.EventBatch;

/**
 * The planning of a batch, in which what fails stands alone: a part that fails is planned again in
 * halves, down to the event that fails by itself. That one is put aside for a while, and the others
 * go. A database that is away fails all, and is the workflow's to wait for.
 */
final class BatchPlanner {
  /** After this long the workflow comes back for the rest. */
  private static final Duration TIME = Duration.ofSeconds(1);

  private final DispatchStore store;
  private final FailedDispatches failed;

  BatchPlanner(DispatchStore store, FailedDispatches failed) {
    this.store = store;
    this.failed = failed;
  }

  /**
   * Writes what is not written yet, and names what an earlier run left open.
   *
   * @param known events of the batch that need not be read and opened, by id
   */
  DispatchPlan plan(EventBatch batch, Map<UUID, EventReader.Unsealed> known) {
    Parts parts = new Parts(batch.eventIds().stream().map(UUID::fromString).toList());
    while (!parts.isDone()) {
      List<UUID> part = parts.waiting.pop();
      try {
        parts.add(store.plan(part, known));
      } catch (RuntimeException | StackOverflowError failure) {
        if (!isOfTheEvents(failure)) {
          if (!parts.progress) {
            throw failure;
          }
          parts.waiting.push(part);
          break; // What is planned has claims, and must be sent.
        }
        if (part.size() == 1) {
          failed.putAside(part.getFirst(), failure);
          parts.progress = true;
        } else {
          int half = part.size() / 2;
          parts.waiting.push(part.subList(half, part.size()));
          parts.waiting.push(part.subList(0, half));
        }
      }
    }
    return parts.together();
  }

  private static boolean isOfTheEvents(Throwable failure) {
    return !DatabaseFailures.isAway(failure) && !DatabaseFailures.isRace(failure);
  }

  /** The parts that wait, and the plans of those that are done. */
  private static final class Parts {
    private final Deque<List<UUID>> waiting = new ArrayDeque<>();
    private final List<PlannedDelivery> planned = new ArrayList<>();
    private final List<OpenDelivery> open = new ArrayList<>();
    private final List<UUID> wake = new ArrayList<>();
    private final long began = System.nanoTime();
    private boolean more;
    private boolean progress;

    private Parts(List<UUID> ids) {
      waiting.push(ids);
    }

    private void add(DispatchPlan plan) {
      planned.addAll(plan.planned());
      open.addAll(plan.open());
      wake.addAll(plan.wake());
      more |= plan.more();
      progress = true;
    }

    /** Returns whether nothing is left, or enough was done: a part that is full says so by more. */
    private boolean isDone() {
      return waiting.isEmpty()
          || (progress && (more || System.nanoTime() - began > TIME.toNanos()));
    }

    private DispatchPlan together() {
      return new DispatchPlan(planned, open, wake, more || !waiting.isEmpty());
    }
  }
}
