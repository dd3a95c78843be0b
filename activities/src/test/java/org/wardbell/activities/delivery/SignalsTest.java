package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.DrainResult;

/** A webhook's workflow gets one signal until it looks, however much is parked meanwhile. */
final class SignalsTest extends DeliveryTest {
  private static final int DISPATCHES = 40;

  @Test
  void dispatches_toAnOrderedWebhook_signalOnceUntilItsDrainBegins() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/ordered").ordered());

    assertThat(signals(DISPATCHES)).isEqualTo(1);
    drain(webhook);
    assertThat(signals(DISPATCHES)).isEqualTo(1);

    drain(webhook);
    assertThat(harness.statuses()).hasSize(2 * DISPATCHES).containsOnly("DELIVERED");
  }

  /** Each claim moves the wake time to its lease's end, so that every dispatch is earlier. */
  @Test
  void dispatches_toALimitedWebhookWhoseDrainIsUnderWay_signalOnce() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/rate").withRate(10, 60, 1));
    assertThat(signals(5)).isEqualTo(1);
    harness.claimDrainAndDie(webhook, 1);

    int signals = 0;
    for (int i = 0; i < DISPATCHES; i++) {
      harness
          .dsl()
          .update(WEBHOOK_STATE)
          .set(WEBHOOK_STATE.WAKES_AT, Instant.now().plusSeconds(15))
          .execute();
      signals += signals(1);
    }

    assertThat(signals).isLessThanOrEqualTo(1);
    harness.deliveries().forEach(one -> harness.endLease(one.getId()));
    drain(webhook);
  }

  @Test
  void delivery_behindAnotherOfItsSubject_signalsNobody() {
    UUID webhook =
        harness.webhook(WebhookBuilder.at("/hook/behind").withSchedule(0, 600).ordered());
    harness.receiver.behave(
        "/hook/behind", org.wardbell.simulator.receiver.Behaviour.statuses(503));
    assertThat(harness.claimAndDie(accept("a")).wake()).containsExactly(webhook);
    drain(webhook);

    assertThat(harness.claimAndDie(accept("a")).wake()).isEmpty();
    assertThat(harness.claimAndDie(accept("b")).wake()).containsExactly(webhook);
  }

  @Test
  void drain_besideADispatch_comesBackAtOnceWithoutAnotherSignal() {
    harness.receiver.behave("/hook/beside", Step.answer(200).after(Duration.ofSeconds(2)));
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/beside").ordered());
    assertThat(harness.claimAndDie(accept("a")).wake()).containsExactly(webhook);
    AtomicReference<DrainResult> result = new AtomicReference<>();
    Thread drain = Thread.ofVirtual().start(() -> result.set(drain(webhook)));
    DeliveryHarness.await("the request", () -> !harness.receiver.requests().isEmpty());

    // The first of these signals, and the drain says so itself.
    assertThat(harness.claimAndDie(accept("b")).wake()).containsExactly(webhook);
    assertThat(harness.claimAndDie(accept("c", "a")).wake()).isEmpty();
    DeliveryHarness.await("the end of the drain", () -> !drain.isAlive());

    DrainResult first = result.get();
    assertThat(first.parked() == 0 || first.waitMillis() == 0).isTrue();
    drain(webhook);
    assertThat(harness.statuses()).hasSize(4).containsOnly("DELIVERED");
  }

  @Test
  void drain_thatLeavesNothing_letsTheNextDispatchSignal() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/nothing").ordered());
    assertThat(signals(1)).isEqualTo(1);
    drain(webhook);

    assertThat(state(webhook).getWoken()).isFalse();
    assertThat(signals(1)).isEqualTo(1);
    drain(webhook);
  }

  @Test
  void signal_thatIsLost_isTheRelays() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/lost").ordered());
    assertThat(signals(3)).isEqualTo(1); // Temporal was away.
    assertThat(harness.overdue.claimWebhooks(10)).isEmpty();

    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.WAKES_AT, Instant.now().minusSeconds(90))
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();

    assertThat(harness.overdue.claimWebhooks(10)).containsExactly(webhook);
    drain(webhook);
  }

  @Test
  void wake_twice_asksForOneSignal() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/twice"));

    assertThat(WebhookStateRows.wake(harness.dsl(), webhook)).isTrue();
    assertThat(WebhookStateRows.wake(harness.dsl(), webhook)).isFalse();
    drain(webhook);
    assertThat(WebhookStateRows.wake(harness.dsl(), webhook)).isTrue();
    drain(webhook);
  }

  private int signals(int dispatches) {
    int signals = 0;
    for (int i = 0; i < dispatches; i++) {
      signals += harness.claimAndDie(accept("subject/" + i)).wake().size();
    }
    return signals;
  }

  private DrainResult drain(UUID webhook) {
    return harness.engine.drain().drain(webhook.toString());
  }

  private EventBatch accept(String... subjects) {
    List<NewEvent> wanted =
        List.of(subjects).stream()
            .map(
                subject ->
                    new NewEvent(
                        harness.clinic,
                        "appointment.booked",
                        subject,
                        "api",
                        null,
                        null,
                        "{}".getBytes(StandardCharsets.UTF_8)))
            .toList();
    return new EventBatch(
        harness.intake.accept(wanted).stream().map(one -> one.id().toString()).toList());
  }
}
