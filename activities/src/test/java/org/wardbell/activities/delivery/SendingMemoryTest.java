package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.delivery.attempt.SendingMemory;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.event.EventBatch;

/** Large events to receivers that take their time, and memory for a few of them only. */
final class SendingMemoryTest extends DeliveryTest {
  private static final int EVENTS = 12;
  private static final int DATA = 200 * 1024;

  /** Two such events with their bodies. */
  private static final int MEGABYTES = 1;

  @Test
  void largeEvents_beyondTheMemory_areParkedAndAllArrive() {
    WorkerProcess small =
        harness.process(Map.of("wardbell.sending.megabytes", String.valueOf(MEGABYTES)));
    SendingMemory memory = small.beans().getBean(SendingMemory.class);
    harness.receiver.behave("/large", Step.answer(200).after(Duration.ofSeconds(4)));
    UUID webhook = harness.webhook(WebhookBuilder.at("/large").withTimeout(60));
    EventBatch batch = accept();

    while (small.dispatch().dispatch(batch).more()) {
      assertThat(memory.used()).isLessThanOrEqualTo(MEGABYTES * 1024L * 1024);
    }
    assertThat(memory.used()).isLessThanOrEqualTo(MEGABYTES * 1024L * 1024);
    assertThat(harness.statuses()).hasSize(EVENTS).contains("PARKED");

    DeliveryHarness.await("the requests under way", () -> !harness.statuses().contains("SENDING"));
    DeliveryHarness.await("their memory is free", () -> memory.used() == 0);
    assertThat(harness.statuses()).containsOnly("DELIVERED", "PARKED");
    harness.receiver.behave("/large", Step.answer(200));
    DeliveryHarness.await(
        "all delivered",
        () -> {
          small.drain().drain(webhook.toString());
          return harness.statuses().stream().allMatch("DELIVERED"::equals);
        });
    DeliveryHarness.await("the memory", () -> memory.used() == 0);
  }

  private EventBatch accept() {
    List<NewEvent> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(harness.event(null, "{\"note\":\"" + "x".repeat(DATA) + "\"}"));
    }
    return new EventBatch(
        harness.intake.accept(events).stream().map(each -> each.id().toString()).toList());
  }
}
