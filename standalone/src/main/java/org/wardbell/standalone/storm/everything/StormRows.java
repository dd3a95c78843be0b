package org.wardbell.standalone.storm.everything;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.REPLAY;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.wardbell.standalone.storm.invariant.AttemptRow;
import org.wardbell.standalone.storm.invariant.DeliveryRow;
import org.wardbell.standalone.storm.invariant.EventRow;
import org.wardbell.standalone.storm.invariant.WebhookFacts;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The rows of a storm's events and webhooks, read past the proxies. */
final class StormRows {
  /** Rows of one query. */
  private static final int PAGE = 5_000;

  private final DSLContext database;
  private final Collection<UUID> webhooks;
  private final Collection<UUID> clinics;

  StormRows(DSLContext database, List<WebhookFacts> webhooks) {
    this.database = database;
    this.webhooks = webhooks.stream().map(WebhookFacts::id).toList();
    this.clinics = webhooks.stream().map(WebhookFacts::clinic).distinct().toList();
  }

  /** Returns what is left to do. Rotations of keys go on: each waits for ten minutes. */
  Open open() {
    Condition notFinal = DELIVERY.FINISHED_AT.isNull();
    return new Open(
        database.fetchCount(EVENT, EVENT.DISPATCHED_AT.isNull()),
        database.fetchCount(DELIVERY, notFinal.and(DELIVERY.WEBHOOK_ID.in(webhooks))),
        database.fetchCount(REPLAY, REPLAY.FINISHED_AT.isNull()));
  }

  /**
   * The work that is left to do.
   *
   * @param events that were not dispatched
   * @param deliveries that are not final
   * @param replays that have not ended
   */
  record Open(int events, int deliveries, int replays) {
    boolean isNothing() {
      return events + deliveries + replays == 0;
    }
  }

  /** Returns the events that were posted under a key. */
  List<EventRow> events() {
    List<EventRow> rows = new ArrayList<>();
    long after = 0;
    for (int found = PAGE; found == PAGE; ) {
      found = 0;
      for (var row :
          database
              .select(EVENT.NUMBER, EVENT.ID, EVENT.CLINIC_ID, EVENT.TYPE, EVENT.DISPATCHED_AT)
              .from(EVENT)
              .where(EVENT.NUMBER.gt(after))
              .and(EVENT.CLINIC_ID.in(clinics))
              .and(EVENT.IDEMPOTENCY_FINGERPRINT.isNotNull())
              .and(EVENT.SOURCE.eq("api"))
              .orderBy(EVENT.NUMBER)
              .limit(PAGE)) {
        rows.add(new EventRow(row.value2(), row.value3(), row.value4(), row.value5() != null));
        after = row.value1();
        found++;
      }
    }
    return rows;
  }

  /** Returns the deliveries to the storm's webhooks. */
  List<DeliveryRow> deliveries() {
    List<DeliveryRow> rows = new ArrayList<>();
    long after = 0;
    for (int found = PAGE; found == PAGE; ) {
      found = 0;
      for (var row :
          database
              .select(
                  DELIVERY.NUMBER,
                  DELIVERY.ID,
                  DELIVERY.CLINIC_ID,
                  DELIVERY.EVENT_ID,
                  DELIVERY.WEBHOOK_ID,
                  DELIVERY.REPETITION,
                  DELIVERY.STATUS,
                  DELIVERY.OWNER,
                  DELIVERY.PARKED_REASON,
                  DELIVERY.WAKES_AT,
                  DELIVERY.ATTEMPTS)
              .from(DELIVERY)
              .where(DELIVERY.NUMBER.gt(after))
              .and(DELIVERY.WEBHOOK_ID.in(webhooks))
              .orderBy(DELIVERY.NUMBER)
              .limit(PAGE)) {
        rows.add(
            new DeliveryRow(
                row.value2(),
                row.value3(),
                row.value4(),
                row.value5(),
                row.value6() == 0,
                DeliveryStatus.valueOf(row.value7()),
                row.value8(),
                row.value9(),
                row.value10() != null,
                row.value11()));
        after = row.value1();
        found++;
      }
    }
    return rows;
  }

  /** Returns their attempts, by delivery. */
  Map<UUID, List<AttemptRow>> attempts() {
    Map<UUID, List<AttemptRow>> rows = new HashMap<>();
    long after = 0;
    for (int found = PAGE; found == PAGE; ) {
      found = 0;
      for (var row :
          database
              .select(
                  ATTEMPT.NUMBER,
                  ATTEMPT.DELIVERY_ID,
                  ATTEMPT.ORDINAL,
                  ATTEMPT.CLINIC_ID,
                  ATTEMPT.WEBHOOK_ID,
                  ATTEMPT.OUTCOME,
                  ATTEMPT.CODE)
              .from(ATTEMPT)
              .where(ATTEMPT.NUMBER.gt(after))
              .and(ATTEMPT.WEBHOOK_ID.in(webhooks))
              .orderBy(ATTEMPT.NUMBER)
              .limit(PAGE)) {
        String outcome = row.value6();
        rows.computeIfAbsent(row.value2(), _ -> new ArrayList<>())
            .add(
                new AttemptRow(
                    row.value2(),
                    row.value3(),
                    row.value4(),
                    row.value5(),
                    outcome == null ? null : AttemptOutcome.valueOf(outcome),
                    row.value7()));
        after = row.value1();
        found++;
      }
    }
    return rows;
  }
}
