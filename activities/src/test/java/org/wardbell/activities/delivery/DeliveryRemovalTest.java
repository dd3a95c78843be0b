package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.delivery.removal.DeliveryRemoval;
import org.wardbell.simulator.receiver.Behaviour;

/** What is removed of deliveries that have ended. */
final class DeliveryRemovalTest extends DeliveryTest {
  @Test
  void delivery_thatHasAttempts_staysUntilTheyAreGone() {
    harness.receiver.behave("/removal", Behaviour.statuses(200));
    harness.webhook(WebhookBuilder.at("/removal"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    UUID delivery = harness.deliveries().getFirst().getId();

    assertThat(DeliveryRemoval.deliveries(harness.dsl(), List.of(delivery))).isZero();
    assertThat(harness.deliveries()).hasSize(1);

    assertThat(DeliveryRemoval.attempts(harness.dsl(), List.of(delivery), 500)).isEqualTo(1);
    assertThat(DeliveryRemoval.deliveries(harness.dsl(), List.of(delivery))).isEqualTo(1);
    assertThat(harness.deliveries()).isEmpty();
  }
}
