package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.attempt.AttemptSteps;
import org.wardbell.activities.delivery.express.InterruptedDispatch;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.webhook.DrainResult;
import org.wardbell.workflows.webhook.Protection;

/** Rules 15-17: a receiver that fails again and again gets probes only, until one succeeds. */
final class CircuitTest extends OpenCircuitTest {
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
  void parking_forACircuitThatIsClosedMeanwhile_leavesTheDeliveryWhereItIs() {
    harness.receiver.behave("/circuit/over", Behaviour.statuses(503));
    UUID webhook = harness.webhook(WebhookBuilder.at("/circuit/over"));
    harness.engine.dispatch().dispatch(harness.accept(1));

    UUID delivery = harness.delivery().getId();

    int parked =
        harness
            .dsl()
            .transactionResult(
                transaction ->
                    harness
                        .openDeliveries
                        .park(transaction.dsl(), webhook, List.of(delivery), ParkedReason.CIRCUIT)
                        .count());

    assertThat(parked).isZero();
    assertThat(harness.statuses()).containsExactly("PENDING");
  }
}
