package org.wardbell.activities.delivery.express;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.attempt.ReservedSlots;
import org.wardbell.activities.delivery.attempt.SendingMemory;
import org.wardbell.activities.delivery.line.LineRows;
import org.wardbell.activities.delivery.matching.WebhookMatcher.Candidate;
import org.wardbell.activities.delivery.state.ClaimClock;
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
 * neither waits for it nor claims it in vain; slots and permits are counted down with each. The
 * states of all webhooks that something may be parked for are locked before any delivery is
 * written, in the order of their ids.
 */
final class DispatchPlanner {
  /**
   * Parked deliveries that are looked at to see whether one waits for its webhook's rate. Those
   * behind them wait for a retry, or are behind one that is due.
   */
  private static final int QUEUE_LOOKED_AT = 100;

  /** Most matching is over by then; what takes longer would shorten the time a claim is good. */
  private static final Duration MATCHING = Duration.ofMillis(100);

  private final DSLContext transaction;
  private final ClaimClock clock;
  private final ReservedSlots slots;
  private final SendingMemory.Part memory;
  private final Map<UUID, WebhookBudget> budgets;

  private DispatchPlanner(
      DSLContext transaction,
      ClaimClock clock,
      ReservedSlots slots,
      SendingMemory.Part memory,
      Map<UUID, WebhookBudget> budgets) {
    this.transaction = transaction;
    this.clock = clock;
    this.slots = slots;
    this.memory = memory;
    this.budgets = budgets;
  }

  /** The slots and permits that one webhook has left in this dispatch. */
  private static final class WebhookBudget {
    private Candidate candidate;
    private int room;
    private boolean locked;
    private int wanted;
    private boolean deferring;
    private int permits;
    private int taken;
    private int express;
    private @Nullable ParkedReason parked;

    private WebhookBudget(Candidate candidate) {
      this.candidate = candidate;
    }

    private boolean needsLock() {
      return candidate.needsLock() || deferring || room < wanted;
    }

    private void lockedAs(WebhookState state) {
      candidate = candidate.with(state);
      locked = true;
    }

    private Instant nextPermit(Instant now) {
      Pace pace = candidate.pace();
      return pace == null ? now : now.plus(pace.waitAfter(taken, now));
    }
  }

  /**
   * Locks what has to be locked for these deliveries, and reads the clock after that. Where nothing
   * has to be, the time at which the events were read is as good, unless that is a while ago.
   */
  static DispatchPlanner lock(
      EventRows events,
      ReservedSlots slots,
      SendingMemory.Part memory,
      List<MatchedDelivery> matched) {
    DSLContext transaction = events.transaction();
    Map<UUID, WebhookBudget> budgets = new TreeMap<>();
    for (MatchedDelivery one : matched) {
      if (one.isSendable()) {
        Candidate candidate = one.candidate();
        WebhookBudget budget =
            budgets.computeIfAbsent(candidate.webhook().id(), id -> new WebhookBudget(candidate));
        if (one.deferred()) {
          budget.deferring = true;
        } else {
          budget.wanted++;
        }
      }
    }
    budgets
        .values()
        .forEach(budget -> budget.room = slots.reserve(budget.candidate.webhook(), budget.wanted));
    List<UUID> unsure =
        budgets.entrySet().stream()
            .filter(entry -> entry.getValue().needsLock())
            .map(Map.Entry::getKey)
            .toList();
    Map<UUID, WebhookState> locked =
        unsure.isEmpty() ? Map.of() : WebhookStateRows.lock(transaction, unsure);
    ClaimClock early = unsure.isEmpty() ? events.clock() : null;
    ClaimClock clock =
        early == null || early.isOlderThan(MATCHING) ? ClaimClock.read(transaction) : early;
    budgets.forEach(
        (id, budget) -> {
          WebhookState state = locked.get(id);
          if (state != null) {
            budget.lockedAs(state);
          }
          budget.permits = permits(transaction, budget.candidate, clock.now());
        });
    return new DispatchPlanner(transaction, clock, slots, memory, budgets);
  }

  private static int permits(DSLContext transaction, Candidate candidate, Instant now) {
    Pace pace = candidate.pace();
    return pace == null || isQueueing(transaction, candidate.webhook(), now)
        ? 0
        : pace.permits(now, Duration.ZERO, pace.rate().burst());
  }

  /** Returns whether deliveries wait for the webhook's rate, which no later one overtakes. */
  private static boolean isQueueing(DSLContext transaction, KeptWebhook webhook, Instant now) {
    Table<?> oldest =
        transaction
            .select(DELIVERY.NEXT_ATTEMPT_AT.as("due"))
            .from(DELIVERY)
            .where(DELIVERY.WEBHOOK_ID.eq(webhook.id()))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
            .and(DELIVERY.URGENCY.eq(PlannedDelivery.URGENCY))
            .orderBy(DELIVERY.NUMBER)
            .limit(QUEUE_LOOKED_AT)
            .asTable("oldest");
    Field<Instant> due = field(name("oldest", "due"), DELIVERY.NEXT_ATTEMPT_AT.getDataType());
    return transaction.fetchExists(transaction.selectOne().from(oldest).where(due.le(now)));
  }

