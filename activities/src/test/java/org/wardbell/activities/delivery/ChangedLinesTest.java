package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.ORDERED_DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.Scale;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.delivery.drain.InterruptedDrain;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.webhook.DrainResult;

/**
 * After a change of an ordered webhook: each open delivery is looked at once, and once more when
 * every dispatch knows of the change; no drain reads the backlog again.
 */
final class ChangedLinesTest extends DeliveryTest {
  private static final int BACKLOG = Scale.of(10_000);

  /** Of what a drain reads besides, and a chunk of the look. */
  private static final int READS = 15_000;

  /** What no dispatch is late for any more. */
  private static final Duration LONG_AGO = Duration.ofMinutes(5);

  private static final Duration FAR = Duration.ofHours(20);

  @Test
  void drains_inTheFirstMinuteAfterAChange_readTheBacklogOnce() {
    UUID webhook = settled("/lines/changed");
    change(webhook, Duration.ZERO);

    drain(webhook);
    long most = 0;
    for (int i = 0; i < 5; i++) {
      most = Math.max(most, reads(() -> drain(webhook)));
    }

    assertThat(most).isLessThan(READS);
  }

  @Test
  void drains_whenEveryDispatchKnows_lookOnceMore_aChunkEach_andThenNoMore() {
    UUID webhook = settled("/lines/again");
    change(webhook, Duration.ZERO);
    drain(webhook);
    pass(webhook);

    long most = 0;
    DrainResult[] last = new DrainResult[1];
    int drains = 0;
    do {
      most = Math.max(most, reads(() -> last[0] = drain(webhook)));
      drains++;
    } while (last[0].waitMillis() <= 1_000 && drains < BACKLOG);

    assertThat(most).isLessThan(READS);
    assertThat(drains).isBetween(BACKLOG / 1_000, BACKLOG / 1_000 + 2);
    assertThat(last[0].waitMillis()).isGreaterThan(Duration.ofMinutes(5).toMillis());
  }

  /** Its dispatch had read the webhook before the change, and committed after many others. */
  @Test
  void deliveryOfALateDispatch_whoseNumberIsLow_joinsItsLine() {
    UUID webhook = settled("/lines/late");
    change(webhook, Duration.ZERO);
    drain(webhook);
    UUID late = outside(webhook);

    assertThat(drain(webhook).waitMillis()).isLessThanOrEqualTo(62_000);
    pass(webhook);
    for (int i = 0; i <= BACKLOG / 1_000 + 1; i++) {
      drain(webhook);
    }

    assertThat(stands(late)).isTrue();
  }

  /** Most dispatches overtake each other by a few numbers only, and wait for no minute. */
  @Test
  void deliveryOfALateDispatch_whoseNumberIsAmongTheNewest_joinsItsLineAtOnce() {
    UUID webhook = settled("/lines/near");
    change(webhook, Duration.ZERO);
    drain(webhook);
    UUID late = newest(webhook);
    takeOut(late);

    drain(webhook);

    assertThat(stands(late)).isTrue();
  }

  /** Nothing of it drained while it was not ordered, so no line was forgotten. */
  @Test
  void webhook_thatIsOrderedAgain_sendsNothingBeforeAllStandInTheirLines() {
    UUID webhook = settled("/lines/twice");
    UUID late = newest(webhook);
    takeOut(late);
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(
            WEBHOOK_STATE.LINED_THROUGH,
            harness.dsl().fetchSingle(DELIVERY, DELIVERY.ID.eq(late)).getNumber() - 1)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();
    change(webhook, Duration.ofMinutes(2));
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.LINED_AT, Instant.now().minus(Duration.ofMinutes(3)))
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();

    drain(webhook);

    assertThat(stands(late)).isTrue();
  }

  private DrainResult drain(UUID webhook) {
    return harness.engine.drain().drain(webhook.toString());
  }

  /** Returns an ordered webhook with a backlog of which nothing is due, each in its line. */
  private UUID settled(String path) {
    KeptWebhook before = harness.kept(WebhookBuilder.at(path));
    UUID webhook = before.id();
    var _ = harness.change(before, WebhookBuilder.at(path).ordered());
    LineBacklog lines = new LineBacklog(harness);
    lines.park(webhook, BACKLOG, 50);
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.PARKED_REASON, "retry")
        .set(DELIVERY.NEXT_ATTEMPT_AT, Instant.now().plus(FAR))
        .where(DELIVERY.WEBHOOK_ID.eq(webhook))
        .execute();
    change(webhook, LONG_AGO);
    lines.join(webhook);
    for (int i = 0; i < 3; i++) {
      assertThat(InterruptedDrain.claimOnly(harness.engine.beans(), webhook, 10)).isEmpty();
    }
    return webhook;
  }

  /** Lets the webhook have been changed that long ago. */
  private void change(UUID webhook, Duration ago) {
    harness
        .dsl()
        .update(WEBHOOK)
        .set(WEBHOOK.UPDATED_AT, DatabaseClock.after(ago.negated()))
        .where(WEBHOOK.ID.eq(webhook))
        .execute();
  }

  /** Lets so much time pass that every dispatch knows the webhook. */
  private void pass(UUID webhook) {
    change(webhook, LONG_AGO);
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.LINED_AT, DatabaseClock.after(LONG_AGO.negated()))
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();
  }

  /** Takes the oldest delivery out of its line. */
  private UUID outside(UUID webhook) {
    UUID oldest =
        harness
            .dsl()
            .select(DELIVERY.ID)
            .from(DELIVERY)
            .where(DELIVERY.WEBHOOK_ID.eq(webhook))
            .orderBy(DELIVERY.NUMBER)
            .limit(1)
            .fetchSingle(DELIVERY.ID);
    takeOut(oldest);
    return oldest;
  }

  private UUID newest(UUID webhook) {
    return harness
        .dsl()
        .select(DELIVERY.ID)
        .from(DELIVERY)
        .where(DELIVERY.WEBHOOK_ID.eq(webhook))
        .orderBy(DELIVERY.NUMBER.desc())
        .limit(1)
        .fetchSingle(DELIVERY.ID);
  }

  private void takeOut(UUID delivery) {
    harness
        .dsl()
        .deleteFrom(ORDERED_DELIVERY)
        .where(ORDERED_DELIVERY.DELIVERY_ID.eq(delivery))
        .execute();
    assertThat(stands(delivery)).isFalse();
  }

  private boolean stands(UUID delivery) {
    return harness.dsl().fetchExists(ORDERED_DELIVERY, ORDERED_DELIVERY.DELIVERY_ID.eq(delivery));
  }

  private long reads(Runnable work) {
    long before = handlerReads();
    work.run();
    return handlerReads() - before;
  }

  /** Of the whole server, which only this test uses now. */
  private long handlerReads() {
    return harness.dsl().fetch("show global status like 'Handler_read%'").stream()
        .mapToLong(row -> row.get(1, Long.class))
        .sum();
  }
}
