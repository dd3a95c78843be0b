package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.Scale;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.webhook.DrainResult;
import org.wardbell.workflows.webhook.Protection;

/**
 * Rules 15 and 16 with a backlog: what waits for a receiver in trouble ends in time however much it
 * is, and opening or closing a circuit moves a bounded number of deliveries.
 */
final class TroubledBacklogTest extends DeliveryTest {
  private static final int MANY = Scale.of(4_000);

  /** Events that are accepted at once, to see what this machine is worth now. */
  private static final int YARDSTICK = 100;

  /**
   * Ending a delivery also accepts an event, so it costs more than that; a multiple of it means
   * that the cost grows with the backlog.
   */
  private static final double TIMES_THE_YARDSTICK = 8;

  @Test
  void parkedBehindADeadReceiver_allEndOneDrainAfterTheOther() {
    double yardstick = accepting();
    UUID webhook = harness.webhook(WebhookBuilder.at("/backlog/dead"));
    Backlog backlog = Backlog.of(harness, webhook, MANY);
    backlog.parkedFor("circuit", Duration.ZERO).endingIn(Duration.ofSeconds(-1));
    openCircuit(webhook);

    long began = System.nanoTime();
    DrainResult drained = harness.engine.drain().drain(webhook.toString());
    while (backlog.count("PARKED") > 0) {
      assertThat(drained.waitMillis()).as("it comes back at once").isZero();
      assertThat(drained.parked()).as("so that its workflow goes on").isPositive();
      assertThat(state(webhook).getWakesAt()).isBefore(Instant.now());
      drained = harness.engine.drain().drain(webhook.toString());
    }
    double each = (System.nanoTime() - began) / 1e6 / MANY;

    yardstick = Math.max(yardstick, accepting());
    System.out.printf(
        "%,d parked ended in %.1f s; a million would in %.0f minutes; accepting an event took %.2f ms, ending one %.2f%n",
        MANY, each * MANY / 1_000, each * 1e6 / 60_000, yardstick, each);
    assertThat(each).isLessThan(TIMES_THE_YARDSTICK * yardstick);
    assertThat(backlog.count("EXHAUSTED")).isEqualTo(MANY);
    assertThat(harness.dsl().fetchCount(EVENT, EVENT.TYPE.eq("delivery.exhausted")))
        .isEqualTo(MANY);
    assertThat(largestCommitOfNews()).isLessThanOrEqualTo(100);
    assertThat(harness.receiver.requests()).isEmpty();
  }

  /** Returns what accepting an event costs here and now, in milliseconds. */
  private double accepting() {
    long began = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      harness.accept(YARDSTICK);
    }
    return (System.nanoTime() - began) / 1e6 / 5 / YARDSTICK;
  }

  /** Events of one commit share their workflow. */
  private int largestCommitOfNews() {
    return harness
        .dsl()
        .selectCount()
        .from(EVENT)
        .where(EVENT.SOURCE.eq("system"))
        .groupBy(EVENT.WORKFLOW_ID)
        .orderBy(org.jooq.impl.DSL.count().desc())
        .limit(1)
        .fetchSingle()
        .value1();
  }

  @Test
  void circuitThatCloses_freesTheOldest_andTheDrainsFreeTheRest() {
    UUID webhook =
        harness.webhook(
            WebhookBuilder.at("/backlog/closes")
                .withProtection(new Protection(64, null, true, true, false)));
    Backlog backlog = Backlog.of(harness, webhook, 1_200);
    openCircuit(webhook);
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, Instant.now().minusSeconds(1))
        .execute();
    ClaimedAttempt probe = harness.claimDrainAndDie(webhook, 1).getFirst();
    backlog.parkedFor("circuit", Duration.ofHours(5));

    harness.attempt().write(List.of(Outcomes.delivered(probe)));

    assertThat(due()).as("made due by the journal").isEqualTo(500);
    DrainResult drained = harness.engine.drain().drain(webhook.toString());
    while (drained.parked() > 0) {
      assertThat(drained.waitMillis()).isLessThan(60_000);
      drained = harness.engine.drain().drain(webhook.toString());
    }
    assertThat(backlog.count("DELIVERED")).isEqualTo(1_200);
  }

  private int due() {
    return harness
        .dsl()
        .fetchCount(
            DELIVERY,
            DELIVERY.STATUS.eq("PARKED"),
            DELIVERY.NEXT_ATTEMPT_AT.lt(Instant.now().plusSeconds(60)));
  }

  @Test
  void circuitThatOpens_parksNoMoreThanOneTransactionMayMove_andTheRestParksItself() {
    harness.receiver.behave("/backlog/opens", Behaviour.statuses(500));
    UUID webhook = harness.webhook(WebhookBuilder.at("/backlog/opens"));
    List<ClaimedAttempt> claims =
        harness.claimAndDie(harness.accept(10)).planned().stream()
            .map(PlannedDelivery::claim)
            .toList();
    Backlog backlog = Backlog.of(harness, webhook, 700);
    // As many as dispatches that run at the same time can leave to the regular lane.
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.STATUS, "PENDING")
        .set(DELIVERY.OWNER, "event")
        .setNull(DELIVERY.PARKED_REASON)
        .set(DELIVERY.WAKES_AT, Instant.now())
        .where(DELIVERY.STATUS.eq("PARKED"))
        .execute();

    harness.attempt().write(claims.stream().map(Outcomes::failed).toList());

    assertThat(state(webhook).getCircuit()).isEqualTo("OPEN");
    assertThat(backlog.count("PENDING")).isEqualTo(700 - 500 + 10);
    UUID left =
        harness
            .dsl()
            .selectFrom(DELIVERY)
            .where(DELIVERY.STATUS.eq("PENDING"))
            .limit(1)
            .fetchSingle()
            .getId();
    harness.makeDue(left);
    assertThat(harness.engine.deliver().deliver(left.toString())).isEqualTo("PARKED");
  }

  private void openCircuit(UUID webhook) {
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT, "OPEN")
        .set(WEBHOOK_STATE.CIRCUIT_FAILURES, 10)
        .set(WEBHOOK_STATE.CAUTION, 20)
        .set(WEBHOOK_STATE.CONSECUTIVE_FAILURES, 10)
        .set(WEBHOOK_STATE.FAILING_SINCE, Instant.now().minus(Duration.ofDays(1)))
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, Instant.now().plusSeconds(600))
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, 600)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();
  }
}
