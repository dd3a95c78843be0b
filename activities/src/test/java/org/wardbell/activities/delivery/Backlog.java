package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;

/** Many parked deliveries of one webhook, inserted as rows: repetitions of one of its own. */
final class Backlog {
  private static final int AT_ONCE = 10_000;

  private final DeliveryHarness harness;
  private final UUID webhook;

  private Backlog(DeliveryHarness harness, UUID webhook) {
    this.harness = harness;
    this.webhook = webhook;
  }

  /** Parks one delivery as a dispatch does, and adds copies of it until there are so many. */
  static Backlog of(DeliveryHarness harness, UUID webhook, int size) {
    harness.pause(webhook);
    harness.engine.dispatch().dispatch(harness.accept(1));
    harness.resume(webhook);
    Backlog backlog = new Backlog(harness, webhook);
    long original = backlog.last().getNumber();
    for (int made = 1; made < size; made += AT_ONCE) {
      backlog.copy(original, made, Math.min(size - made, AT_ONCE));
    }
    return backlog;
  }

  private void copy(long original, int from, int count) {
    dsl()
        .execute(
            """
            insert into delivery (id, clinic_id, event_id, webhook_id, repetition, `trigger`, status, owner,
              parked_reason, next_attempt_at, exhausts_at, envelope_version, content_type, created_at)
            with recursive hundred (i) as (select 0 union all select i + 1 from hundred where i < 99)
            select uuid_to_bin(uuid(), 1), clinic_id, event_id, webhook_id, {0} + a.i * 100 + b.i, `trigger`,
              status, owner, parked_reason, next_attempt_at, exhausts_at, envelope_version, content_type, created_at
            from delivery, hundred a, hundred b
            where number = {1}
            order by a.i, b.i
            limit {2}
            """,
            DSL.val(from), DSL.val(original), DSL.inline(count));
  }

  private DSLContext dsl() {
    return harness.dsl();
  }

  /** Parks them for another reason. */
  Backlog parkedFor(String reason, Duration untilDue) {
    dsl()
        .update(DELIVERY)
        .set(DELIVERY.PARKED_REASON, reason)
        .set(DELIVERY.NEXT_ATTEMPT_AT, Instant.now().plus(untilDue))
        .where(DELIVERY.WEBHOOK_ID.eq(webhook))
        .execute();
    return this;
  }

  /** Lets them end then. */
  Backlog endingIn(Duration fromNow) {
    dsl()
        .update(DELIVERY)
        .set(DELIVERY.EXHAUSTS_AT, Instant.now().plus(fromNow))
        .where(DELIVERY.WEBHOOK_ID.eq(webhook))
        .execute();
    return this;
  }

  int count(String status) {
    return dsl().fetchCount(DELIVERY, DELIVERY.WEBHOOK_ID.eq(webhook), DELIVERY.STATUS.eq(status));
  }

  /** One of the last. */
  DeliveryRecord last() {
    return dsl()
        .selectFrom(DELIVERY)
        .where(DELIVERY.WEBHOOK_ID.eq(webhook))
        .orderBy(DELIVERY.NUMBER.desc())
        .limit(1)
        .fetchSingle();
  }
}
