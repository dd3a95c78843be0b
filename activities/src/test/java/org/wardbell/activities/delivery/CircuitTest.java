package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.database.generated.tables.records.WebhookStateRecord;
import org.wardbell.activities.delivery.attempt.AttemptSteps;
import org.wardbell.activities.delivery.express.InterruptedDispatch;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.event.DispatchResult;
import org.wardbell.workflows.webhook.DrainResult;
import org.wardbell.workflows.webhook.Protection;

/** Rules 15-17: a receiver that fails again and again gets probes only, until one succeeds. */
final class CircuitTest extends DeliveryTest {
  private static final Protection NO_CIRCUIT = new Protection(8, null, false, true, false);

  @Test
  void circuit_tenFailuresInARow_opensAndParksWhatWaits() {
    UUID webhook = opened("/circuit/opens");

    assertThat(state(webhook).getCircuit()).isEqualTo("OPEN");
    assertThat(Duration.between(Instant.now(), state(webhook).getCircuitProbeAt()))
        .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    for (DeliveryRecord delivery : harness.deliveries()) {
      harness.makeDue(delivery.getId());
      assertThat(harness.engine.deliver().deliver(delivery.getId().toString()))
          .as("the event's workflow has nothing left to wait for")
          .isEqualTo("PARKED");
    }
    assertThat(harness.receiver.requests()).hasSize(10);
    assertThat(harness.deliveries())
        .allSatisfy(one -> assertThat(one.getParkedReason()).isEqualTo("circuit"));
  }

  @Test
  void circuit_nineFailuresAndASuccess_staysClosedAndForgets() {
    harness.receiver.behave(
        "/circuit/nine", Behaviour.statuses(500, 500, 500, 500, 500, 500, 500, 500, 500, 200));
    UUID webhook = harness.webhook(WebhookBuilder.at("/circuit/nine"));

    harness.engine.dispatch().dispatch(harness.accept(9));
    assertThat(state(webhook).getCircuitFailures()).isEqualTo(9);
    UUID id = harness.deliveries().getFirst().getId();
    harness.makeDue(id);
    harness.engine.deliver().deliver(id.toString());

    assertThat(state(webhook).getCircuit()).isEqualTo("CLOSED");
    assertThat(state(webhook).getCircuitFailures()).isZero();
  }

  @Test
  void circuit_switchedOff_neverOpens() {
    harness.receiver.behave("/circuit/off", Behaviour.statuses(500));
    UUID webhook = harness.webhook(WebhookBuilder.at("/circuit/off").withProtection(NO_CIRCUIT));

    harness.engine.dispatch().dispatch(harness.accept(12));

    assertThat(state(webhook).getCircuit()).isEqualTo("CLOSED");
    assertThat(state(webhook).getConsecutiveFailures()).isEqualTo(12);
  }

  @Test
  void open_newEvents_areParkedUnsentAndTheWorkflowIsToldOnce() {
    UUID webhook = opened("/circuit/new");
    Instant wakes = state(webhook).getWakesAt();

    InterruptedDispatch plan = harness.claimAndDie(harness.accept(3));

    assertThat(plan.planned())
        .extracting("placement")
        .containsOnly(Placement.parked(ParkedReason.CIRCUIT));
    assertThat(plan.wake()).as("it comes back for the probe anyway").isEmpty();
    assertThat(state(webhook).getWakesAt()).isEqualTo(wakes);
    assertThat(harness.receiver.requests()).hasSize(10);
  }