  /** Returns the time of this dispatch, by the database's clock. */
  Instant now() {
    return clock.now();
  }

  /** Decides where the next delivery goes. */
  PlannedDelivery place(MatchedDelivery matched) {
    WebhookBudget budget = budgets.get(matched.candidate().webhook().id());
    if (budget == null || !matched.isSendable()) {
      return matched.at(Placement.UNSENDABLE, matched.candidate(), clock.usableUntil());
    }
    Placement placement =
        matched.deferred()
            ? Placement.parked(ParkedReason.EXPRESSION)
            : place(budget, matched.bytes());
    return matched.at(placement, budget.candidate, clock.usableUntil());
  }

  /**
   * Decides where the next delivery to this webhook goes.
   *
   * @param bytes that it would hold while its request is under way
   */
  private Placement place(WebhookBudget budget, long bytes) {
    ParkedReason obstacle = obstacle(budget);
    boolean express = budget.candidate.state().caution() == 0;
    if (obstacle == null && express && !memory.take(bytes)) {
      obstacle = ParkedReason.NO_SLOT;
      lockLate(budget);
    }
    if (obstacle != null) {
      budget.parked = obstacle;
      return Placement.parked(obstacle);
    }
    budget.taken++;
    budget.express += express ? 1 : 0;
    return express ? Placement.EXPRESS : Placement.REGULAR;
  }

  /** Out of the order of ids, which is rare: a deadlock that comes of it is tried again. */
  private void lockLate(WebhookBudget budget) {
    if (!budget.locked) {
      budget.lockedAs(WebhookStateRows.lock(transaction, budget.candidate.webhook().id()));
    }
  }

  private @Nullable ParkedReason obstacle(WebhookBudget budget) {
    if (!budget.candidate.webhook().isReadable()) {
      return ParkedReason.UNREADABLE;
    }
    WebhookState state = budget.candidate.state();
    ParkedReason obstacle = state.obstacle(now());
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
   * Writes what was used, the lines of ordered webhooks, and when the webhooks of what was parked
   * are due.
   *
   * @return webhooks whose workflow has to be signalled; the others' looks by itself, or was
   *     signalled before and has not looked yet
   */
  List<UUID> close(List<PlannedDelivery> planned) {
    Set<UUID> mayGo =
        LineRows.join(
            transaction,
            planned.stream()
                .filter(one -> one.placement().isParked())
                .filter(one -> one.webhook().settings().protection().ordered())
                .map(PlannedDelivery::id)
                .toList());
    List<UUID> signals = new ArrayList<>();
    for (WebhookBudget budget : budgets.values()) {
      UUID id = budget.candidate.webhook().id();
      usePermits(id, budget);
      slots.keep(id, budget.express);
      boolean sooner =
          switch (budget.parked) {
            case null -> budget.deferring && wakeBy(id, budget, now().plus(Deferral.first()));
            case PAUSED -> {
              var _ = wakeBy(id, budget, now().plus(WebhookState.LONGEST_WAIT));
              yield false;
            }
            case LIMITED, CIRCUIT -> wakeBy(id, budget, budget.candidate.state().mayGoAt(now()));
            case RATE -> wakeBy(id, budget, budget.nextPermit(now()));
            // Its workflow asks one process after the other.
            case UNREADABLE -> wakeBy(id, budget, now());
            case ORDER -> {
              var _ = wakeBy(id, budget, now());
              yield mayGo.contains(id);
            }
            // The one that frees a slot tells; the others are never a reason here.
            case NO_SLOT, OVERFLOW, RETRY, REPEAT, EXPRESSION -> {
              var _ = wakeBy(id, budget, now());
              yield false;
            }
          };
      if (sooner && !budget.candidate.state().woken()) {
        WebhookStateRows.woken(transaction, id, true);
        signals.add(id);
      }
    }
    return signals;
  }

  private void usePermits(UUID id, WebhookBudget budget) {
    Pace pace = budget.candidate.pace();
    if (pace != null && budget.taken > 0) {
      WebhookStateRows.usePermits(transaction, id, pace.after(budget.taken, now()));
    }
  }

  /** Has a webhook whose row is locked looked after by then; false if it already is. */
  private boolean wakeBy(UUID id, WebhookBudget budget, @Nullable Instant wanted) {
    Instant due = wanted == null || wanted.isBefore(now()) ? now() : wanted;
    Instant known = budget.candidate.state().wakesAt();
    if (known != null && !known.isAfter(due)) {
      return false;
    }
    WebhookStateRows.wakeAt(transaction, id, due);
    return true;
  }
}
