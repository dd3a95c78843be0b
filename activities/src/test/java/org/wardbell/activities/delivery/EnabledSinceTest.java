package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.event.EventBatch;

/**
 * Events that had to wait for their dispatch: 00:17:23 a 202 while Temporal does not answer,
 * 00:17:38 somebody makes or enables a webhook, 00:17:40 the relay dispatches the event.
 */
final class EnabledSinceTest extends DeliveryTest {
  @Test
  void webhook_madeAfterThe202_getsLaterEventsOnly() {
    UUID before = harness.webhook(WebhookBuilder.at("/since/before"));
    EventBatch waited = harness.accept(1);
    UUID after = harness.webhook(WebhookBuilder.at("/since/after"));
    EventBatch later = harness.accept(1);

    harness.engine.dispatch().dispatch(waited);
    harness.engine.dispatch().dispatch(later);

    assertThat(deliveries(before)).isEqualTo(2);
    assertThat(deliveries(after)).isEqualTo(1);
  }

  @Test
  void webhook_disabledAtThe202AndEnabledAfterIt_getsLaterEventsOnly() {
    KeptWebhook webhook =
        harness.kept(WebhookBuilder.at("/since/enabled").with(one -> one.enabled(false)));
    EventBatch waited = harness.accept(1);
    KeptWebhook enabled = change(webhook, true);
    EventBatch later = harness.accept(1);
    change(enabled, true);

    harness.engine.dispatch().dispatch(waited);
    harness.engine.dispatch().dispatch(later);

    assertThat(deliveries(webhook.id())).isEqualTo(1);
  }

  private KeptWebhook change(KeptWebhook webhook, boolean enabled) {
    return harness
        .dsl()
        .transactionResult(
            transaction ->
                harness
                    .webhooks
                    .update(
                        transaction.dsl(),
                        webhook,
                        WebhookBuilder.at("/since/enabled")
                            .with(one -> one.enabled(enabled))
                            .settings(harness.receiver),
                        Instant.now())
                    .orElseThrow());
  }

  private int deliveries(UUID webhook) {
    return harness.dsl().fetchCount(DELIVERY, DELIVERY.WEBHOOK_ID.eq(webhook));
  }
}
