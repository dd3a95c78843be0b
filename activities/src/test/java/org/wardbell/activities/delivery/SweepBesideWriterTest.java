package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.Scale;
import org.wardbell.activities.retention.Sweeps;
import org.wardbell.activities.temporal.ChunkPace;
import org.wardbell.simulator.receiver.Behaviour;

/**
 * A sweep over 1,800 rows (100,000 each night) beside a clinic that keeps posting. What one waits
 * for the other is counted by the database; how long anything took depends on the machine, so it is
 * printed, and compared with nothing but itself.
 */
final class SweepBesideWriterTest extends DeliveryTest {
  /** Each has a delivery and an attempt, so these are 1,800 rows, and some ten chunks. */
  private static final int DUE = Scale.of(600, 34_000);

  private static final int FEW = 20;
  private static final int PAYLOAD_DAYS = 30;
  private static final int DELIVERY_DAYS = 90;

  /** How much slower a post may be beside a large sweep, in the same run: docs/retention.md. */
  private static final double SLOWER_AT_MOST = 5;

  /**
   * Posts for each wait for a row's lock. The outcome of one post and the dispatch of the next meet
   * now and then; with a sweep that holds what posts need, nearly each post waits.
   */
  private static final int POSTS_PER_WAIT = 10;

  /** Waits that say nothing, however few posts there were. */
  private static final long FEW_WAITS = 2;

  private static final Duration AN_HOUR = Duration.ofHours(1);

  private Sweeps sweeps;
  private final SweepWatch watch = new SweepWatch();

  @BeforeEach
  void begin() {
    sweeps = new Sweeps(watch.over(harness.dsl()), harness.engine.beans());
    sweeps.keep(harness.clinic, PAYLOAD_DAYS, DELIVERY_DAYS);
    harness.receiver.behave("/hook/live", Behaviour.statuses(200));
  }

  @AfterEach
  void forget() {
    sweeps.forget();
  }

  @Test
  void sweep_besideAClinicThatPosts_endsWhatIsDue_keepsTheRest_andNeitherWaitsForTheOther() {
    AgedRows rows = new AgedRows(harness.dsl());
    rows.insert(harness.clinic, DUE, Duration.ofDays(365));
    rows.insert(harness.clinic, FEW, Duration.ofDays(DELIVERY_DAYS).plus(AN_HOUR));
    long due = newest();
    rows.insert(harness.clinic, FEW, Duration.ofDays(DELIVERY_DAYS).minus(AN_HOUR));
    rows.insert(harness.clinic, FEW, Duration.ofDays(PAYLOAD_DAYS).plus(AN_HOUR));
    long payloadsDue = newest();
    rows.insert(harness.clinic, FEW, Duration.ofDays(PAYLOAD_DAYS).minus(AN_HOUR));
    long old = newest();
    harness.webhook(WebhookBuilder.at("/hook/live").withBody("{\"n\":\"{{appointment_id}}\"}"));

    try (LiveWriter writer = LiveWriter.start(harness)) {
      long waitsBefore = lockWaits();
      int postsBefore = writer.posted().size();
      UUID run = sweeps.begin();
      while (!sweeps.work(run)) {
        // Another activity goes on.
      }
      long waits = lockWaits() - waitsBefore;
      List<UUID> posted = writer.posted();
      writer.stop();
      writer.postAlone();
      System.out.printf(
          "%d rows ended; of %d transactions %d took longer than 100 ms, the longest %d ms; %d lock waits; p99 of %d posts %.1f ms, alone %.1f ms%n",
          3 * (DUE + FEW),
          watch.transactions(),
          watch.longerThan(Duration.ofMillis(100)),
          watch.longest().toMillis(),
          waits,
          posted.size() - postsBefore,
          writer.p99Beside().toNanos() / 1e6,
          writer.p99Alone().toNanos() / 1e6);

      if (Scale.of(1) > 1) {
        assertThat(writer.p99Beside().toNanos())
            .as("p99 of a post, in nanoseconds")
            .isLessThan((long) (SLOWER_AT_MOST * writer.p99Alone().toNanos()));
      }
      assertThat(posted.size()).as("posts during the sweep").isGreaterThan(postsBefore);
      assertThat(waits)
          .as("waits for a row's lock")
          .isLessThanOrEqualTo(Math.max(FEW_WAITS, (posted.size() - postsBefore) / POSTS_PER_WAIT));
      assertThat(watch.mostRows()).isPositive().isLessThanOrEqualTo(ChunkPace.MOST);
      assertThat(sweeps.share(run, harness.clinic).getEvents()).isEqualTo(DUE + FEW);
      assertThat(sweeps.share(run, harness.clinic).getDeliveries()).isEqualTo(DUE + FEW);
      assertThat(sweeps.share(run, harness.clinic).getAttempts()).isEqualTo(DUE + FEW);
      assertThat(sweeps.share(run, harness.clinic).getPayloads()).isEqualTo(DUE + 3 * FEW);
      assertRows(EVENT.NUMBER.le(due), 0, 0);
      assertRows(EVENT.NUMBER.gt(due).and(EVENT.NUMBER.le(payloadsDue)), 2 * FEW, 0);
      assertRows(EVENT.NUMBER.gt(payloadsDue).and(EVENT.NUMBER.le(old)), FEW, FEW);
      assertRows(EVENT.ID.in(posted), posted.size(), posted.size());
      assertThat(harness.dsl().fetchCount(ATTEMPT))
          .as("attempts without a delivery")
          .isEqualTo(
              harness
                  .dsl()
                  .fetchCount(ATTEMPT.join(DELIVERY).on(DELIVERY.ID.eq(ATTEMPT.DELIVERY_ID))));
    }
  }

