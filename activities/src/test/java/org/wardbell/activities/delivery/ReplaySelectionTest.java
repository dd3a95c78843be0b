package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.replay.KeptReplay;
import org.wardbell.activities.delivery.replay.NewReplay;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.delivery.ReplaySelection;
import org.wardbell.workflows.delivery.ReplayStatus;
import org.wardbell.workflows.event.EventBatch;

/** Tests which events a replay job delivers again: those that were asked for, and no others. */
final class ReplaySelectionTest extends ReplayTest {
  @Test
  void failed_repeatsWhatDidNotArriveAndNothingElse() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/failed").withSchedule(0));
    harness.receiver.behave("/hook/failed", Behaviour.statuses(200, 500, 500, 200));
    deliverOneByOne(4);
    assertThat(harness.statuses())
        .containsExactly("DELIVERED", "EXHAUSTED", "EXHAUSTED", "DELIVERED");
    harness.receiver.behaveWell("/hook/failed");

    UUID job = begin(webhook, ReplaySelection.FAILED, null);
    assertThat(replay(job).estimate()).isEqualTo(2);
    finish(webhook, job);

    assertThat(repeats(job))
        .extracting(DeliveryRecord::getStatus)
        .containsOnly("DELIVERED")
        .hasSize(2);
    assertThat(repeats(job)).extracting(DeliveryRecord::getTrigger).containsOnly("replay");
    assertThat(repeats(job))
        .extracting(DeliveryRecord::getOriginalDeliveryId)
        .containsExactly(harness.deliveries().get(1).getId(), harness.deliveries().get(2).getId());
    assertThat(harness.attempts(repeats(job).getFirst().getId()).getFirst().getTrigger())
        .isEqualTo("replay");
    KeptReplay end = replay(job);
    assertThat(end.status()).isEqualTo(ReplayStatus.DONE);
    assertThat(end.created()).isEqualTo(2);
    assertThat(end.delivered()).isEqualTo(2);
    assertThat(end.failed() + end.open()).isZero();
    assertThat(end.finishedAt()).isNotNull();
  }

  @Test
  void notReceived_includesEventsFromBeforeTheWebhook_andLeavesWhatIsOnItsWay() {
    harness.engine.dispatch().dispatch(harness.accept(2));
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/late"));
    harness.receiver.behave("/hook/late", Behaviour.statuses(200, 503));
    deliverOneByOne(2);
    assertThat(harness.statuses()).containsExactly("DELIVERED", "PENDING");
    harness.receiver.behaveWell("/hook/late");

    UUID job = begin(webhook, ReplaySelection.NOT_RECEIVED, null);
    assertThat(replay(job).estimate()).isEqualTo(2);
    finish(webhook, job);

    assertThat(repeats(job)).hasSize(2);
    assertThat(repeats(job)).extracting(DeliveryRecord::getRepetition).containsOnly(1);
    assertThat(repeats(job)).extracting(DeliveryRecord::getOriginalDeliveryId).containsOnlyNulls();
  }

  @Test
  void all_repeatsEachEventThatTheWebhookAsksForOnce() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/all"));
    deliverOneByOne(3);
    harness.dsl().update(EVENT).set(EVENT.TYPE, "bill.paid").where(EVENT.ID.eq(event(1))).execute();

    UUID job = begin(webhook, ReplaySelection.ALL, null);
    finish(webhook, job);

    assertThat(repeats(job))
        .extracting(DeliveryRecord::getEventId)
        .containsExactly(event(0), event(2));
  }

  @Test
  void range_decidesByTheTimeOfAcceptance() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/range"));
    deliverOneByOne(3);
    accepted(event(0), Duration.ofHours(-2));
    accepted(event(2), Duration.ofHours(2));

    UUID job =
        insert(
                webhook,
                new NewReplay(
                    ReplaySelection.ALL,
                    Instant.now().minus(Duration.ofHours(1)),
                    Instant.now().plus(Duration.ofHours(1)),
                    null,
                    "key/test"))
            .orElseThrow();
    finish(webhook, job);

    assertThat(repeats(job)).extracting(DeliveryRecord::getEventId).containsExactly(event(1));
  }

  @Test
  void event_whoseDataAreGone_isCountedAndNotSent() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/gone"));
    deliverOneByOne(2);
    harness
        .dsl()
        .update(EVENT)
        .setNull(EVENT.DATA_CIPHERTEXT)
        .where(EVENT.ID.eq(event(0)))
        .execute();

    UUID job = begin(webhook, ReplaySelection.ALL, null);
    finish(webhook, job);

    assertThat(replay(job).skipped()).isEqualTo(1);
    assertThat(repeats(job)).extracting(DeliveryRecord::getEventId).containsExactly(event(1));
  }

  @Test
  void event_thatWasNeverDispatched_isLeftToItsDispatch() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/live"));
    EventBatch waiting = harness.accept(1);

    UUID job = begin(webhook, ReplaySelection.ALL, null);
    finish(webhook, job);
    harness.engine.dispatch().dispatch(waiting);

    assertThat(repeats(job)).isEmpty();
    assertThat(harness.receiver.requests("/hook/live")).hasSize(1);
  }
}