  @Test
  void open_beforeTheProbe_drainsNothingAndComesBackThen() {
    UUID webhook = opened("/circuit/early");
    harness.engine.dispatch().dispatch(harness.accept(2));

    DrainResult drained = harness.engine.drain().drain(webhook.toString());

    assertThat(drained.sent()).isZero();
    assertThat(drained.waitMillis()).isBetween(10_000L, 30_000L);
    assertThat(harness.receiver.requests()).hasSize(10);
  }

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
  void close_freesWhatWaitsForALaterAttempt() {
    UUID webhook = opened("/circuit/frees");
    parkAllNow(webhook);
    harness.deliveries().stream()
        .skip(1)
        .forEach(one -> harness.makeDueIn(one.getId(), Duration.ofHours(5)));
    makeProbeDue(webhook);
    harness.receiver.behaveWell("/circuit/frees");

    drainAll(webhook);

    assertThat(harness.statuses()).hasSize(10).containsOnly("DELIVERED");
  }

  @Test
  void success_ofARequestThatBeganWhenAllWasWell_closesTheCircuit() throws Exception {
    harness.receiver.behave("/circuit/late", Behaviour.statuses(500));
    UUID webhook = harness.webhook(WebhookBuilder.at("/circuit/late"));
    AttemptSteps outcomes = harness.attempt();
    List<ClaimedAttempt> claims =
        harness.claimAndDie(harness.accept(11)).planned().stream()
            .map(PlannedDelivery::claim)
            .toList();
    claims.stream().limit(10).forEach(claim -> outcomes.write(List.of(Outcomes.failed(claim))));
    assertThat(state(webhook).getCircuit()).isEqualTo("OPEN");

    outcomes.write(List.of(Outcomes.delivered(claims.getLast())));

    assertThat(state(webhook).getCircuit()).isEqualTo("CLOSED");
    assertThat(state(webhook).getWakesAt()).isBefore(Instant.now().plusSeconds(1));
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

  @Test
  void parking_forACircuitThatIsClosedMeanwhile_leavesTheDeliveryWhereItIs() {
    harness.receiver.behave("/circuit/over", Behaviour.statuses(503));
    UUID webhook = harness.webhook(WebhookBuilder.at("/circuit/over"));
    harness.engine.dispatch().dispatch(harness.accept(1));

    int parked =
        harness
            .dsl()
            .transactionResult(
                transaction ->
                    harness.openDeliveries.park(
                        transaction.dsl(),
                        webhook,
                        List.of(harness.delivery().getId()),
                        ParkedReason.CIRCUIT));

    assertThat(parked).isZero();
    assertThat(harness.statuses()).containsExactly("PENDING");
  }

  /** A webhook with ten failed deliveries. */
  private UUID opened(String path) {
    harness.receiver.behave(path, Behaviour.statuses(500));
    UUID webhook = harness.webhook(WebhookBuilder.at(path).withSchedule(0, 1, 60, 60));
    DispatchResult result = harness.engine.dispatch().dispatch(harness.accept(10));
    assertThat(result.matched()).isEqualTo(10);
    assertThat(state(webhook).getCircuit()).isEqualTo("OPEN");
    return webhook;
  }

  /** What the regular lane does as each becomes due. */
  private void parkAllNow(UUID webhook) {
    for (DeliveryRecord delivery : harness.deliveries()) {
      harness.makeDue(delivery.getId());
      harness.engine.deliver().deliver(delivery.getId().toString());
    }
    assertThat(
            harness
                .dsl()
                .fetchCount(
                    DELIVERY,
                    DELIVERY.WEBHOOK_ID.eq(webhook),
                    DELIVERY.PARKED_REASON.eq("circuit")))
        .isEqualTo(10);
  }

  private void makeProbeDue(UUID webhook) {
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, Instant.now().minusSeconds(1))
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .and(WEBHOOK_STATE.CIRCUIT.eq("OPEN"))
        .execute();
  }

  private void drainAll(UUID webhook) {
    DrainResult drained = harness.engine.drain().drain(webhook.toString());
    while (drained.parked() > 0 && drained.waitMillis() == 0) {
      drained = harness.engine.drain().drain(webhook.toString());
    }
  }

  private WebhookStateRecord state(UUID webhook) {
    return harness
        .dsl()
        .selectFrom(WEBHOOK_STATE)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .fetchSingle();
  }
}
