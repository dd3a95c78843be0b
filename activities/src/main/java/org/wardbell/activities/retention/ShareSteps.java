package org.wardbell.activities.retention;

import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.REPLAY;
import static org.wardbell.activities.database.generated.Tables.RETENTION_SHARE;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Record4;
import org.jooq.Table;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.RetentionShareRecord;
import org.wardbell.activities.delivery.removal.DeliveryRemoval;
import org.wardbell.activities.delivery.removal.RemovalMarks;
import org.wardbell.activities.delivery.state.DeliveryEnd;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.activities.webhook.SettingsHistory;

/**
 * The steps of a clinic's part of a sweep: one chunk each, in a transaction of its own, which locks
 * the share's row and moves its position. A step that runs twice does nothing twice. Pages are read
 * in the order of the clinic's own index; where what is old ends, times of the database's clock
 * say, because ids have the time of a process.
 */
final class ShareSteps {
  private final DSLContext dsl;
  private final RetentionPolicies policies;
  private final DeliveryEnd end;
  private final AuditStore audit;

  ShareSteps(DSLContext dsl, RetentionPolicies policies, DeliveryEnd end, AuditStore audit) {
    this.dsl = dsl;
    this.policies = policies;
    this.end = end;
    this.audit = audit;
  }

  /**
   * A step.
   *
   * @param rows rows that it removed or emptied
   * @param over whether the clinic is done
   * @param news events whose workflow is to be started after the commit
   */
  record Step(int rows, boolean over, RecordedEvents news) {
    static Step of(int rows) {
      return new Step(rows, false, RecordedEvents.NONE);
    }
  }

  private static final Step OVER = new Step(0, true, RecordedEvents.NONE);

  /**
   * Does the next chunk.
   *
   * @param limit rows that each of its statements touches at most
   */
  Step step(UUID run, UUID clinic, int limit) {
    return Contention.result(dsl, transaction -> step(transaction.dsl(), run, clinic, limit));
  }

  private Step step(DSLContext transaction, UUID run, UUID clinic, int limit) {
    RetentionShareRecord share =
        transaction
            .selectFrom(RETENTION_SHARE)
            .where(RETENTION_SHARE.RUN_ID.eq(run), RETENTION_SHARE.CLINIC_ID.eq(clinic))
            .forUpdate()
            .fetchOne();
    if (share == null || share.getFinishedAt() != null) {
      return OVER;
    }
    keepForLonger(transaction, share);
    Step step =
        switch (SweepPhase.valueOf(share.getPhase())) {
          case PAYLOADS -> payloads(transaction, share, limit);
          case DELIVERIES -> deliveries(transaction, share, limit);
          case EVENTS -> events(transaction, share, limit);
          case REPLAYS -> replays(transaction, share, limit);
          case SETTINGS -> settings(transaction, share, limit);
          case DONE -> finish(transaction, share);
        };
    share.update();
    return step;
  }

