package org.wardbell.activities.delivery;

import static org.jooq.impl.DSL.case_;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.NextStep;

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
    List<Query> statements = new ArrayList<>(2 * results.size());
    for (AttemptResult result : results) {
      statements.add(delivery(transaction, result, now));
    }
    for (AttemptResult result : results) {
      statements.add(attempt(transaction, result, now));
      OperationalEvents.exhausted(result).ifPresent(news::add);
    }
    transaction.batch(statements).execute();
    return news.isEmpty()
        ? new RecordedEvents(List.of(), List.of(), "")
        : events.record(transaction, news);
  }

  private static Query delivery(DSLContext transaction, AttemptResult result, Instant now) {
    ClaimedAttempt claim = result.claim();
    boolean drained = claim.lane() == Lane.DRAIN;
    DeliveryStatus status = status(result.next(), drained);
    Instant next = nextAttempt(result.next(), now);
    // MySQL assigns from left to right: the owner follows from the status just set.
    return transaction
        .update(DELIVERY)
        .set(
            DELIVERY.STATUS,
            status.isFinal()
                ? inline(status.name())
                : when(DELIVERY.CANCEL_REQUESTED.isTrue(), inline("CANCELLED"))
                    .otherwise(inline(status.name())))
        .set(
            DELIVERY.OWNER,
            case_()
                .when(DELIVERY.STATUS.in("PENDING", "PARKED"), DELIVERY.OWNER)
                .otherwise(DSL.inline((String) null)))
        .set(
            DELIVERY.PARKED_REASON,
            drained && next != null ? ParkedReason.RETRY.stored : null)
        .set(DELIVERY.NEXT_ATTEMPT_AT, next)
        .set(
            DELIVERY.WAKES_AT,
            when(DELIVERY.STATUS.eq("PENDING"), val(next, DELIVERY.WAKES_AT))
                .otherwise(DSL.inline((Instant) null)))
        .set(
            DELIVERY.FINISHED_AT,
            when(DELIVERY.STATUS.in("PENDING", "PARKED"), DSL.inline((Instant) null))
                .otherwise(val(now, DELIVERY.FINISHED_AT)))
        .set(DELIVERY.LAST_OUTCOME, result.report().outcome().name())
        .set(DELIVERY.LAST_CODE, result.report().code())
        .where(DELIVERY.ID.eq(claim.deliveryId()))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()))
        .and(DELIVERY.ATTEMPTS.eq(claim.ordinal()));
  }

  private static DeliveryStatus status(NextStep next, boolean drained) {
    return switch (next) {
      case NextStep.Ended ended -> ended.status();
      case NextStep.TryAgain _ -> drained ? DeliveryStatus.PARKED : DeliveryStatus.PENDING;
    };
  }

  private static @Nullable Instant nextAttempt(NextStep next, Instant now) {
    return switch (next) {
      case NextStep.Ended _ -> null;
      case NextStep.TryAgain(Duration wait) -> now.plus(wait);
    };
  }

  private static Query attempt(DSLContext transaction, AttemptResult result, Instant now) {
    ClaimedAttempt claim = result.claim();
    AttemptReport report = result.report();
    AttemptTimings timings = report.timings();
    Sealed response = result.response();
    return transaction
        .update(ATTEMPT)
        .set(ATTEMPT.LEASE_UNTIL, (Instant) null)
        .set(ATTEMPT.FINISHED_AT, now)
        .set(ATTEMPT.OUTCOME, report.outcome().name())
        .set(ATTEMPT.CODE, report.code())
        .set(ATTEMPT.HTTP_STATUS, report.httpStatus())
        .set(ATTEMPT.ADDRESS, report.address())
        .set(ATTEMPT.DNS_MICROS, timings.dnsMicros())
        .set(ATTEMPT.CONNECT_MICROS, timings.connectMicros())
        .set(ATTEMPT.TLS_MICROS, timings.tlsMicros())
        .set(ATTEMPT.REQUEST_MICROS, timings.requestMicros())
        .set(ATTEMPT.FIRST_BYTE_MICROS, timings.firstByteMicros())
        .set(ATTEMPT.TOTAL_MICROS, timings.totalMicros())
        .set(ATTEMPT.RESPONSE_CIPHERTEXT, response == null ? null : response.ciphertext())
        .set(ATTEMPT.KEY_ID, response == null ? null : response.keyId())
        .set(ATTEMPT.NEXT_ATTEMPT_AT, nextAttempt(result.next(), now))
        .where(ATTEMPT.DELIVERY_ID.eq(claim.deliveryId()))
        .and(ATTEMPT.ORDINAL.eq(claim.ordinal()));
  }
}
