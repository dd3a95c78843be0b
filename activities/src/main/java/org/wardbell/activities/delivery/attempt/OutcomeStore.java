package org.wardbell.activities.delivery.attempt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.DeliveryTransitions;
import org.wardbell.activities.delivery.state.OperationalEvents;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.workflows.event.EventBatch;

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

  void write(List<AttemptResult> results) {
    Written written = dsl.transactionResult(transaction -> write(transaction.dsl(), results));
    written.refusals().told();
    written.recorded().forEach(starts::start);
    written.wakes().forEach(starts::wakeWebhook);
  }

  /** Returns whether the database answers just now. */
  boolean isReachable() {
    try {
      return dsl.fetchExists(DSL.selectOne());
    } catch (DataAccessException away) {
      return false;
    }
  }

  private record Written(List<RecordedEvents> recorded, List<UUID> wakes, RefusalNews refusals) {}

  private Written write(DSLContext transaction, List<AttemptResult> results) {
    Instant now = DatabaseClock.read(transaction);
    WebhookStateUpdates.Learned learned = stateUpdates.learn(transaction, results, now);
    List<NewEvent> news = new ArrayList<>(learned.news());
    List<AttemptResult> moved =
        DeliveryTransitions.conclude(transaction, results, learned.open(), now);
    for (AttemptResult result : moved) {
      OperationalEvents.exhausted(result).ifPresent(news::add);
    }
    RefusalNews refusals = RefusalNews.ofResults(moved);
    news.addAll(refusals.events());
    return new Written(record(transaction, news), learned.wakes(), refusals);
  }

  /** Each group of outcomes may have more news than a workflow may begin with. */
  private List<RecordedEvents> record(DSLContext transaction, List<NewEvent> news) {
    List<RecordedEvents> recorded = new ArrayList<>();
    for (int from = 0; from < news.size(); from += EventBatch.MAXIMUM_EVENTS) {
      int to = Math.min(news.size(), from + EventBatch.MAXIMUM_EVENTS);
      recorded.add(events.record(transaction, news.subList(from, to)));
    }
    return recorded;
  }
}
