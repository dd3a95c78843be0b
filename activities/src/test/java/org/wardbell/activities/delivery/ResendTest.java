package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.replay.DeliveryRepeats;
import org.wardbell.activities.delivery.replay.RepeatResult;
import org.wardbell.activities.delivery.state.OpenDeliveries.CancelResult;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** Rule 22: what is delivered once more is a delivery of its own. */
final class ResendTest extends DeliveryTest {
  private final DeliveryRepeats repeats = new DeliveryRepeats();

  @Test
  void resend_ofADelivery_isANewOneOfTheSameEventByTheWebhookAsItIsNow() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/again").withBody("{\"v\":1}"));
    UUID original = delivered();
    var _ = harness.change(webhook, WebhookBuilder.at("/hook/again").withBody("{\"v\":2}"));

    UUID resent = made(resend(original));

    assertThat(delivery(resent).getStatus()).isEqualTo("PARKED");
    harness.engine.drain().drain(webhook.id().toString());
    DeliveryRecord row = delivery(resent);
    assertThat(row.getStatus()).isEqualTo("DELIVERED");
    assertThat(row.getTrigger()).isEqualTo("resend");
    assertThat(row.getRepetition()).isEqualTo(1);
    assertThat(row.getOriginalDeliveryId()).isEqualTo(original);
    List<ReceivedRequest> requests = harness.receiver.requests("/hook/again");
    assertThat(requests)
        .extracting(request -> request.header("webhook-id"))
        .containsExactly(original.toString(), resent.toString());
    assertThat(requests)
        .extracting(request -> request.header("wardbell-event-id"))
        .containsOnly(row.getEventId().toString());
    assertThat(requests)
        .extracting(request -> request.body().utf8())
        .containsExactly("{\"v\":1}", "{\"v\":2}");
    assertThat(delivery(original).getStatus()).isEqualTo("DELIVERED");
  }

  @Test
  void resend_onceSent_repeatsTheSameBytesWhateverBecomesOfTheWebhook() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/frozen").withBody("{\"v\":1}"));
    UUID resent = made(resend(delivered()));
    harness.receiver.behave("/hook/frozen", Behaviour.statuses(503, 200));
    harness.engine.drain().drain(webhook.id().toString());
    var _ = harness.change(webhook, WebhookBuilder.at("/hook/frozen").withBody("{\"v\":2}"));
    harness.makeDue(resent);

    harness.engine.drain().drain(webhook.id().toString());

    assertThat(delivery(resent).getStatus()).isEqualTo("DELIVERED");
    assertThat(harness.receiver.requests("/hook/frozen"))
        .extracting(request -> request.body().utf8())
        .containsExactly("{\"v\":1}", "{\"v\":1}", "{\"v\":1}");
  }

  @Test
  void resend_ofAWebhookWithTheStandardEnvelope_keepsNoBody() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/envelope"));
    UUID resent = made(resend(delivered()));

    harness.engine.drain().drain(webhook.toString());

    assertThat(delivery(resent).getBodyCiphertext()).isNull();
    assertThat(delivery(resent).getEnvelopeVersion()).isEqualTo(1);
    assertThat(harness.receiver.requests("/hook/envelope"))
        .extracting(request -> request.body().utf8())
        .hasSize(2)
        .containsOnly(harness.receiver.requests("/hook/envelope").getFirst().body().utf8());
  }

  @Test
  void resends_atTheSameTime_areCountedOneByOne() throws Exception {
    harness.webhook(WebhookBuilder.at("/hook/both"));
    UUID original = delivered();
    List<Future<UUID>> both = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 8; i++) {
        both.add(threads.submit(() -> made(resend(original))));
      }
    }
    List<Integer> repetitions = new ArrayList<>();
    for (Future<UUID> each : both) {
      repetitions.add(delivery(each.get()).getRepetition());
    }
    assertThat(repetitions).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void resend_ofWhatMayStillArrive_isRefused() {
    harness.receiver.behave("/hook/open", Behaviour.statuses(503));
    harness.webhook(WebhookBuilder.at("/hook/open"));
    harness.engine.dispatch().dispatch(harness.accept(1));

    assertThat(resend(harness.delivery().getId()))
        .isEqualTo(new RepeatResult.StillOpen(DeliveryStatus.PENDING));
  }

  @Test
  void resend_byAWebhookThatIsDisabled_isRefused() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/off"));
    UUID original = delivered();
    harness.disableOnly(webhook);

    assertThat(resend(original)).isEqualTo(new RepeatResult.WebhookWithdrawn(false));
  }

  @Test
  void resend_byAWebhookThatIsDeleted_isRefused() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/gone"));
    UUID original = delivered();
    harness
        .dsl()
        .transaction(
            transaction -> harness.webhooks.delete(transaction.dsl(), webhook, Instant.now()));

    assertThat(resend(original)).isEqualTo(new RepeatResult.WebhookWithdrawn(true));
  }

  @Test
  void resend_ofAnEventWhoseDataAreGone_isRefused() {
    harness.webhook(WebhookBuilder.at("/hook/erased"));
    UUID original = delivered();
    harness.dsl().update(EVENT).setNull(EVENT.DATA_CIPHERTEXT).execute();

    assertThat(resend(original)).isEqualTo(new RepeatResult.DataRemoved());
  }

  @Test
  void resend_thatNobodyWoke_isTheRelaysAfterItsGrace() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/unwoken"));
    UUID resent = made(resend(delivered()));

    OverdueDeliveries soon =
        new OverdueDeliveries(harness.dsl(), harness.starter, java.time.Duration.ZERO);
    assertThat(soon.claimWebhooks(10)).containsExactly(webhook);
    harness.engine.drain().drain(webhook.toString());
    assertThat(delivery(resent).getStatus()).isEqualTo("DELIVERED");
  }

  @Test
  void resend_cancelledBeforeItWent_isNeverSent() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/cancelled"));
    UUID resent = made(resend(delivered()));

    assertThat(cancel(resent)).isEqualTo(new CancelResult.Cancelled());
    assertThat(cancel(resent)).isEqualTo(new CancelResult.Cancelled());
    harness.engine.drain().drain(webhook.toString());

    assertThat(harness.receiver.requests("/hook/cancelled")).hasSize(1);
    assertThat(delivery(resent).getStatus()).isEqualTo("CANCELLED");
  }

  @Test
  void cancel_ofOneDelivery_leavesItsNeighbours() {
    harness.receiver.behave("/hook/one", Behaviour.statuses(503));
    harness.webhook(WebhookBuilder.at("/hook/one"));
    harness.engine.dispatch().dispatch(harness.accept(2));

    assertThat(cancel(harness.deliveries().getFirst().getId()))
        .isEqualTo(new CancelResult.Cancelled());

    assertThat(harness.statuses()).containsExactly("CANCELLED", "PENDING");
  }

  @Test
  void cancel_whileARequestIsUnderWay_isWrittenDown() {
    harness.webhook(WebhookBuilder.at("/hook/under-way"));
    harness.claimAndDie(harness.accept(1));

    assertThat(cancel(harness.delivery().getId())).isEqualTo(new CancelResult.Requested());

    assertThat(harness.delivery().getCancelRequested()).isTrue();
  }

  @Test
  void cancel_ofWhatHasEnded_changesNothing() {
    harness.webhook(WebhookBuilder.at("/hook/ended"));
    UUID original = delivered();

    assertThat(cancel(original)).isEqualTo(new CancelResult.Ended(DeliveryStatus.DELIVERED));

    assertThat(delivery(original).getStatus()).isEqualTo("DELIVERED");
    assertThat(delivery(original).getCancelRequested()).isFalse();
  }

  private UUID delivered() {
    harness.engine.dispatch().dispatch(harness.accept(1));
    assertThat(harness.delivery().getStatus()).isEqualTo("DELIVERED");
    return harness.delivery().getId();
  }

  private RepeatResult resend(UUID delivery) {
    return harness
        .dsl()
        .transactionResult(transaction -> repeats.resend(transaction.dsl(), delivery))
        .orElseThrow();
  }

  private static UUID made(RepeatResult result) {
    return ((RepeatResult.Made) result).deliveryId();
  }

  private CancelResult cancel(UUID delivery) {
    return harness
        .dsl()
        .transactionResult(
            transaction -> harness.openDeliveries.cancelOne(transaction.dsl(), delivery));
  }

  private DeliveryRecord delivery(UUID id) {
    return harness.dsl().fetchSingle(DELIVERY, DELIVERY.ID.eq(id));
  }
}
