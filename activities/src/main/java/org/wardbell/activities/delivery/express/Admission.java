package org.wardbell.activities.delivery.express;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.attempt.WebhookSlots;
import org.wardbell.activities.delivery.condition.ParkedReason;
import org.wardbell.activities.delivery.condition.WebhookCondition;
import org.wardbell.activities.delivery.drain.DrainRest;
import org.wardbell.activities.delivery.matching.Matching.Candidate;
import org.wardbell.activities.delivery.state.DeliveryRows;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.webhook.Pace;
import org.wardbell.workflows.webhook.Protection;

/**
 * Places the deliveries of one dispatch. What cannot go now is parked at once, so that the dispatch
 * neither waits for it nor claims it in vain; slots and permits are counted down with each.
 */
final class Admission {
  private final DSLContext transaction;
  private final WebhookSlots slots;
  private final Instant now;
  private final Map<UUID, Gate> gates = new TreeMap<>();

  Admission(DSLContext transaction, WebhookSlots slots, Instant now) {
    this.transaction = transaction;
    this.slots = slots;
    this.now = now;
  }

  /** What one webhook can still take in this dispatch. */
  private static final class Gate {
    private final Candidate candidate;
    private int room;
    private int permits;
    private int taken;
    private @Nullable ParkedReason parked;

    private Gate(Candidate candidate) {
      this.candidate = candidate;
    }

    private Instant nextPermit(Instant now) {
      Pace pace = candidate.pace();
      return pace == null ? now : now.plus(pace.waitAfter(taken, now));
    }
  }

  /** Where the next delivery to this webhook goes. */
  Placement place(Candidate candidate) {
    Gate gate = gates.computeIfAbsent(candidate.webhook().id(), id -> open(candidate));
    ParkedReason obstacle = obstacle(gate);
    if (obstacle != null) {
      gate.parked = obstacle;
      return Placement.parked(obstacle);
    }
    gate.taken++;
    return candidate.condition().caution() > 0 ? Placement.REGULAR : Placement.EXPRESS;
  }

  private Gate open(Candidate candidate) {
    Gate gate = new Gate(candidate);
    Pace pace = candidate.pace();
    gate.room = slots.room(candidate.webhook()).soon();
    gate.permits =
        pace == null || isQueueing(candidate.webhook())
            ? 0
            : pace.permits(now, Duration.ZERO, pace.rate().burst());
    return gate;
  }

  /** Nothing overtakes what waits for the webhook's rate. */
  private boolean isQueueing(KeptWebhook webhook) {
    return transaction.fetchExists(
        transaction
            .selectOne()
            .from(DELIVERY)
            .where(DELIVERY.WEBHOOK_ID.eq(webhook.id()))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
            .and(DELIVERY.URGENCY.eq(DeliveryRows.LIVE))
            .and(DELIVERY.NEXT_ATTEMPT_AT.le(now)));
  }

  private @Nullable ParkedReason obstacle(Gate gate) {
    WebhookCondition condition = gate.candidate.condition();
    ParkedReason obstacle = condition.obstacle(now);
    if (obstacle != null) {
      return obstacle;
    }
    Protection protection = gate.candidate.webhook().settings().protection();
    if (protection.ordered()) {
      return ParkedReason.ORDER;
    }
    // The regular lane knows no rate: there, each waiting delivery would ask again and again.
    if (protection.rate() != null && (condition.caution() > 0 || gate.taken >= gate.permits)) {
      return ParkedReason.RATE;
    }
    return gate.taken >= gate.room ? ParkedReason.NO_SLOT : null;
  }

  /**
   * Writes what was used, and when the webhooks of what was parked are due.
   *
   * @return webhooks whose workflow has to be told; the others' looks by itself
   */
  List<UUID> close() {
    List<UUID> wake = new ArrayList<>();
    List<UUID> dueNow = new ArrayList<>();
    for (Gate gate : gates.values()) {
      UUID id = gate.candidate.webhook().id();
      usePermits(id, gate);
      switch (gate.parked) {
        case null -> {}
        case PAUSED -> wakeBy(id, gate, now.plus(DrainRest.LONGEST_WAIT));
        case LIMITED, CIRCUIT -> {
          if (wakeBy(id, gate, gate.candidate.condition().mayGoAt(now))) {
            wake.add(id);
          }
        }
        case RATE -> {
          if (wakeBy(id, gate, gate.nextPermit(now))) {
            wake.add(id);
          }
        }
        case ORDER -> {
          dueNow.add(id);
          wake.add(id);
        }
        // Whoever frees a slot tells; the others are never a reason here.
        case NO_SLOT, OVERFLOW, RETRY, REPEAT -> dueNow.add(id);
      }
    }
    wakeNow(dueNow);
    return wake;
  }

  private void usePermits(UUID id, Gate gate) {
    Pace pace = gate.candidate.pace();
    if (pace != null && gate.taken > 0) {
      transaction
          .update(WEBHOOK_STATE)
          .set(WEBHOOK_STATE.RATE_NEXT_AT, pace.after(gate.taken, now))
          .where(WEBHOOK_STATE.WEBHOOK_ID.eq(id))
          .execute();
    }
  }

  /** Has a webhook whose row is locked looked after by then; false if it already is. */
  private boolean wakeBy(UUID id, Gate gate, @Nullable Instant wanted) {
    Instant due = wanted == null || wanted.isBefore(now) ? now : wanted;
    Instant known = gate.candidate.wakesAt();
    if (known != null && !known.isAfter(due)) {
      return false;
    }
    transaction
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.WAKES_AT, due)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(id))
        .execute();
    return true;
  }

  private void wakeNow(List<UUID> ids) {
    if (!ids.isEmpty()) {
      transaction
          .update(WEBHOOK_STATE)
          .set(WEBHOOK_STATE.WAKES_AT, now)
          .where(WEBHOOK_STATE.WEBHOOK_ID.in(ids))
          .and(WEBHOOK_STATE.WAKES_AT.isNull().or(WEBHOOK_STATE.WAKES_AT.gt(now)))
          .execute();
    }
  }
}
