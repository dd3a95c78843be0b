package org.wardbell.activities.delivery.express;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.attempt.SendingMemory;
import org.wardbell.activities.delivery.attempt.WebhookSlots;
import org.wardbell.activities.delivery.matching.WebhookMatcher.Candidate;
import org.wardbell.activities.delivery.state.Deferral;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.webhook.Pace;
import org.wardbell.workflows.webhook.Protection;

/**
 * Places the deliveries of one dispatch. What cannot go now is parked at once, so that the dispatch
 * neither waits for it nor claims it in vain; slots and permits are counted down with each.
 */
final class DispatchPlanner {
  private final DSLContext transaction;
  private final WebhookSlots slots;
  private final Instant now;
  private final SendingMemory.Part memory;
  private final Map<UUID, WebhookBudget> budgets = new TreeMap<>();
  private final Map<UUID, Candidate> deferred = new TreeMap<>();

  DispatchPlanner(
      DSLContext transaction, WebhookSlots slots, Instant now, SendingMemory.Part memory) {
    this.transaction = transaction;
    this.slots = slots;
    this.now = now;
    this.memory = memory;
  }

  /** The slots and permits that one webhook has left in this dispatch. */
  private static final class WebhookBudget {
    private final Candidate candidate;
    private int room;
    private int permits;
    private int taken;
    private @Nullable ParkedReason parked;

    private WebhookBudget(Candidate candidate) {
      this.candidate = candidate;
    }

    private Instant nextPermit(Instant now) {
      Pace pace = candidate.pace();
      return pace == null ? now : now.plus(pace.waitAfter(taken, now));
    }
  }

  /**
   * Decides where the next delivery to this webhook goes.
   *
   * @param bytes that it would hold while its request is under way
   */
  Placement place(Candidate candidate, long bytes) {
    WebhookBudget budget = budgets.computeIfAbsent(candidate.webhook().id(), id -> open(candidate));
    ParkedReason obstacle = obstacle(budget);
    boolean express = candidate.state().caution() == 0;
    if (obstacle == null && express && !memory.take(bytes)) {
      obstacle = ParkedReason.NO_SLOT;
    }
    if (obstacle != null) {
      budget.parked = obstacle;
      return Placement.parked(obstacle);
    }
    budget.taken++;
    return express ? Placement.EXPRESS : Placement.REGULAR;
  }

  /** Places a delivery whose filter or transformation could not be evaluated now. */
  Placement defer(Candidate candidate) {
    deferred.put(candidate.webhook().id(), candidate);
    return Placement.parked(ParkedReason.EXPRESSION);
  }

  private WebhookBudget open(Candidate candidate) {
    WebhookBudget budget = new WebhookBudget(candidate);
    Pace pace = candidate.pace();
    budget.room = slots.room(candidate.webhook()).soon();
    budget.permits =
        pace == null || isQueueing(candidate.webhook())
            ? 0
            : pace.permits(now, Duration.ZERO, pace.rate().burst());
    return budget;
  }

  /** Returns whether deliveries wait for the webhook's rate, which no later one overtakes. */
  private boolean isQueueing(KeptWebhook webhook) {
    return transaction.fetchExists(
        transaction
            .selectOne()
            .from(DELIVERY)
            .where(DELIVERY.WEBHOOK_ID.eq(webhook.id()))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
            .and(DELIVERY.URGENCY.eq(PlannedDelivery.URGENCY))
            .and(DELIVERY.NEXT_ATTEMPT_AT.le(now)));
  }

  private @Nullable ParkedReason obstacle(WebhookBudget budget) {
    if (!budget.candidate.webhook().isReadable()) {
      return ParkedReason.UNREADABLE;
    }
    WebhookState state = budget.candidate.state();
    ParkedReason obstacle = state.obstacle(now);
    if (obstacle != null) {
      return obstacle;
    }
    Protection protection = budget.candidate.webhook().settings().protection();
    if (protection.ordered()) {
      return ParkedReason.ORDER;
    }
    // The regular lane knows no rate: there, each waiting delivery would ask again and again.
    if (protection.rate() != null && (state.caution() > 0 || budget.taken >= budget.permits)) {
      return ParkedReason.RATE;
    }
    return budget.taken >= budget.room ? ParkedReason.NO_SLOT : null;
  }

  /**
   * Writes what was used, and when the webhooks of what was parked are due.
   *
   * @return webhooks whose workflow has to be told; the others' looks by itself
   */
  List<UUID> close() {
    List<UUID> wake = new ArrayList<>();
    List<UUID> dueNow = new ArrayList<>();
    for (WebhookBudget budget : budgets.values()) {
      UUID id = budget.candidate.webhook().id();
      usePermits(id, budget);
      switch (budget.parked) {
        case null -> {}
        case PAUSED -> wakeBy(id, budget, now.plus(WebhookState.LONGEST_WAIT));
        case LIMITED, CIRCUIT -> {
          if (wakeBy(id, budget, budget.candidate.state().mayGoAt(now))) {
            wake.add(id);
          }
        }
        case RATE -> {
          if (wakeBy(id, budget, budget.nextPermit(now))) {
            wake.add(id);
          }
        }
        // Its workflow asks one process after the other.
        case UNREADABLE -> {
          if (wakeBy(id, budget, now)) {
            wake.add(id);
          }
        }
        case ORDER -> {
          dueNow.add(id);
          wake.add(id);
        }
        // The one that frees a slot tells; the others are never a reason here.
        case NO_SLOT, OVERFLOW, RETRY, REPEAT, EXPRESSION -> dueNow.add(id);
      }
    }
    WebhookStateRows.wakeBy(transaction, dueNow, now);
    Instant again = now.plus(Deferral.first());
    WebhookStateRows.wakeBy(transaction, deferred.keySet(), again);
    deferred.forEach(
        (id, candidate) -> {
          Instant known = candidate.state().wakesAt();
          if (known == null || known.isAfter(again)) {
            wake.add(id);
          }
        });
    return wake;
  }

  private void usePermits(UUID id, WebhookBudget budget) {
    Pace pace = budget.candidate.pace();
    if (pace != null && budget.taken > 0) {
      WebhookStateRows.usePermits(transaction, id, pace.after(budget.taken, now));
    }
  }

  /** Has a webhook whose row is locked looked after by then; false if it already is. */
  private boolean wakeBy(UUID id, WebhookBudget budget, @Nullable Instant wanted) {
    Instant due = wanted == null || wanted.isBefore(now) ? now : wanted;
    Instant known = budget.candidate.state().wakesAt();
    if (known != null && !known.isAfter(due)) {
      return false;
    }
    WebhookStateRows.wakeAt(transaction, id, due);
    return true;
  }
}
