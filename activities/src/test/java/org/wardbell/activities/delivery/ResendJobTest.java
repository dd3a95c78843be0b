package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.query.StatusFilter;
import org.wardbell.activities.logjob.KeptLogJob;
import org.wardbell.activities.logjob.LogJobKind;
import org.wardbell.activities.logjob.LogJobStatus;
import org.wardbell.activities.logjob.LogJobs;
import org.wardbell.activities.logjob.LogSelection;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** What resends and cancellations as jobs do: each delivery once, whoever runs them how often. */
final class ResendJobTest extends DeliveryTest {
  private DeliveredEvents events;
  private LogJobs jobs;

  @BeforeEach
  void begin() {
    events = new DeliveredEvents(harness);
    jobs = new LogJobs(harness.dsl(), harness.engine.beans());
  }

  @AfterEach
  void forget() {
    jobs.forget();
  }

  private static LogSelection of(List<UUID> ids, @Nullable DeliveryStatus status) {
    return new LogSelection(
        null,
        null,
        null,
        ids,
        null,
        status == null ? null : StatusFilter.of(status),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private KeptLogJob resend(List<UUID> ids, @Nullable DeliveryStatus status) {
    return jobs.begin(LogJobKind.RESEND, harness.clinic, of(ids, status));
  }

  /**
   * Delivers so many events; where the machine is busy and the first answer comes late, those
   * behind it go by the regular lane.
   */
  private List<UUID> delivered(UUID webhook, int count) {
    List<UUID> ids = events.dispatch(harness.clinic, webhook, count);
    for (UUID id : ids) {
      if (statuses(List.of(id)).contains("PENDING")) {
        assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("DELIVERED");
      }
    }
    return ids;
  }

  /** Returns the originals of all resends, the oldest resend first. */
  private List<UUID> resent() {
    return harness
        .dsl()
        .selectFrom(DELIVERY)
        .where(DELIVERY.TRIGGER.eq("resend"))
        .orderBy(DELIVERY.NUMBER)
        .fetch(DeliveryRecord::getOriginalDeliveryId);
  }

  @Test
  void all_thatHaveEnded_areSentOnceMore_byTheirWebhooks_andNoOtherClinics() {
    UUID first = harness.webhook(WebhookBuilder.at("/hook/first"));
    List<UUID> ended = delivered(first, 5);
    UUID other = events.newClinic();
    events.deliver(other, 2);
    UUID paused = harness.webhook(WebhookBuilder.at("/hook/paused"));
    harness.pause(paused);
    List<UUID> open = events.dispatch(harness.clinic, paused, 1);
    // The last event went to the first webhook as well.
    UUID sixth =
        harness
            .dsl()
            .fetchSingle(DELIVERY, DELIVERY.WEBHOOK_ID.eq(first), DELIVERY.ID.notIn(ended))
            .getId();
    List<UUID> expected = new ArrayList<>(List.of(sixth));
    expected.addAll(ended.reversed());

    KeptLogJob done = jobs.run(resend(List.of(), null), 2);

    assertThat(resent()).containsExactlyElementsOf(expected).doesNotContainAnyElementsOf(open);
    assertThat(done.status()).isEqualTo(LogJobStatus.DONE);
    assertThat(done.deliveries()).isEqualTo(6);
    assertThat(done.kept()).isEqualTo(1);
    assertThat(jobs.takeWoken()).containsExactly(first);
    var told = harness.dsl().fetch(AUDIT, AUDIT.TARGET.eq(done.target()));
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().getAction()).isEqualTo("resend.done");
    assertThat(told.getFirst().getDetail().data()).contains("\"deliveries\"", "6");

    harness.engine.drain().drain(first.toString());
    assertThat(harness.receiver.requests("/hook/first")).hasSize(12);
    harness.resume(paused);
  }

  /** A worker that is killed after a page is committed, and one that everybody believes dead. */
  @Test
  void page_thatIsDoneTwice_orByTwoAtTheSameTime_sendsNothingTwice() throws Exception {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/twice"));
    List<UUID> ended = delivered(webhook, 12);
    KeptLogJob job = resend(List.of(), DeliveryStatus.DELIVERED);

    try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
      List<Future<KeptLogJob>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runs.add(workers.submit(() -> jobs.run(job, 2)));
      }
      for (Future<KeptLogJob> run : runs) {
        assertThat(run.get().status()).isEqualTo(LogJobStatus.DONE);
      }
    }

