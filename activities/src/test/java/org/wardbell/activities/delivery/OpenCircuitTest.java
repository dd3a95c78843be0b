package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.UUID;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.event.DispatchResult;
import org.wardbell.workflows.webhook.DrainResult;

/** Webhooks whose circuit has just been opened by ten failures. */
abstract class OpenCircuitTest extends DeliveryTest {
  /** A webhook with ten failed deliveries. */
  UUID opened(String path) {
    harness.receiver.behave(path, Behaviour.statuses(500));
    UUID webhook = harness.webhook(WebhookBuilder.at(path).withSchedule(0, 1, 60, 60));
    DispatchResult result = harness.engine.dispatch().dispatch(harness.accept(10));
    assertThat(result.matched()).isEqualTo(10);
    // A dispatch does not wait for all of its requests on a busy machine.
    DeliveryHarness.await("the circuit opens", () -> state(webhook).getCircuit().equals("OPEN"));
    return webhook;
  }

  /** What the regular lane does as each becomes due. */
  void parkAllNow(UUID webhook) {
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

  void makeProbeDue(UUID webhook) {
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, Instant.now().minusSeconds(1))
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .and(WEBHOOK_STATE.CIRCUIT.eq("OPEN"))
        .execute();
  }

  void drainAll(UUID webhook) {
    DrainResult drained = harness.engine.drain().drain(webhook.toString());
    while (drained.parked() > 0 && drained.waitMillis() == 0) {
      drained = harness.engine.drain().drain(webhook.toString());
    }
  }
}
