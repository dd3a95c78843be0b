package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.delivery.state.OpenDeliveries.ProbeResult;

/** Rules 15-17 for a probe that a person asks for. */
final class ProbeByHandTest extends OpenCircuitTest {
  private final OpenDeliveries deliveries = new OpenDeliveries();

  private ProbeResult ask(UUID webhook) {
    return harness
        .dsl()
        .transactionResult(transaction -> deliveries.probe(transaction.dsl(), webhook));
  }

  private int drained(UUID webhook) {
    return harness.engine.drain().drain(webhook.toString()).sent();
  }

  @Test
  void probe_byHand_isOneRealAttemptOfTheOldest_andTheNextOneOfTheNext() {
    UUID webhook = opened("/by-hand/one");
    parkAllNow(webhook);
    assertThat(drained(webhook)).as("its time has not come").isZero();

    assertThat(ask(webhook)).isEqualTo(ProbeResult.ORDERED);
    assertThat(drained(webhook)).isEqualTo(1);
    assertThat(state(webhook).getCircuitProbedNumber())
        .isEqualTo(harness.deliveries().getFirst().getNumber());
    assertThat(drained(webhook)).as("the next one waits again").isZero();

    assertThat(ask(webhook)).isEqualTo(ProbeResult.ORDERED);
    assertThat(drained(webhook)).isEqualTo(1);
    assertThat(state(webhook).getCircuitProbedNumber())
        .isEqualTo(harness.deliveries().get(1).getNumber());
    assertThat(harness.receiver.requests()).hasSize(12);
  }

  @Test
  void probe_byHand_thatFails_makesTheNextWaitAsLongAsBefore() {
    UUID webhook = opened("/by-hand/wait");
    parkAllNow(webhook);
    harness.dsl().update(WEBHOOK_STATE).set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, 240).execute();

    for (int i = 0; i < 3; i++) {
      assertThat(ask(webhook)).isEqualTo(ProbeResult.ORDERED);
      assertThat(ask(webhook)).as("pressed twice").isEqualTo(ProbeResult.ORDERED);
      assertThat(drained(webhook)).isEqualTo(1);
      assertThat(state(webhook).getCircuitProbeSeconds()).isEqualTo(240);
    }
  }

  @Test
  void probe_byHand_thatSucceeds_closesTheCircuitAndLetsTheOthersGo() {
    UUID webhook = opened("/by-hand/closes");
    parkAllNow(webhook);
    harness.receiver.behaveWell("/by-hand/closes");

    assertThat(ask(webhook)).isEqualTo(ProbeResult.ORDERED);
    drainAll(webhook);

    assertThat(state(webhook).getCircuit()).isEqualTo("CLOSED");
    assertThat(harness.statuses()).hasSize(10).containsOnly("DELIVERED");
  }

  @Test
  void probe_byHand_whileOneIsUnderWay_isNoSecondOne_untilItsProcessIsKnownDead() {
    UUID webhook = opened("/by-hand/two");
    parkAllNow(webhook);
    makeProbeDue(webhook);
    List<ClaimedAttempt> first = harness.claimDrainAndDie(webhook, 8);
    assertThat(first).hasSize(1);

    assertThat(ask(webhook)).isEqualTo(ProbeResult.UNDER_WAY);
    assertThat(harness.claimDrainAndDie(webhook, 8)).as("one at a time").isEmpty();

    harness.endLease(first.getFirst().deliveryId());
    assertThat(ask(webhook)).isEqualTo(ProbeResult.ORDERED);
    assertThat(drained(webhook)).isEqualTo(1);
  }

  @Test
  void probe_byHand_withNothingDue_spendsNoAttempt_andTheNextThatIsDueGoesAtOnce() {
    UUID webhook = opened("/by-hand/none");
    parkAllNow(webhook);
    harness.deliveries().forEach(one -> harness.makeDueIn(one.getId(), Duration.ofMinutes(20)));

    assertThat(ask(webhook)).isEqualTo(ProbeResult.ORDERED);
    assertThat(drained(webhook)).isZero();
    harness.makeDue(harness.deliveries().getLast().getId());

    assertThat(drained(webhook)).isEqualTo(1);
    assertThat(harness.receiver.requests()).hasSize(11);
  }

  @Test
  void probe_byHand_ofAWebhookThatIsPausedLimitedOffOrWell_isNone() {
    UUID webhook = opened("/by-hand/obstacles");
    parkAllNow(webhook);
    Instant before = state(webhook).getCircuitProbeAt();

    harness.dsl().update(WEBHOOK_STATE).set(WEBHOOK_STATE.PAUSED, true).execute();
    assertThat(ask(webhook)).isEqualTo(ProbeResult.PAUSED);
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.PAUSED, false)
        .set(WEBHOOK_STATE.BLOCKED_UNTIL, Instant.now().plusSeconds(600))
        .execute();
    assertThat(ask(webhook)).isEqualTo(ProbeResult.LIMITED);
    harness.dsl().update(WEBHOOK_STATE).setNull(WEBHOOK_STATE.BLOCKED_UNTIL).execute();
    harness.dsl().update(WEBHOOK).set(WEBHOOK.ENABLED, false).execute();
    assertThat(ask(webhook)).isEqualTo(ProbeResult.OFF);
    harness.dsl().update(WEBHOOK).set(WEBHOOK.ENABLED, true).execute();
    assertThat(state(webhook).getCircuitProbeAt()).as("nothing moved it").isEqualTo(before);
    harness.dsl().update(WEBHOOK_STATE).set(WEBHOOK_STATE.CIRCUIT, "CLOSED").execute();
    assertThat(ask(webhook)).isEqualTo(ProbeResult.CLOSED);
    assertThat(harness.receiver.requests()).hasSize(10);
  }

  @Test
  void probe_byHand_askedOfTwoProcessesAtOnce_isSentOnce() throws Exception {
    UUID webhook = opened("/by-hand/both");
    parkAllNow(webhook);
    WorkerProcess other = harness.process();

    Thread asking = Thread.ofVirtual().start(() -> ask(webhook));
    assertThat(ask(webhook)).isEqualTo(ProbeResult.ORDERED);
    asking.join();
    Thread draining = Thread.ofVirtual().start(() -> other.drain().drain(webhook.toString()));
    harness.engine.drain().drain(webhook.toString());
    draining.join();

    assertThat(harness.receiver.requests()).hasSize(11);
    assertThat(state(webhook).getCircuitProbeAt()).isAfter(Instant.now());
  }
}
