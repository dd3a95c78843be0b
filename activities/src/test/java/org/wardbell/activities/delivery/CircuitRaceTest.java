package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.attempt.AttemptSteps;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.simulator.receiver.Behaviour;

/**
 * Rule 15: whoever parks, opens and closes at the same time leaves no delivery without a way on.
 */
final class CircuitRaceTest extends OpenCircuitTest {
  @Test
  void openingClosingParkingAndDispatching_atTheSameTime_forgetNothing() throws Exception {
    harness.receiver.behave("/circuit/race", Behaviour.statuses(500));
    UUID webhook =
        harness.webhook(WebhookBuilder.at("/circuit/race").withSchedule(0, 1, 1, 1, 1, 1, 1, 1));
    AttemptSteps outcomes = harness.attempt();
    for (int round = 0; round < 6; round++) {
      List<ClaimedAttempt> claims =
          harness.claimAndDie(harness.accept(22)).planned().stream()
              .filter(one -> one.placement().equals(Placement.EXPRESS))
              .map(PlannedDelivery::claim)
              .toList();
      CyclicBarrier together = new CyclicBarrier(4);
      List<Thread> threads =
          List.of(
              start(together, () -> writeAll(outcomes, claims, 0)),
              start(together, () -> writeAll(outcomes, claims, 1)),
              start(together, () -> harness.claimAndDie(harness.accept(5))),
              start(together, () -> deliverAll()));
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(harness.overdue.count()).isZero();
    }
    harness.receiver.behaveWell("/circuit/race");
    DeliveryHarness.await("all ended", () -> moveOn(webhook));
    assertThat(state(webhook).getCircuit()).isEqualTo("CLOSED");
  }

  /** Does what the workflows would do, without their waits. */
  private boolean moveOn(UUID webhook) {
    for (DeliveryRecord delivery : harness.deliveries()) {
      switch (delivery.getStatus()) {
        case "SENDING" -> harness.endLease(delivery.getId());
        case "PENDING", "PARKED" -> harness.makeDue(delivery.getId());
        default -> {}
      }
    }
    makeProbeDue(webhook);
    deliverAll();
    harness.engine.drain().drain(webhook.toString());
    return harness.deliveries().stream().allMatch(one -> one.getOwner() == null);
  }

  private void deliverAll() {
    for (DeliveryRecord delivery : harness.deliveries()) {
      if ("event".equals(delivery.getOwner())) {
        try {
          harness.engine.deliver().deliver(delivery.getId().toString());
        } catch (ApplicationFailure notYet) {
          // Temporal would try again.
        }
      }
    }
  }

  private static void writeAll(AttemptSteps outcomes, List<ClaimedAttempt> claims, int half) {
    for (int i = half; i < claims.size(); i += 2) {
      ClaimedAttempt claim = claims.get(i);
      outcomes.write(List.of(i % 11 == 10 ? Outcomes.delivered(claim) : Outcomes.failed(claim)));
    }
  }

  private static Thread start(CyclicBarrier together, Runnable work) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                together.await();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              work.run();
            });
  }
}
