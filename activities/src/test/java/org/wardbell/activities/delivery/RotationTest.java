package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.Authentication;

class RotationTest extends DeliveryTest {
  /** A receiver that knows one of the two secrets takes every request of the overlap. */
  @Test
  void deliveries_whileTheSecretIsRotated_verifyWithTheOldAndTheNewOne() throws Exception {
    KeptWebhook before = harness.kept(WebhookBuilder.at("/hook"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    KeptWebhook after = rotate(before);
    harness.engine.dispatch().dispatch(harness.accept(1));

    assertThat(harness.statuses()).containsExactly("DELIVERED", "DELIVERED");
    List<ReceivedRequest> requests = harness.receiver.requests("/hook");
    verify(before, requests.get(0));
    verify(before, requests.get(1));
    verify(after, requests.get(1));
  }

  /** Credentials change again and again while a backlog is sent: nothing is lost or sent bare. */
  @Test
  void deliveries_whileCredentialsChange_areAllDelivered() throws Exception {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook"));
    List<EventBatch> batches = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      batches.add(harness.accept(5));
    }
    Thread sending =
        Thread.ofVirtual()
            .start(() -> batches.forEach(batch -> harness.engine.dispatch().dispatch(batch)));
    for (int i = 0; i < 10; i++) {
      webhook = withToken(webhook, "token-" + i);
      Thread.sleep(20);
    }
    sending.join();

    assertThat(harness.statuses()).hasSize(50).containsOnly("DELIVERED");
    assertThat(harness.receiver.requests("/hook"))
        .hasSize(50)
        .last()
        .extracting(request -> request.header("authorization"))
        .isNotNull();
  }

  private KeptWebhook rotate(KeptWebhook webhook) {
    return harness
        .dsl()
        .transactionResult(
            transaction ->
                harness.webhooks.rotate(
                    transaction.dsl(), webhook, Duration.ofHours(1), Instant.now()))
        .orElseThrow();
  }

  private KeptWebhook withToken(KeptWebhook webhook, String token) {
    return harness.change(
        webhook,
        WebhookBuilder.at("/hook")
            .with(settings -> settings.authentication(new Authentication.Bearer("Bearer", token))));
  }

  private static void verify(KeptWebhook webhook, ReceivedRequest request) throws Exception {
    Map<String, List<String>> headers =
        request.headers().stream()
            .collect(Collectors.toMap(h -> h.name(), h -> List.of(h.value()), (a, b) -> a));
    new Webhook(webhook.secrets().getFirst().value())
        .verify(request.text(), HttpHeaders.of(headers, (name, value) -> true));
  }
}
