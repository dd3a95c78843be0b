package org.wardbell.activities.delivery.state;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.batch.RenderedBatch;
import org.wardbell.activities.database.generated.tables.records.AttemptRecord;
import org.wardbell.activities.http.AttemptReport;
import org.wardbell.activities.http.AttemptTimings;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.NextStep;

/** The statements that outcomes are written with, each one round trip for many rows. */
final class OutcomeRows {
  private static final RenderedBatch DELIVERIES = RenderedBatch.of(deliveryStatement());
  private static final RenderedBatch ATTEMPTS = RenderedBatch.of(attemptStatement());

  private OutcomeRows() {}

  /** The end that several deliveries have in common, so that one statement writes it for all. */
  private record EndedAlike(DeliveryStatus status, String outcome, String code, int ordinal) {
    /** Groups results by the end that they share; under null stand those after which it goes on. */
    static Map<@Nullable EndedAlike, List<AttemptResult>> groups(List<AttemptResult> results) {
      Map<@Nullable EndedAlike, List<AttemptResult>> groups = new LinkedHashMap<>();
      for (AttemptResult result : results) {
        groups.computeIfAbsent(of(result), _ -> new ArrayList<>()).add(result);
      }
      return groups;
    }

    private static @Nullable EndedAlike of(AttemptResult result) {
      return switch (result.next()) {
        case NextStep.Ended(DeliveryStatus status) ->
            new EndedAlike(
                status,
                result.report().outcome().name(),
                result.report().code(),
                result.claim().ordinal());
        case NextStep.TryAgain _ -> null;
      };
    }

    /** Writes the end of these deliveries; returns the results whose claim still held. */
    List<AttemptResult> write(DSLContext transaction, List<AttemptResult> alike, Instant now) {
      Condition ours =
          DELIVERY
              .ID
              .in(alike.stream().map(one -> one.claim().deliveryId()).toList())
              .and(DELIVERY.ATTEMPTS.eq(ordinal));
      int written =
          transaction
              .update(DELIVERY)
              .set(Placement.ended(status, now))
              .set(DELIVERY.LAST_OUTCOME, outcome)
              .set(DELIVERY.LAST_CODE, code)
              .where(ours)
              .and(DELIVERY.STATUS.eq(inline(DeliveryStatus.SENDING.name())))
              .execute();
      if (written == alike.size()) {
        return alike;
      }
      // Nobody else's end of the same attempt has this transaction's time.
      Set<UUID> moved =
          transaction
              .select(DELIVERY.ID)
              .from(DELIVERY)
              .where(ours)
              .and(DELIVERY.FINISHED_AT.eq(val(now, DELIVERY.FINISHED_AT)))
              .fetchSet(DELIVERY.ID);
      return alike.stream().filter(one -> moved.contains(one.claim().deliveryId())).toList();
    }
  }

  /**
   * Moves deliveries, by compare-and-set: only who holds the claim may move one. Those that end
   * alike, which most do, are one statement: MySQL and the driver would read one for each again.
   *
   * @param open webhooks whose circuit is open
   * @return the results that moved theirs; of the others the lease had ended before
   */
  static List<AttemptResult> updateDeliveries(
      DSLContext transaction, List<AttemptResult> results, Set<UUID> open, Instant now) {
    Set<AttemptResult> moved = Collections.newSetFromMap(new IdentityHashMap<>());
    List<AttemptResult> single = new ArrayList<>();
    EndedAlike.groups(results)
        .forEach(
            (ending, alike) -> {
              if (ending == null || alike.size() == 1) {
                single.addAll(alike);
              } else {
                moved.addAll(ending.write(transaction, alike, now));
              }
            });
    if (!single.isEmpty()) {
      moved.addAll(updateEach(transaction, single, open, now));
    }
    return results.stream().filter(moved::contains).toList();
  }

  private static List<AttemptResult> updateEach(
      DSLContext transaction, List<AttemptResult> results, Set<UUID> open, Instant now) {
    List<@Nullable Object[]> rows = new ArrayList<>(results.size());
    for (AttemptResult result : results) {
      ClaimedAttempt claim = result.claim();
      DeliveryStatus status = status(result.next());
      Instant next = nextAttempt(result.next(), now);
      rows.add(
          new @Nullable Object[] {
            status.isFinal(),
            status.name(),
            parkedReason(claim, open).stored,
            next,
            next,
            now,
            result.report().outcome().name(),
            result.report().code(),
            claim.deliveryId(),
            claim.ordinal()
          });
    }
    int[] moved = DELIVERIES.execute(transaction, rows);
    return IntStream.range(0, moved.length)
        .filter(i -> moved[i] == 1)
        .mapToObj(results::get)
        .toList();
  }

  private static ParkedReason parkedReason(ClaimedAttempt claim, Set<UUID> open) {
    return open.contains(claim.webhook().id()) ? ParkedReason.CIRCUIT : ParkedReason.RETRY;
  }

