package org.wardbell.activities.delivery.attempt;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.DatabaseFailures;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.DeliveryTransitions;
import org.wardbell.activities.delivery.state.OperationalEvents;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.webhook.state.WebhookState;

/**
 * Writes outcomes of attempts, many in one transaction: what the webhook learns from them, the
 * deliveries (by compare-and-set: only who holds the claim may move one), and the attempts.
 */
final class OutcomeStore {
  private final DSLContext dsl;
  private final WebhookStateUpdates stateUpdates;
  private final EventStore events;
  private final WorkflowStarts starts;

  OutcomeStore(
      DSLContext dsl, WebhookStateUpdates stateUpdates, EventStore events, WorkflowStarts starts) {
    this.dsl = dsl;
    this.stateUpdates = stateUpdates;
    this.events = events;
    this.starts = starts;
  }

  /**
   * Writes outcomes, and what their webhooks learn from them. Nobody is waited for: a webhook that
   * somebody else works on gets its outcomes later, the others get theirs now.
   *
   * @return the webhooks whose outcomes were not written, because their state or one of the
   *     deliveries is locked
   */
  Set<UUID> write(List<AttemptResult> results) {
    return write(results, true);
  }

  /** Writes outcomes from which their webhooks learn nothing. */
  Set<UUID> writeUnlearnt(List<AttemptResult> results) {
    return write(results, false);
  }

  /** Returns whether the database answers just now. */
  boolean isReachable() {
    try {
      return dsl.fetchExists(DSL.selectOne());
    } catch (DataAccessException away) {
      return false;
    }
  }

  /** Writes outcomes of one webhook as soon as it has the lock of its state, in its turn. */
  void writeUnderLock(List<AttemptResult> results) {
    tell(
        dsl.transactionResult(
            transaction -> {
              DSLContext inside = transaction.dsl();
              return write(inside, results, stateUpdates.lock(inside, results), Set.of());
            }));
  }

  private Set<UUID> write(List<AttemptResult> results, boolean learning) {
    Written written;
    try {
      written = commit(results, learning, false);
    } catch (DataAccessException failure) {
      if (!DatabaseFailures.isRace(failure)) {
        throw failure;
      }
      // Somebody has locked a delivery, which is too rare to be asked each time.
      written = commit(results, learning, true);
    }
    tell(written);
    return written.busy();
  }

  private void tell(Written written) {
    written.refusals().told();
    starts.start(written.recorded());
    written.wakes().forEach(starts::wakeWebhook);
  }

  private record Written(
      RecordedEvents recorded, List<UUID> wakes, Set<UUID> busy, RefusalNews refusals) {}

  private Written commit(List<AttemptResult> results, boolean learning, boolean deliveriesFirst) {
    return dsl.transactionResult(
        transaction -> {
          DSLContext inside = transaction.dsl();
          Set<UUID> busy = new HashSet<>();
          Map<UUID, WebhookState> states =
              learning ? stateUpdates.lockFree(inside, results, busy) : Map.of();
          if (deliveriesFirst) {
            lockDeliveries(inside, results, busy);
          }
          List<AttemptResult> free =
              results.stream()
                  .filter(result -> !busy.contains(result.claim().webhook().id()))
                  .toList();
          return free.isEmpty()
              ? new Written(RecordedEvents.NONE, List.of(), busy, RefusalNews.ofResults(List.of()))
              : write(inside, free, states, busy);
        });
  }

  private static void lockDeliveries(
      DSLContext transaction, List<AttemptResult> results, Set<UUID> busy) {
    Condition ours = DELIVERY.ID.in(results.stream().map(one -> one.claim().deliveryId()).toList());
    var all = transaction.select(DELIVERY.ID).from(DELIVERY).where(ours).orderBy(DELIVERY.ID);
    Set<UUID> existing = all.fetchSet(DELIVERY.ID);
    Set<UUID> locked = all.forUpdate().skipLocked().fetchSet(DELIVERY.ID);
    for (AttemptResult result : results) {
      UUID id = result.claim().deliveryId();
      if (existing.contains(id) && !locked.contains(id)) {
        busy.add(result.claim().webhook().id());
      }
    }
  }

  private Written write(
      DSLContext transaction,
      List<AttemptResult> results,
      Map<UUID, WebhookState> states,
      Set<UUID> busy) {
    Instant now = DatabaseClock.read(transaction);
    WebhookStateUpdates.Learned learned = stateUpdates.learn(transaction, results, states, now);
    List<NewEvent> news = new ArrayList<>(learned.news());
    List<AttemptResult> moved =
        DeliveryTransitions.conclude(transaction, results, learned.open(), now);
    for (AttemptResult result : moved) {
      OperationalEvents.exhausted(result).ifPresent(news::add);
    }
    RefusalNews refusals = RefusalNews.ofResults(moved);
    news.addAll(refusals.events());
    // Most outcomes are no news, and recording nothing would still ask for the time.
    RecordedEvents recorded =
        news.isEmpty() ? RecordedEvents.NONE : events.record(transaction, news);
    return new Written(recorded, learned.wakes(), busy, refusals);
  }
}
