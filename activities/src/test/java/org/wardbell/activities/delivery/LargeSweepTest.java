package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.TransactionContext;
import org.jooq.TransactionListener;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jooq.impl.DefaultTransactionListenerProvider;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.Scale;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.retention.Sweeps;
import org.wardbell.activities.temporal.ChunkPace;

/**
 * A sweep over many rows (more than 100,000 of them each night): in chunks, and beside other
 * clinics.
 */
final class LargeSweepTest extends DeliveryTest {
  private static final int EVENTS = Scale.of(7_000);

  /** A machine that is busy with other things; the exact bound is the one on rows. */
  private static final Duration LOOSELY = Duration.ofSeconds(10);

  private final AtomicInteger mostRows = new AtomicInteger();
  private final AtomicLong longest = new AtomicLong();

  @Test
  void statement_ofASweepOverManyRows_touchesAtMost500_andNoOtherClinicWaits() {
    UUID small = Ids.next();
    clinic(small);
    rows(harness.clinic, EVENTS, 0);
    rows(small, 3, EVENTS);
    Sweeps sweeps = new Sweeps(watched(), harness.engine.beans());
    sweeps.keep(harness.clinic, 30, 90);
    UUID run = sweeps.begin();
    // The clinic with much to do has had a turn; the other one is next, and is done within it.
    for (int i = 0; i < 4; i++) {
      sweeps.step(run, harness.clinic);
    }
    int smallSteps = 0;
    while (sweeps.share(run, small).getFinishedAt() == null) {
      sweeps.step(run, small);
      smallSteps++;
    }
    assertThat(smallSteps).isLessThan(20);
    assertThat(sweeps.next(run)).isEqualTo(harness.clinic);
    assertThat(harness.dsl().fetchCount(EVENT, EVENT.CLINIC_ID.eq(small))).isZero();
    assertThat(harness.dsl().fetchCount(EVENT)).isGreaterThan(EVENTS / 2);

    while (!sweeps.work(run)) {
      // Another activity goes on.
    }

    assertThat(harness.dsl().fetchCount(EVENT)).isZero();
    assertThat(harness.dsl().fetchCount(DELIVERY)).isZero();
    assertThat(harness.dsl().fetchCount(ATTEMPT)).isZero();
    assertThat(sweeps.share(run, harness.clinic).getEvents()).isEqualTo(EVENTS);
    assertThat(sweeps.share(run, harness.clinic).getAttempts()).isEqualTo(EVENTS);
    assertThat(mostRows.get()).isPositive().isLessThanOrEqualTo(ChunkPace.MOST);
    System.out.printf("longest transaction of the sweep: %d ms%n", longest.get() / 1_000_000);
    assertThat(Duration.ofNanos(longest.get())).isLessThan(LOOSELY);
    sweeps.forget();
  }

  private void clinic(UUID id) {
    harness
        .dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, id)
        .set(CLINIC.NAME, "Small " + id)
        .set(CLINIC.TIME_ZONE, "UTC")
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
  }

  /**
   * Inserts events of a year ago, each with data, a delivery with a body, an attempt, an answer.
   */
  private void rows(UUID clinic, int count, int from) {
    // As hexadecimal digits: MySQL cuts a bound value by characters, of which some have two bytes.
    String old =
        Ids.firstOf(Instant.now().minus(Duration.ofDays(365)))
            .toString()
            .replace("-", "")
            .substring(0, 16);
    DSLContext dsl = harness.dsl();
    dsl.execute(
        """
        insert into event (id, clinic_id, type, source, occurred_at, accepted_at, data_ciphertext, key_id,
          workflow_id, dispatched_at)
        with recursive hundred (i) as (select 0 union all select i + 1 from hundred where i < 99)
        select concat(unhex({0}), unhex(lpad(hex({1} + a.i * 10000 + b.i * 100 + c.i), 16, '0'))), {2},
          'bill.paid', 'api', utc_timestamp(6), utc_timestamp(6) - interval 1 year, repeat('x', 200), 1, 'event/x',
          utc_timestamp(6) - interval 1 year
        from hundred a, hundred b, hundred c
        order by a.i, b.i, c.i
        limit {3}
        """,
        DSL.inline(old), DSL.inline(from), DSL.val(clinic, EVENT.ID), DSL.inline(count));
    dsl.execute(
        """
        insert into delivery (id, clinic_id, event_id, webhook_id, `trigger`, status, attempts, body_ciphertext,
          key_id, created_at, finished_at)
        select id, clinic_id, id, id, 'live', 'DELIVERED', 1, repeat('y', 200), 1, accepted_at,
          utc_timestamp(6) - interval 1 year
        from event where clinic_id = {0}
        """,
        DSL.val(clinic, EVENT.ID));
    dsl.execute(
        """
        insert into attempt (delivery_id, ordinal, clinic_id, webhook_id, webhook_version, `trigger`, lane,
          started_at, finished_at, outcome, response_ciphertext, key_id)
        select id, 1, clinic_id, webhook_id, 1, 'live', 'express', created_at, finished_at, 'DELIVERED',
          repeat('z', 200), 1
        from delivery where clinic_id = {0}
        """,
        DSL.val(clinic, EVENT.ID));
  }

  /** Looks at each statement and transaction of the sweep. */
  private DSLContext watched() {
    ExecuteListener statements =
        new ExecuteListener() {
          @Override
          public void end(ExecuteContext context) {
            int[] batch = context.batchRows();
            int most = Math.max(context.rows(), Arrays.stream(batch).max().orElse(0));
            mostRows.accumulateAndGet(most, Math::max);
          }
        };
    AtomicLong began = new AtomicLong();
    TransactionListener transactions =
        new TransactionListener() {
          @Override
          public void beginStart(TransactionContext context) {
            began.set(System.nanoTime());
          }

          @Override
          public void commitEnd(TransactionContext context) {
            longest.accumulateAndGet(System.nanoTime() - began.get(), Math::max);
          }
        };
    return harness
        .dsl()
        .configuration()
        .derive(new DefaultExecuteListenerProvider(statements))
        .derive(new DefaultTransactionListenerProvider(transactions))
        .dsl();
  }
}
