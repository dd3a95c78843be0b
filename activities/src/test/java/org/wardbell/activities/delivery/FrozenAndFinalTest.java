package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.event.EventBatch;

/** Rules 20 and 21: what never changes any more, and what is read anew. */
final class FrozenAndFinalTest extends DeliveryTest {
  @Test
  void cancel_whileARequestFails_recordsTheOutcomeAndThenCancels() throws Exception {
    UUID webhook = cancelDuring(Step.answer(503).after(Duration.ofSeconds(1)));

    assertThat(harness.statuses()).containsExactly("CANCELLED");
    assertThat(harness.delivery().getLastCode()).isEqualTo("http_503");
    assertThat(harness.attempts(harness.delivery().getId()))
        .extracting("outcome")
        .containsExactly("FAILED");
    assertThat(harness.engine.deliver().deliver(harness.delivery().getId().toString()))
        .isEqualTo("CANCELLED");
    assertThat(webhook).isNotNull();
  }

  @Test
  void cancel_whileARequestSucceeds_isTooLate() throws Exception {
    cancelDuring(Step.answer(200).after(Duration.ofSeconds(1)));

    assertThat(harness.statuses()).containsExactly("DELIVERED");
  }

  private UUID cancelDuring(Step step) throws InterruptedException {
    harness.receiver.behave("/hook/cancel", step);
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/cancel"));
    EventBatch batch = harness.accept(1);
    Thread sending = Thread.ofVirtual().start(() -> harness.engine.dispatch().dispatch(batch));
    harness.receiver.await("/hook/cancel", 1, Duration.ofSeconds(10));
    cancelAll(webhook);
    assertThat(harness.delivery().getStatus()).isEqualTo("SENDING");
    assertThat(harness.delivery().getCancelRequested()).isTrue();
    sending.join();
    return webhook;
  }

  @Test
  void cancel_beforeAClaimWasUsed_cancelsInsteadOfParking() throws Exception {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/unused"));
    ClaimedAttempt claim = harness.claimAndDie(harness.accept(1)).planned().getFirst().claim();
    cancelAll(webhook);
    harness.attempt().park(claim, ParkedReason.NO_SLOT);

    assertThat(harness.statuses()).containsExactly("CANCELLED");
    assertThat(harness.attempts(claim.deliveryId())).isEmpty();
  }

  @Test
  void cancel_ofWhatWaitsAndOfWhatIsFinal_endsTheOneAndLeavesTheOther() {
    harness.receiver.behave("/hook/mixed", Behaviour.statuses(200, 503));
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/mixed"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    harness.engine.dispatch().dispatch(harness.accept(1));

    cancelAll(webhook);

    assertThat(harness.statuses()).containsExactly("DELIVERED", "CANCELLED");
  }

  @Test
  void webhook_disabledBetweenAttempts_endsItsDeliveryAsCancelled() {
    harness.receiver.behave("/hook/disabled", Behaviour.statuses(503));
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/disabled"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    UUID id = harness.delivery().getId();
    harness.makeDue(id);
    harness.disableOnly(webhook);

    assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("CANCELLED");
    assertThat(harness.receiver.requests()).hasSize(1);
  }

  @Test
  void body_ofALaterAttempt_isTheFirstOnesAlthoughTemplateAndHeadersChanged() {
    WebhookBuilder first =
        WebhookBuilder.at("/hook/frozen")
            .withBody("{\"id\":\"{{data.appointment_id}}\"}")
            .withHeader("x-edition", "one");
    List<ReceivedRequest> requests =
        twoAttempts(first, first.withBody("{\"changed\":1}").withHeader("x-edition", "two"));

    assertThat(requests.get(0).text()).isEqualTo("{\"id\":\"0\"}");
    assertThat(requests.get(1).body()).isEqualTo(requests.get(0).body());
    assertThat(requests).extracting(r -> r.header("x-edition")).containsExactly("one", "two");
    assertThat(requests)
        .extracting(ReceivedRequest::webhookId)
        .containsOnly(harness.delivery().getId().toString());
    assertThat(harness.attempts(harness.delivery().getId()))
        .extracting("webhookVersion")
        .containsExactly(1, 2);
  }

  @Test
  void envelope_ofALaterAttempt_isTheSameBytesAlthoughATemplateCameMeanwhile() {
    WebhookBuilder first = WebhookBuilder.at("/hook/envelope");
    List<ReceivedRequest> requests = twoAttempts(first, first.withBody("{\"changed\":1}"));

    assertThat(requests.get(0).text()).contains("\"data\":{\"appointment_id\":0}");
    assertThat(requests.get(1).body()).isEqualTo(requests.get(0).body());
  }

  private List<ReceivedRequest> twoAttempts(WebhookBuilder first, WebhookBuilder then) {
    harness.receiver.behave(first.path(), Behaviour.statuses(503, 200));
    KeptWebhook webhook = harness.kept(first);
    harness.engine.dispatch().dispatch(harness.accept(1));
    harness
        .webhooks
        .update(harness.dsl(), webhook, then.settings(harness.receiver), Instant.now())
        .orElseThrow();
    UUID id = harness.delivery().getId();
    harness.makeDue(id);
    assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("DELIVERED");
    return harness.receiver.requests(first.path());
  }

  private void cancelAll(UUID webhook) {
    harness.disable(webhook);
    harness.engine.drain().drain(webhook.toString());
  }
}