    assertThat(resent()).containsExactlyElementsOf(ended.reversed());
    assertThat(jobs.read(job).deliveries()).isEqualTo(12);
    harness.engine.drain().drain(webhook.toString());
  }

  @Test
  void deliveryAndItsResend_inOnePage_areTwoFurtherRepetitions() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/again"));
    UUID original = delivered(webhook, 1).getFirst();
    jobs.run(resend(List.of(original), null), 100);
    harness.engine.drain().drain(webhook.toString());

    KeptLogJob done = jobs.run(resend(List.of(), null), 100);

    assertThat(done.deliveries()).isEqualTo(2);
    assertThat(
            harness
                .dsl()
                .selectFrom(DELIVERY)
                .orderBy(DELIVERY.REPETITION)
                .fetch(DeliveryRecord::getRepetition))
        .containsExactly(0, 1, 2, 3);
    harness.engine.drain().drain(webhook.toString());
  }

  @Test
  void deliveries_thatCannotBeSentAgain_areCountedByTheirReason() {
    UUID off = harness.webhook(WebhookBuilder.at("/hook/off"));
    delivered(off, 2);
    harness.disableOnly(off);
    UUID on = harness.webhook(WebhookBuilder.at("/hook/on"));
    List<UUID> ended = delivered(on, 3);
    harness
        .dsl()
        .update(EVENT)
        .setNull(EVENT.DATA_CIPHERTEXT)
        .where(
            EVENT.ID.eq(
                harness.dsl().fetchSingle(DELIVERY, DELIVERY.ID.eq(ended.getFirst())).getEventId()))
        .execute();

    KeptLogJob done = jobs.run(resend(List.of(), null), 100);

    assertThat(resent()).containsExactly(ended.get(2), ended.get(1));
    assertThat(done.deliveries()).isEqualTo(2);
    assertThat(done.webhookOff()).isEqualTo(2);
    assertThat(done.dataRemoved()).isEqualTo(1);
    harness.engine.drain().drain(on.toString());
  }

  @Test
  void resend_cancelled_sendsNoMore_andSaysWhatWasSent() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/stop"));
    delivered(webhook, 4);
    KeptLogJob job = resend(List.of(), null);
    jobs.step(job, 1);

    assertThat(jobs.cancel(job)).isTrue();
    KeptLogJob cancelled = jobs.run(job, 1);

    assertThat(cancelled.status()).isEqualTo(LogJobStatus.CANCELLED);
    assertThat(cancelled.deliveries()).isEqualTo(1);
    assertThat(resent()).hasSize(1);
    harness.engine.drain().drain(webhook.toString());
  }

  @Test
  void cancellation_endsWhatIsOpen_andLeavesWhatHasEnded() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/waits"));
    List<UUID> ended = delivered(webhook, 2);
    harness.pause(webhook);
    List<UUID> open = events.dispatch(harness.clinic, webhook, 5);

    KeptLogJob done =
        jobs.run(jobs.begin(LogJobKind.CANCEL, harness.clinic, of(List.of(), null)), 2);

    assertThat(done.deliveries()).isEqualTo(5);
    assertThat(done.kept()).isEqualTo(2);
    assertThat(statuses(open)).containsOnly("CANCELLED");
    assertThat(statuses(ended)).containsOnly("DELIVERED");
    harness.resume(webhook);
    harness.engine.drain().drain(webhook.toString());
    assertThat(harness.receiver.requests("/hook/waits")).hasSize(2);
  }

  private List<String> statuses(List<UUID> ids) {
    return harness
        .dsl()
        .selectFrom(DELIVERY)
        .where(DELIVERY.ID.in(ids))
        .fetch(DeliveryRecord::getStatus);
  }
}