  /** Lets a period that was made longer hold at once; a shorter one does from the next sweep on. */
  private void keepForLonger(DSLContext transaction, RetentionShareRecord share) {
    RetentionPolicy policy = policies.of(transaction, share.getClinicId());
    Instant now = DatabaseClock.read(transaction);
    share.setPayloadsUntil(earlier(share.getPayloadsUntil(), policy.payloadsUntil(now)));
    share.setDeliveriesUntil(earlier(share.getDeliveriesUntil(), policy.deliveriesUntil(now)));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** An event of a page. */
  private record Old(UUID id, long number, boolean dispatched) {}

  private static List<Old> page(
      DSLContext transaction, RetentionShareRecord share, Instant until, int limit) {
    return transaction
        .select(EVENT.ID, EVENT.NUMBER, EVENT.DISPATCHED_AT, EVENT.ACCEPTED_AT)
        .from(inClinicsOrder(EVENT, "event_clinic"))
        .where(EVENT.CLINIC_ID.eq(share.getClinicId()))
        .and(EVENT.NUMBER.gt(share.getPosition()))
        .orderBy(EVENT.NUMBER)
        .limit(limit)
        .fetch()
        .stream()
        .takeWhile(row -> row.value4().isBefore(until))
        .map(row -> new Old(row.value1(), row.value2(), row.value3() != null))
        .toList();
  }

  /** Another index would walk through other clinics' rows. */
  private static Table<?> inClinicsOrder(Table<?> table, String index) {
    return table.forceIndex(index);
  }

  /** Open deliveries end first, then bodies and answers, then the data. */
  private Step payloads(DSLContext transaction, RetentionShareRecord share, int limit) {
    List<Old> page = page(transaction, share, share.getPayloadsUntil(), limit);
    if (page.isEmpty()) {
      RetentionMarks.put(transaction, share);
      next(share, SweepPhase.DELIVERIES);
      return Step.of(0);
    }
    List<UUID> dispatched = page.stream().filter(Old::dispatched).map(Old::id).toList();
    List<UUID> waiting =
        DeliveryRemoval.waiting(transaction, dispatched, Math.min(limit, DeliveryEnd.AT_ONCE));
    if (!waiting.isEmpty()) {
      DeliveryEnd.Expired expired =
          end.expire(transaction, waiting, DatabaseClock.read(transaction));
      share.setExpired(share.getExpired() + expired.count());
      return new Step(expired.count(), false, expired.news());
    }
    Set<UUID> sending =
        DeliveryRemoval.sending(transaction, dispatched).stream()
            .map(Record2::value2)
            .collect(Collectors.toSet());
    List<UUID> over = dispatched.stream().filter(id -> !sending.contains(id)).toList();
    int bodies = DeliveryRemoval.bodies(transaction, over, limit);
    if (bodies > 0) {
      share.setBodies(share.getBodies() + bodies);
      return Step.of(bodies);
    }
    int answers = DeliveryRemoval.answers(transaction, over, limit);
    if (answers > 0) {
      share.setAnswers(share.getAnswers() + answers);
      return Step.of(answers);
    }
    int emptied =
        transaction
            .update(EVENT)
            .setNull(EVENT.DATA_CIPHERTEXT)
            .where(EVENT.ID.in(over))
            .and(EVENT.DATA_CIPHERTEXT.isNotNull())
            .execute();
    share.setPayloads(share.getPayloads() + emptied);
    passOver(share, page, Set.copyOf(over));
    share.setPosition(page.getLast().number());
    return Step.of(emptied);
  }

  /** Notes what is kept: it was never dispatched, or a request of it is under way. */
  private static void passOver(RetentionShareRecord share, List<Old> page, Set<UUID> over) {
    List<Old> kept = page.stream().filter(event -> !over.contains(event.id())).toList();
    share.setKept(share.getKept() + kept.size());
    if (!kept.isEmpty() && share.getPassedOver() == null) {
      share.setPassedOver(kept.getFirst().number());
    }
  }

  private static void next(RetentionShareRecord share, SweepPhase phase) {
    share.setPhase(phase.name());
    share.setPosition(0L);
  }

  private static Step deliveries(DSLContext transaction, RetentionShareRecord share, int limit) {
    List<Record4<UUID, Long, Instant, Instant>> page =
        transaction
            .select(DELIVERY.ID, DELIVERY.NUMBER, DELIVERY.FINISHED_AT, DELIVERY.CREATED_AT)
            .from(inClinicsOrder(DELIVERY, "delivery_clinic"))
            .where(DELIVERY.CLINIC_ID.eq(share.getClinicId()))
            .and(DELIVERY.NUMBER.gt(share.getPosition()))
            .orderBy(DELIVERY.NUMBER)
            .limit(limit)
            .fetch()
            .stream()
            .takeWhile(row -> row.value4().isBefore(share.getDeliveriesUntil()))
            .toList();
    if (page.isEmpty()) {
      next(share, SweepPhase.EVENTS);
      return Step.of(0);
    }
    List<UUID> over =
        page.stream()
            .filter(row -> row.value3() != null)
            .filter(row -> row.value3().isBefore(share.getDeliveriesUntil()))
            .map(Record4::value1)
            .toList();
    int attempts = over.isEmpty() ? 0 : DeliveryRemoval.attempts(transaction, over, limit);
    if (attempts > 0) {
      share.setAttempts(share.getAttempts() + attempts);
      return Step.of(attempts);
    }
    int deliveries = DeliveryRemoval.deliveries(transaction, over);
    share.setDeliveries(share.getDeliveries() + deliveries);
    share.setPosition(page.getLast().value2());
    return Step.of(deliveries);
  }

  private static Step events(DSLContext transaction, RetentionShareRecord share, int limit) {
    List<Old> page = page(transaction, share, share.getDeliveriesUntil(), limit);
    if (page.isEmpty()) {
      next(share, SweepPhase.REPLAYS);
      return Step.of(0);
    }
    Condition over =
        EVENT
            .ID
            .in(page.stream().map(Old::id).toList())
            .and(EVENT.DISPATCHED_AT.isNotNull())
            .and(EVENT.DATA_CIPHERTEXT.isNull())
            .andNotExists(selectOne().from(DELIVERY).where(DELIVERY.EVENT_ID.eq(EVENT.ID)));
    RemovalMarks.note(
        transaction,
        select(EVENT.CLINIC_ID, max(EVENT.ACCEPTED_AT))
            .from(EVENT)
            .where(over)
            .groupBy(EVENT.CLINIC_ID));
    int events = transaction.deleteFrom(EVENT).where(over).execute();
    share.setEvents(share.getEvents() + events);
    share.setPosition(page.getLast().number());
    return Step.of(events);
  }

  /** A job's counts are counts of its deliveries, so it goes when they do. */
  private static Step replays(DSLContext transaction, RetentionShareRecord share, int limit) {
    int jobs =
        transaction
            .deleteFrom(REPLAY)
            .where(REPLAY.ID.lt(Ids.firstOf(share.getDeliveriesUntil())))
            .and(REPLAY.CLINIC_ID.eq(share.getClinicId()))
            .and(REPLAY.FINISHED_AT.lt(share.getDeliveriesUntil()))
            .limit(limit)
            .execute();
    if (jobs < limit) {
      next(share, SweepPhase.SETTINGS);
    }
    return Step.of(jobs);
  }

  /** What a webhook was set to explains its deliveries, so it goes when they do. */
  private static Step settings(DSLContext transaction, RetentionShareRecord share, int limit) {
    int changes =
        SettingsHistory.end(transaction, share.getClinicId(), share.getDeliveriesUntil(), limit);
    if (changes < limit) {
      next(share, SweepPhase.DONE);
    }
    return Step.of(changes);
  }

  private Step finish(DSLContext transaction, RetentionShareRecord share) {
    share.setFinishedAt(DatabaseClock.read(transaction));
    Map<String, Object> ended = new TreeMap<>();
    for (var column : SweepReports.COUNTS) {
      long rows = share.get(column);
      if (rows > 0) {
        ended.put(column.getName(), rows);
      }
    }
    if (!ended.isEmpty()) {
      audit.append(
          transaction,
          AuditEntry.of(
                  share.getClinicId(),
                  AuditOrigin.SYSTEM,
                  "retention.swept",
                  "retention/" + share.getRunId())
              .with(ended));
    }
    return OVER;
  }
}