  @Test
  void waitForALock_isCounted() throws Exception {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/live"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    UUID delivery = harness.deliveries().getFirst().getId();
    long before = lockWaits();

    Thread waits;
    try (HeldLock lock = HeldLock.ofDelivery(harness.dsl(), delivery)) {
      waits = Thread.ofVirtual().start(() -> HeldLock.ofDelivery(harness.dsl(), delivery).close());
      DeliveryHarness.await("a wait for " + webhook, () -> lockWaits() > before && lock.isHeld());
    }
    waits.join();
  }

  private long newest() {
    return harness.dsl().select(DSL.max(EVENT.NUMBER)).from(EVENT).fetchSingle().value1();
  }

  /**
   * Counts all waits for rows' locks since the server began. The server is of this JVM alone, which
   * runs one class after the other, so they are this test's.
   */
  private long lockWaits() {
    return harness
        .dsl()
        .fetchSingle("show global status like 'Innodb_row_lock_waits'")
        .get(1, Long.class);
  }

  /** Asserts how many of these events there are, and how many have all that they had. */
  private void assertRows(Condition events, int kept, int whole) {
    assertThat(harness.dsl().fetchCount(EVENT, events)).isEqualTo(kept);
    assertThat(
            harness
                .dsl()
                .selectCount()
                .from(EVENT)
                .join(DELIVERY)
                .on(DELIVERY.EVENT_ID.eq(EVENT.ID))
                .join(ATTEMPT)
                .on(ATTEMPT.DELIVERY_ID.eq(DELIVERY.ID))
                .where(events)
                .fetchSingle()
                .value1())
        .isEqualTo(kept);
    assertThat(
            harness
                .dsl()
                .selectCount()
                .from(EVENT)
                .join(DELIVERY)
                .on(DELIVERY.EVENT_ID.eq(EVENT.ID))
                .join(ATTEMPT)
                .on(ATTEMPT.DELIVERY_ID.eq(DELIVERY.ID))
                .where(events)
                .and(EVENT.DATA_CIPHERTEXT.isNotNull())
                .and(DELIVERY.BODY_CIPHERTEXT.isNotNull())
                .fetchSingle()
                .value1())
        .isEqualTo(whole);
  }
}