  /**
   * MySQL assigns from left to right: what follows the status reads the one just set. A
   * cancellation that was asked for while the request was under way takes effect where another try
   * would follow; and whose turn that is, the row says: a webhook may have got it meanwhile.
   */
  private static Query deliveryStatement() {
    Field<String> unset = inline((String) null);
    Field<Instant> never = inline(null, DELIVERY.NEXT_ATTEMPT_AT);
    Condition open = DELIVERY.STATUS.in(inline("PENDING"), inline("PARKED"));
    return DSL.update(DELIVERY)
        .set(
            DELIVERY.STATUS,
            when(param("final", Boolean.class).isTrue(), param("status", DELIVERY.STATUS))
                .when(DELIVERY.CANCEL_REQUESTED.eq(inline(true)), inline("CANCELLED"))
                .when(DELIVERY.OWNER.eq(inline(Owner.WEBHOOK.stored)), inline("PARKED"))
                .otherwise(inline("PENDING")))
        .set(DELIVERY.OWNER, when(open, DELIVERY.OWNER).otherwise(unset))
        .set(
            DELIVERY.PARKED_REASON,
            when(DELIVERY.STATUS.eq(inline("PARKED")), param("reason", DELIVERY.PARKED_REASON))
                .otherwise(unset))
        .set(DELIVERY.NEXT_ATTEMPT_AT, param("next", DELIVERY.NEXT_ATTEMPT_AT))
        .set(
            DELIVERY.WAKES_AT,
            when(DELIVERY.STATUS.eq(inline("PENDING")), param("wakes", DELIVERY.WAKES_AT))
                .otherwise(never))
        .set(
            DELIVERY.FINISHED_AT,
            when(open, never).otherwise(param("finished", DELIVERY.FINISHED_AT)))
        .set(DELIVERY.LAST_OUTCOME, param("outcome", DELIVERY.LAST_OUTCOME))
        .set(DELIVERY.LAST_CODE, param("code", DELIVERY.LAST_CODE))
        .where(DELIVERY.ID.eq(param("id", DELIVERY.ID)))
        .and(DELIVERY.STATUS.eq(inline(DeliveryStatus.SENDING.name())))
        .and(DELIVERY.ATTEMPTS.eq(param("ordinal", DELIVERY.ATTEMPTS)));
  }

  /** Completes attempts: the truth about a request, even if its delivery has moved on meanwhile. */
  static void updateAttempts(DSLContext transaction, List<AttemptResult> results, Instant now) {
    List<@Nullable Object[]> rows = new ArrayList<>(results.size());
    for (AttemptResult result : results) {
      AttemptReport report = result.report();
      AttemptTimings timings = report.timings();
      Sealed response = result.response();
      rows.add(
          new @Nullable Object[] {
            now,
            report.outcome().name(),
            report.code(),
            report.httpStatus(),
            report.address(),
            timings.dnsMicros(),
            timings.connectMicros(),
            timings.tlsMicros(),
            timings.requestMicros(),
            timings.firstByteMicros(),
            timings.totalMicros(),
            response == null ? null : response.ciphertext(),
            response == null ? null : response.keyId(),
            nextAttempt(result.next(), now),
            result.claim().deliveryId(),
            result.claim().ordinal()
          });
    }
    ATTEMPTS.execute(transaction, rows);
  }

  private static Query attemptStatement() {
    UpdateSetMoreStep<AttemptRecord> update =
        DSL.update(ATTEMPT).set(ATTEMPT.LEASE_UNTIL, inline(null, ATTEMPT.LEASE_UNTIL));
    for (Field<?> field :
        List.of(
            ATTEMPT.FINISHED_AT,
            ATTEMPT.OUTCOME,
            ATTEMPT.CODE,
            ATTEMPT.HTTP_STATUS,
            ATTEMPT.ADDRESS,
            ATTEMPT.DNS_MICROS,
            ATTEMPT.CONNECT_MICROS,
            ATTEMPT.TLS_MICROS,
            ATTEMPT.REQUEST_MICROS,
            ATTEMPT.FIRST_BYTE_MICROS,
            ATTEMPT.TOTAL_MICROS,
            ATTEMPT.RESPONSE_CIPHERTEXT,
            ATTEMPT.KEY_ID,
            ATTEMPT.NEXT_ATTEMPT_AT)) {
      update = setParameter(update, field);
    }
    return update
        .where(ATTEMPT.DELIVERY_ID.eq(param("id", ATTEMPT.DELIVERY_ID)))
        .and(ATTEMPT.ORDINAL.eq(param("ordinal", ATTEMPT.ORDINAL)));
  }

  private static <T> UpdateSetMoreStep<AttemptRecord> setParameter(
      UpdateSetMoreStep<AttemptRecord> update, Field<T> field) {
    return update.set(field, param(field.getName(), field));
  }

  private static DeliveryStatus status(NextStep next) {
    return switch (next) {
      case NextStep.Ended ended -> ended.status();
      case NextStep.TryAgain _ -> DeliveryStatus.PENDING;
    };
  }

  private static @Nullable Instant nextAttempt(NextStep next, Instant now) {
    return switch (next) {
      case NextStep.Ended _ -> null;
      case NextStep.TryAgain(Duration delay) -> now.plus(delay);
    };
  }
}
