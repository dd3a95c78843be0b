package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.delivery.attempt.SendingThreads;
import org.wardbell.workflows.event.DispatchResult;
import org.wardbell.workflows.event.EventBatch;

/** Rule 11: a claim that nobody is left to use is given back, and its number is used again. */
final class StoppingTest extends DeliveryTest {
  @Test
  void dispatch_inAProcessThatSendsNoMore_leavesItsDeliveriesToOthersAtOnce() {
    harness.webhook(WebhookBuilder.at("/hook/stopping"));
    EventBatch events = harness.accept(3);
    WorkerProcess stopping = harness.process();
    stopping.beans().getBean(SendingThreads.class).close();

    DispatchResult result = stopping.dispatch().dispatch(events);

    assertThat(result.open()).hasSize(3);
    assertThat(harness.statuses()).containsOnly("PENDING");
    assertThat(harness.deliveries()).allMatch(one -> one.getAttempts() == 0);
    harness.deliveries().forEach(one -> harness.engine.deliver().deliver(one.getId().toString()));
    assertThat(harness.statuses()).containsOnly("DELIVERED");
    assertThat(harness.receiver.requests()).hasSize(3);
  }

  @Test
  void drain_inAProcessThatSendsNoMore_leavesItsDeliveriesToOthersAtOnce() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/stopping-drain"));
    harness.pause(webhook);
    harness.engine.dispatch().dispatch(harness.accept(3));
    harness.resume(webhook);
    WorkerProcess stopping = harness.process();
    stopping.beans().getBean(SendingThreads.class).close();

    Thread drain = Thread.ofVirtual().start(() -> stopping.drain().drain(webhook.toString()));
    DeliveryHarness.await(
        "nobody has them", () -> harness.statuses().stream().allMatch("PARKED"::equals));
    DeliveryHarness.await("the end of that drain", () -> !drain.isAlive());

    assertThat(harness.deliveries()).allMatch(one -> one.getAttempts() == 0);
    harness.engine.drain().drain(webhook.toString());
    assertThat(harness.statuses()).containsOnly("DELIVERED");
    assertThat(harness.receiver.requests()).hasSize(3);
  }
}
