package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.LOG_JOB;
import static org.wardbell.activities.database.generated.Tables.REPLAY;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.delivery.query.StatusFilter;
import org.wardbell.activities.logjob.KeptLogJob;
import org.wardbell.activities.logjob.LogJobStatus;
import org.wardbell.activities.logjob.LogJobs;
import org.wardbell.activities.logjob.LogSelection;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** What a removal takes: what has ended, of one clinic, by selection or by age, and no more. */
final class RemovalJobTest extends DeliveryTest {
  private DeliveredEvents events;
  private UUID other;
  private LogJobs jobs;

  @BeforeEach
  void begin() {
    events = new DeliveredEvents(harness);
    other = events.newClinic();
    jobs = new LogJobs(harness.dsl(), harness.engine.beans());
  }

  @AfterEach
  void forget() {
    jobs.forget();
  }

  private static LogSelection select(
      List<UUID> ids, @Nullable DeliveryStatus status, @Nullable Instant to) {
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
        to,
        null,
        null);
  }

  private List<UUID> left(UUID clinic) {
    return harness
        .dsl()
        .select(DELIVERY.ID)
        .from(DELIVERY)
        .where(DELIVERY.CLINIC_ID.eq(clinic))
        .orderBy(DELIVERY.NUMBER)
        .fetch(DELIVERY.ID);
  }

  private int attemptsOf(UUID clinic) {
    return harness.dsl().fetchCount(ATTEMPT, ATTEMPT.CLINIC_ID.eq(clinic));
  }

  @Test
  void deliveries_thatHaveEnded_goWithTheirAttempts_andOpenOnesAndAnotherClinicsStay() {
    events.deliver(harness.clinic, 5);
    events.deliver(other, 2);
    UUID paused = harness.webhook(WebhookBuilder.at("/hook/paused"));
    harness.pause(paused);
    List<UUID> open = events.dispatch(harness.clinic, paused, 1);

    KeptLogJob job = jobs.removal(harness.clinic, select(List.of(), null, inAnHour()));
    KeptLogJob done = jobs.run(job, 2);

    assertThat(left(harness.clinic)).containsExactlyElementsOf(open);
    assertThat(attemptsOf(harness.clinic)).isZero();
    assertThat(left(other)).hasSize(2);
    assertThat(attemptsOf(other)).isEqualTo(2);
    assertThat(done.status()).isEqualTo(LogJobStatus.DONE);
    // The last event went to the first webhook as well.
    assertThat(done.deliveries()).isEqualTo(6);
    assertThat(done.attempts()).isEqualTo(6);
    assertThat(done.kept()).isEqualTo(1);
    assertThat(jobs.wakesAt(job)).isNull();
    var told = harness.dsl().fetch(AUDIT, AUDIT.TARGET.eq(done.target()));
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().getAction()).isEqualTo("removal.done");
    assertThat(told.getFirst().getDetail().data()).contains("\"deliveries\"", "6");
    harness.resume(paused);
  }

  private Instant inAnHour() {
    return DatabaseClock.read(harness.dsl()).plusSeconds(3_600);
  }

  @Test
  void deliveries_olderThanAMoment_go_andYoungerOnesStay() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/age"));
    events.dispatch(harness.clinic, webhook, 2);
    List<UUID> young = events.dispatch(harness.clinic, webhook, 2);
    Instant moment =
        harness.dsl().fetchSingle(DELIVERY, DELIVERY.ID.eq(young.getFirst())).getCreatedAt();

    KeptLogJob done = jobs.run(jobs.removal(harness.clinic, select(List.of(), null, moment)), 500);

    assertThat(left(harness.clinic)).containsExactlyElementsOf(young);
    assertThat(done.deliveries()).isEqualTo(2);
  }

  @Test
  void deliveries_namedByTheirIds_go_andNoOthers() {
    List<UUID> ours = events.deliver(harness.clinic, 4);
    List<UUID> others = events.deliver(other, 1);

    KeptLogJob done =
        jobs.run(
            jobs.removal(
                harness.clinic,
                select(List.of(ours.get(1), ours.get(2), others.getFirst()), null, null)),
            1);

    assertThat(left(harness.clinic)).containsExactly(ours.get(0), ours.get(3));
    assertThat(left(other)).hasSize(1);
    assertThat(done.deliveries()).isEqualTo(2);
  }

  @Test
  void deliveries_ofAStatus_go_andThoseOfAnotherStay() {
    List<UUID> delivered = events.deliver(harness.clinic, 3);

    KeptLogJob none =
        jobs.run(
            jobs.removal(harness.clinic, select(List.of(), DeliveryStatus.EXHAUSTED, null)), 2);
    assertThat(none.deliveries()).isZero();
    assertThat(left(harness.clinic)).containsExactlyElementsOf(delivered);

    KeptLogJob all =
        jobs.run(
            jobs.removal(harness.clinic, select(List.of(), DeliveryStatus.DELIVERED, null)), 2);
    assertThat(all.deliveries()).isEqualTo(3);
  }

  @Test
  void deliveries_ofAReplayJobThatRuns_stayUntilItHasEnded() {
    List<UUID> made = events.deliver(harness.clinic, 2);
    UUID replay = Ids.next();
    Instant now = DatabaseClock.read(harness.dsl());
    UUID webhook = harness.dsl().fetchAny(DELIVERY).getWebhookId();
    harness
        .dsl()
        .insertInto(REPLAY)
        .set(REPLAY.ID, replay)
        .set(REPLAY.CLINIC_ID, harness.clinic)
        .set(REPLAY.WEBHOOK_ID, webhook)
        .set(REPLAY.SELECTION, "all")
        .set(REPLAY.FROM_AT, now)
        .set(REPLAY.TO_AT, now)
        .set(REPLAY.STATUS, "RUNNING")
        .set(REPLAY.ESTIMATE, 1)
        .set(REPLAY.LAST_EVENT_NUMBER, 0L)
        .set(REPLAY.REQUESTED_BY, "key/test")
        .set(REPLAY.CREATED_AT, now)
        .execute();
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.REPLAY_ID, replay)
        .where(DELIVERY.ID.eq(made.getFirst()))
        .execute();
    LogSelection all = select(List.of(), null, inAnHour());

    KeptLogJob first = jobs.run(jobs.removal(harness.clinic, all), 500);
    assertThat(left(harness.clinic)).containsExactly(made.getFirst());
    assertThat(first.kept()).isEqualTo(1);

    harness.dsl().update(REPLAY).set(REPLAY.FINISHED_AT, now).where(REPLAY.ID.eq(replay)).execute();
    jobs.run(jobs.removal(harness.clinic, all), 500);
    assertThat(left(harness.clinic)).isEmpty();
  }

  @Test
  void removal_cancelled_removesNoMore_andSaysWhatIsGone() {
    List<UUID> ours = events.deliver(harness.clinic, 3);
    KeptLogJob job = jobs.removal(harness.clinic, select(List.of(), null, inAnHour()));
    jobs.step(job, 1);
    jobs.step(job, 1);
    assertThat(left(harness.clinic)).containsExactlyElementsOf(ours.subList(0, 2));

    assertThat(jobs.cancel(job)).isTrue();
    KeptLogJob cancelled = jobs.run(job, 1);

    assertThat(cancelled.status()).isEqualTo(LogJobStatus.CANCELLED);
    assertThat(cancelled.deliveries()).isEqualTo(1);
    assertThat(left(harness.clinic)).hasSize(2);
    assertThat(jobs.cancel(job)).isFalse();
  }

  /** As one that a newer release began, during a rolling deploy. */
  @Test
  void removal_withAFilterThatThisWorkerDoesNotKnow_isLeftAlone_untilOneComesThatDoes() {
    events.deliver(harness.clinic, 2);
    KeptLogJob job = jobs.removal(harness.clinic, select(List.of(), null, inAnHour()));
    int known = version(job);
    setVersion(job, 1_000);

    assertThat(jobs.step(job, 500)).isFalse();
    assertThat(jobs.step(job, 500)).isFalse();
    assertThat(left(harness.clinic)).hasSize(2);
    assertThat(jobs.read(job).status()).isEqualTo(LogJobStatus.RUNNING);

    setVersion(job, known);
    assertThat(jobs.run(job, 500).deliveries()).isEqualTo(2);
  }

  @Test
  void removal_byTheEnd_needsAWorkerThatKnowsOfIt() {
    Instant now = inAnHour();
    LogSelection byEnd =
        new LogSelection(
            null, null, null, List.of(), null, null, null, null, null, null, null, null, null, now);
    assertThat(version(jobs.removal(harness.clinic, byEnd))).isEqualTo(2);
    assertThat(version(jobs.removal(harness.clinic, select(List.of(), null, now)))).isEqualTo(1);
  }

  /** Whoever adds one gives it a version of filters, as {@code LogSelection.VERSION} says. */
  @Test
  void filter_hasNoFieldWithoutAVersion() {
    assertThat(LogSelection.class.getRecordComponents())
        .extracting(RecordComponent::getName)
        .containsExactly(
            "webhookId",
            "eventId",
            "deliveryId",
            "ids",
            "subjectFingerprint",
            "status",
            "eventType",
            "outcome",
            "code",
            "trigger",
            "from",
            "to",
            "endedFrom",
            "endedTo");
  }

  private int version(KeptLogJob job) {
    return harness.dsl().fetchSingle(LOG_JOB, LOG_JOB.ID.eq(job.id())).getFilterVersion();
  }

  private void setVersion(KeptLogJob job, int version) {
    harness
        .dsl()
        .update(LOG_JOB)
        .set(LOG_JOB.FILTER_VERSION, version)
        .where(LOG_JOB.ID.eq(job.id()))
        .execute();
  }
}
