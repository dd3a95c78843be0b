package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.delivery.OpenDelivery;
import org.wardbell.workflows.event.DispatchResult;
import org.wardbell.workflows.event.EventBatch;

/** Rules 14 and 19: nothing of one webhook delays another. */
final class IsolationTest extends DeliveryTest {
  private static final int HANGING = 40;
  private static final int BURST = 60;

  @Test
  void concurrency_ofAWebhook_isWhatItsSettingsSay() {
    harness.receiver.behave("/hook/three", Step.hang());
    harness.webhook(WebhookBuilder.at("/hook/three").withTimeout(3).withConcurrency(3));

    DispatchResult result = harness.engine.dispatch().dispatch(harness.accept(5));

    assertThat(harness.receiver.requests("/hook/three")).hasSize(3);
    assertThat(result.parked()).isEqualTo(2);
    awaitTimeouts();
  }

  @Test
  void events_forAWebhookThatHangs_areParkedUnsentAndWithoutWaiting() {
    harness.receiver.behave("/hook/hangs", Step.hang());
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/hangs").withTimeout(8));
    harness.engine.dispatch().dispatch(harness.accept(8));
    EventBatch more = harness.accept(50);

    DispatchResult result = harness.engine.dispatch().dispatch(more);

    // Nothing was claimed, so there was nothing to wait for.
    assertThat(result.parked()).isEqualTo(50);
    assertThat(harness.deliveries().stream().filter(one -> one.getAttempts() == 0)).hasSize(50);
    assertThat(harness.receiver.requests("/hook/hangs")).hasSize(8);
    harness.pause(webhook);
    awaitTimeouts();
  }

  @Test
  void dispatches_thatKnowNothingOfEachOther_claimTogetherWhatTheReceiverTakesInASecond() {
    // A new receiver is trusted with 10 ms for each request.
    harness.webhook(WebhookBuilder.at("/hook/both").withConcurrency(1));

    List<PlannedDelivery> first = harness.claimAndDie(harness.accept(80)).planned();
    List<PlannedDelivery> second = harness.claimAndDie(harness.accept(80)).planned();

    assertThat(first).noneMatch(one -> one.placement().isParked());
    assertThat(second).filteredOn(one -> !one.placement().isParked()).hasSize(20);
  }

  @Test
  void burst_besideFortyHangingWebhooks_claimsNothingInVainAndReachesTheHealthyOne() {
    List<UUID> hanging = new ArrayList<>();
    for (int i = 0; i < HANGING; i++) {
      harness.receiver.behave("/hook/hang-" + i, Step.hang());
      hanging.add(harness.webhook(WebhookBuilder.at("/hook/hang-" + i).withTimeout(9)));
    }
    UUID healthy = harness.webhook(WebhookBuilder.at("/hook/healthy"));
    EventBatch burst = harness.accept(BURST);

    // 41 deliveries per event, 500 per round: five rounds, and then what a busy machine parked.
    int rounds = 1;
    while (harness.engine.dispatch().dispatch(burst).more()) {
      rounds++;
    }
    harness.deliveries().stream()
        .filter(one -> one.getWebhookId().equals(healthy) && one.getStatus().equals("PENDING"))
        .forEach(one -> harness.engine.deliver().deliver(one.getId().toString()));
    harness.engine.drain().drain(healthy.toString());

    assertThat(rounds).isBetween(4, 6);
    assertThat(harness.receiver.requests("/hook/healthy")).hasSize(BURST);
    // Those of the first round that found no slot gave their claims back.
    DeliveryHarness.await(
        "unused claims to be given back",
        () -> harness.dsl().fetchCount(ATTEMPT, ATTEMPT.WEBHOOK_ID.ne(healthy)) <= HANGING * 8);
    hanging.forEach(harness::pause);
    awaitTimeouts();
  }

  @Test
  void requestsUnderWay_moreThanAWorkflowMayWaitFor_areTheirWebhooksTurn() {
    for (int i = 0; i < 12; i++) {
      harness.receiver.behave("/hook/many-" + i, Step.hang());
      harness.webhook(WebhookBuilder.at("/hook/many-" + i).withTimeout(5));
    }

    DispatchResult result = harness.engine.dispatch().dispatch(harness.accept(8));

    assertThat(result.open()).hasSizeLessThanOrEqualTo(DispatchResult.MAXIMUM_OPEN);
    assertThat(result.open().size() + result.parked()).isEqualTo(96);
    awaitTimeouts();
    Set<String> open =
        result.open().stream().map(OpenDelivery::deliveryId).collect(Collectors.toSet());
    for (DeliveryRecord delivery : harness.deliveries()) {
      boolean waitedFor = open.contains(delivery.getId().toString());
      assertThat(delivery.getOwner()).isEqualTo(waitedFor ? "event" : "webhook");
      assertThat(delivery.getStatus()).isEqualTo(waitedFor ? "PENDING" : "PARKED");
    }
  }

  private void awaitTimeouts() {
    DeliveryHarness.await("the timeouts", () -> !harness.statuses().contains("SENDING"));
  }
}
