package org.wardbell.activities.delivery.replay;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.Ids;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.ReplaySelection;

/**
 * The queries of replay jobs on events: pages in the order of their numbers, over an index, without
 * their data.
 */
final class ReplayEventsQuery {
  /**
   * The allowance for differing clocks. Ids and acceptance times come from the clocks of several
   * processes, and the commit comes later; events this near to the range are read, and their
   * acceptance time decides.
   */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

  /**
   * An event that a job looks at.
   *
   * @param hasData whether its data are still there
   */
  record Found(
      UUID id,
      long number,
      UUID clinic,
      String type,
      byte @Nullable [] subjectFingerprint,
      Instant acceptedAt,
      boolean dispatched,
      boolean hasData) {
    boolean isBetween(Instant from, Instant to) {
      return !acceptedAt.isBefore(from) && !acceptedAt.isAfter(to);
    }

    boolean isLongAfter(Instant to) {
      return acceptedAt.isAfter(to.plus(CLOCKS_APART));
    }
  }

  /** The deliveries of one event to the job's webhook so far. */
  record Earlier(UUID id, UUID event, int repetition, DeliveryStatus status) {
    ReplaySelection.Earlier forSelection() {
      return new ReplaySelection.Earlier(repetition, status);
    }
  }

  private ReplayEventsQuery() {}

  /** Returns the number after which a job's events begin. */
  static long cursorBefore(DSLContext dsl, Instant from) {
    Long first = numberAt(dsl, from.minus(CLOCKS_APART));
    return first == null ? latest(dsl) : first - 1;
  }

  /** Returns the number of the newest event, or 0. */
  static long latest(DSLContext dsl) {
    Long number = dsl.select(DSL.max(EVENT.NUMBER)).from(EVENT).fetchSingle().value1();
    return number == null ? 0 : number;
  }

  /**
   * Returns the number of the first event whose id was made at that time or later, over the primary
   * key.
   */
  static @Nullable Long numberAt(DSLContext dsl, Instant time) {
    return dsl.select(EVENT.NUMBER)
        .from(EVENT)
        .where(EVENT.ID.ge(Ids.firstOf(time)))
        .orderBy(EVENT.ID)
        .limit(1)
        .fetchOne(Record1::value1);
  }

  /**
   * Events after a number, in order.
   *
   * @param clinic only that clinic's, or null for all
   */
  static List<Found> page(DSLContext dsl, @Nullable UUID clinic, long after, int limit) {
    return dsl.select(
            EVENT.ID,
            EVENT.NUMBER,
            EVENT.CLINIC_ID,
            EVENT.TYPE,
            EVENT.SUBJECT_FINGERPRINT,
            EVENT.ACCEPTED_AT,
            DSL.field(EVENT.DISPATCHED_AT.isNotNull()),
            DSL.field(EVENT.DATA_CIPHERTEXT.isNotNull()))
        .from(EVENT)
        .where(EVENT.NUMBER.gt(after).and(of(clinic)))
        .orderBy(EVENT.NUMBER)
        .limit(limit)
        .fetch(
            row ->
                new Found(
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    row.value4(),
                    row.value5(),
                    row.value6(),
                    row.value7(),
                    row.value8()));
  }

  /** Counts the events between two numbers, both included; inside an index. */
  static int count(DSLContext dsl, @Nullable UUID clinic, long first, long last) {
    return dsl.fetchCount(
        DSL.selectOne().from(EVENT).where(EVENT.NUMBER.between(first, last).and(of(clinic))));
  }

  private static Condition of(@Nullable UUID clinic) {
    return clinic == null ? DSL.noCondition() : EVENT.CLINIC_ID.eq(clinic);
  }

  /** Returns the webhook's earlier deliveries of these events, by event. */
  static Map<UUID, List<Earlier>> earlier(DSLContext dsl, UUID webhook, Collection<UUID> events) {
    return dsl.select(DELIVERY.ID, DELIVERY.EVENT_ID, DELIVERY.REPETITION, DELIVERY.STATUS)
        .from(DELIVERY)
        .where(DELIVERY.EVENT_ID.in(events))
        .and(DELIVERY.WEBHOOK_ID.eq(webhook))
        .fetchGroups(
            DELIVERY.EVENT_ID,
            row ->
                new Earlier(
                    row.get(DELIVERY.ID),
                    row.get(DELIVERY.EVENT_ID),
                    row.get(DELIVERY.REPETITION),
                    DeliveryStatus.valueOf(row.get(DELIVERY.STATUS))));
  }
}
