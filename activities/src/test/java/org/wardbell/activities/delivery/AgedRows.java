package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.wardbell.activities.database.Ids;

/** Rows as they are after some time: events, each with data, a delivery, an attempt, an answer. */
final class AgedRows {
  private final DSLContext dsl;
  private int inserted;

  AgedRows(DSLContext dsl) {
    this.dsl = dsl;
  }

  /**
   * Inserts events that were accepted, and delivered, so long ago.
   *
   * @param count a million at most
   */
  void insert(UUID clinic, int count, Duration age) {
    // As hexadecimal digits: MySQL cuts a bound value by characters, of which some have two bytes.
    String old = Ids.firstOf(Instant.now().minus(age)).toString().replace("-", "").substring(0, 16);
    dsl.execute(
        """
        insert into event (id, clinic_id, type, source, occurred_at, accepted_at, data_ciphertext, key_id,
          workflow_id, dispatched_at)
        with recursive hundred (i) as (select 0 union all select i + 1 from hundred where i < 99)
        select concat(unhex({0}), unhex(lpad(hex({1} + a.i * 10000 + b.i * 100 + c.i), 16, '0'))), {2},
          'bill.paid', 'api', utc_timestamp(6) - interval {4} second, utc_timestamp(6) - interval {4} second,
          repeat('x', 200), 1, 'event/x', utc_timestamp(6) - interval {4} second
        from hundred a, hundred b, hundred c
        where a.i * 10000 < {3}
        order by a.i, b.i, c.i
        limit {3}
        """,
        DSL.inline(old),
        DSL.inline(inserted),
        DSL.val(clinic, EVENT.ID),
        DSL.inline(count),
        DSL.inline(age.toSeconds()));
    inserted += count;
    dsl.execute(
        """
        insert into delivery (id, clinic_id, event_id, webhook_id, `trigger`, status, attempts, body_ciphertext,
          key_id, created_at, finished_at)
        select id, clinic_id, id, id, 'live', 'DELIVERED', 1, repeat('y', 200), 1, accepted_at, accepted_at
        from event
        where clinic_id = {0} and not exists (select 1 from delivery where delivery.event_id = event.id)
        order by number
        """,
        DSL.val(clinic, EVENT.ID));
    dsl.execute(
        """
        insert into attempt (delivery_id, ordinal, clinic_id, webhook_id, webhook_version, `trigger`, lane,
          started_at, finished_at, outcome, response_ciphertext, key_id)
        select id, 1, clinic_id, webhook_id, 1, 'live', 'express', created_at, finished_at, 'DELIVERED',
          repeat('z', 200), 1
        from delivery
        where clinic_id = {0} and not exists (select 1 from attempt where attempt.delivery_id = delivery.id)
        """,
        DSL.val(clinic, EVENT.ID));
  }
}
