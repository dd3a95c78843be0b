package org.wardbell.activities.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.activities.event.WorkflowStarts;

/**
 * Writes outcomes of attempts, many in one transaction: what the webhook learns from them, the
 * deliveries (by compare-and-set: only who holds the claim may move one), and the attempts.
 */
final class OutcomeStore {
  private final DSLContext dsl;
  private final WebhookLessons lessons;
  private final EventStore events;
  private final WorkflowStarts starts;

  OutcomeStore(DSLContext dsl, WebhookLessons lessons, EventStore events, WorkflowStarts starts) {
    this.dsl = dsl;
    this.lessons = lessons;
    this.events = events;
    this.starts = starts;
  }

  void write(List<AttemptResult> results) {
    RecordedEvents recorded =
        dsl.transactionResult(transaction -> write(transaction.dsl(), results));
    starts.start(recorded);
  }

  private RecordedEvents write(DSLContext transaction, List<AttemptResult> results) {
    Instant now = DatabaseClock.read(transaction);
    List<NewEvent> news = new ArrayList<>(lessons.learn(transaction, results, now));
    List<AttemptResult> moved = OutcomeRows.updateDeliveries(transaction, results, now);
    OutcomeRows.updateAttempts(transaction, results, now);
    for (AttemptResult result : moved) {
      OperationalEvents.exhausted(result).ifPresent(news::add);
    }
    return news.isEmpty()
        ? new RecordedEvents(List.of(), List.of(), "")
        : events.record(transaction, news);
  }
}
