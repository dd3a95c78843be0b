package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.database.generated.tables.records.WebhookStateRecord;
import org.wardbell.activities.delivery.express.InterruptedDispatch;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.webhook.DrainResult;

/** Rules 15-17: an open circuit sends one attempt at a time, until one succeeds. */
final class CircuitProbeTest extends OpenCircuitTest {
  @Test
  void probe_thatFails_isOneAttemptOfTheOldest_theNextTakesTheNext_andWaitsDouble() {
    UUID webhook = opened("/circuit/probes");
    parkAllNow(webhook);
    List<Long> intervals = new ArrayList<>();
    List<Long> probed = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      makeProbeDue(webhook);
      assertThat(harness.engine.drain().drain(webhook.toString()).sent()).isEqualTo(1);
      WebhookStateRecord state = state(webhook);
      intervals.add(state.getCircuitProbeSeconds().longValue());
      probed.add(state.getCircuitProbedNumber());
      assertThat(Duration.between(Instant.now(), state.getCircuitProbeAt()).toSeconds())
          .isBetween(state.getCircuitProbeSeconds() - 15L, (long) state.getCircuitProbeSeconds());
    }

    assertThat(harness.receiver.requests()).hasSize(18);
    assertThat(intervals).containsExactly(60L, 120L, 240L, 480L, 960L, 1800L, 1800L, 1800L);
    assertThat(probed)
        .isEqualTo(harness.deliveries().stream().limit(8).map(DeliveryRecord::getNumber).toList());
    assertThat(harness.deliveries())
        .allSatisfy(one -> assertThat(one.getParkedReason()).isEqualTo("circuit"));
  }

  @Test
  void probe_afterTheLast_beginsWithTheOldestAgain() {
    UUID webhook = opened("/circuit/around");
    parkAllNow(webhook);
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT_PROBED_NUMBER, harness.deliveries().getLast().getNumber())
        .execute();
    makeProbeDue(webhook);

    assertThat(harness.engine.drain().drain(webhook.toString()).sent()).isEqualTo(1);

    assertThat(state(webhook).getCircuitProbedNumber())
        .isEqualTo(harness.deliveries().getFirst().getNumber());
  }

  @Test
  void probe_whenNoDeliveryIsDue_spendsNoAttemptAndANewOneIsProbedAtOnce() {
    UUID webhook = opened("/circuit/not-due");
    parkAllNow(webhook);
    harness.deliveries().forEach(one -> harness.makeDueIn(one.getId(), Duration.ofMinutes(20)));
    makeProbeDue(webhook);
    DrainResult waits = harness.engine.drain().drain(webhook.toString());
    assertThat(waits.sent()).isZero();
    assertThat(waits.waitMillis()).isGreaterThan(Duration.ofMinutes(15).toMillis());

    InterruptedDispatch plan = harness.claimAndDie(harness.accept(1));

    assertThat(plan.wake()).containsExactly(webhook);
    assertThat(harness.engine.drain().drain(webhook.toString()).sent()).isEqualTo(1);
    assertThat(harness.receiver.requests()).hasSize(11);
  }

  @Test
  void probe_refusedForGood_showsAReceiverThatAnswers_soTheNextIsSoon() {
    UUID webhook = opened("/circuit/refused");
    parkAllNow(webhook);
    harness.dsl().update(WEBHOOK_STATE).set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, 1_800).execute();
    makeProbeDue(webhook);
    harness.receiver.behave("/circuit/refused", Behaviour.statuses(422));

    harness.engine.drain().drain(webhook.toString());

    assertThat(state(webhook).getCircuit()).isEqualTo("OPEN");
    assertThat(state(webhook).getCircuitProbeSeconds()).isEqualTo(30);
    assertThat(state(webhook).getCircuitProbeAt()).isBefore(Instant.now().plusSeconds(31));
  }

  @Test
  void probe_thatSucceeds_closesAndTheDrainGoesOnInOrder() {
    UUID webhook = opened("/circuit/closes");
    parkAllNow(webhook);
    harness.engine.dispatch().dispatch(harness.accept(15));
    makeProbeDue(webhook);
    harness.receiver.behaveWell("/circuit/closes");

    drainAll(webhook);

    assertThat(state(webhook).getCircuit()).isEqualTo("CLOSED");
    assertThat(state(webhook).getCircuitProbeAt()).isNull();
    assertThat(harness.statuses()).hasSize(25).containsOnly("DELIVERED");
    List<String> sent =
        harness.receiver.requests().stream().skip(10).map(one -> one.header("webhook-id")).toList();
    List<String> ids = harness.deliveries().stream().map(one -> one.getId().toString()).toList();
    assertThat(sent).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(sent.getFirst()).as("the probe").isEqualTo(ids.getFirst());
    assertThat(harness.engine.dispatch().dispatch(harness.accept(1)).parked()).isZero();
  }

  @Test
  void probe_ofTwoDrainsAtOnce_isSentOnce() throws Exception {
    UUID webhook = opened("/circuit/two");
    parkAllNow(webhook);
    makeProbeDue(webhook);
    WorkerProcess other = harness.process();

    Thread second = Thread.ofVirtual().start(() -> other.drain().drain(webhook.toString()));
    harness.engine.drain().drain(webhook.toString());
    second.join();

    assertThat(harness.receiver.requests()).hasSize(11);
  }

  @Test
  void probe_whoseProcessDied_leavesTheNextProbeSetAndNothingForgotten() {
    UUID webhook = opened("/circuit/dies");
    parkAllNow(webhook);
    makeProbeDue(webhook);
    List<ClaimedAttempt> probe = harness.claimDrainAndDie(webhook, 8);
    assertThat(probe).hasSize(1);
    assertThat(harness.claimDrainAndDie(webhook, 8)).as("one at a time").isEmpty();
    assertThat(state(webhook).getCircuitProbeAt()).isAfter(Instant.now().plusSeconds(10));

    harness.endLease(probe.getFirst().deliveryId());
    makeProbeDue(webhook);
    harness.receiver.behaveWell("/circuit/dies");
    drainAll(webhook);

    assertThat(harness.statuses()).hasSize(10).containsOnly("DELIVERED");
    assertThat(harness.attempts(probe.getFirst().deliveryId()))
        .extracting("outcome")
        .containsExactly("FAILED", "LOST", "DELIVERED");
  }
}
