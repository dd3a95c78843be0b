package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.LOG_JOB_PART;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.erasure.Erasures;
import org.wardbell.activities.logjob.KeptLogJob;
import org.wardbell.activities.logjob.LogJobStatus;
import org.wardbell.activities.logjob.LogJobs;
import org.wardbell.activities.logjob.LogSelection;
import org.wardbell.activities.rotation.Rotations;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** Exports as jobs: the whole selection, of one clinic, for as long as its file is kept. */
final class ExportJobTest extends DeliveryTest {
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

  @Test
  void deliveries_ofAClinic_areAFile_andAnotherClinicsAreNotInIt() {
    List<UUID> ours = events.deliver(harness.clinic, 5);
    events.deliver(other, 2);

    KeptLogJob job = jobs.export(harness.clinic, LogSelection.EVERYTHING, false);
    assertThat(jobs.step(job, 2)).isFalse();
    assertThat(jobs.read(job).written()).isEqualTo(2);
    KeptLogJob done = jobs.run(job, 2);

    List<String> lines = jobs.file(job).lines().toList();
    assertThat(lines.getFirst())
        .startsWith("id,clinic_id,event_id,event_type,webhook_id,webhook_name,status,");
    assertThat(lines.subList(1, lines.size()))
        .extracting(line -> line.substring(0, line.indexOf(',')))
        .containsExactlyElementsOf(ours.reversed().stream().map(UUID::toString).toList());
    assertThat(done.status()).isEqualTo(LogJobStatus.DONE);
    assertThat(done.written()).isEqualTo(5);
    assertThat(done.parts()).isEqualTo(3);
    assertThat(done.bytes()).isEqualTo(jobs.file(job).length());
    assertThat(done.complete()).isTrue();
    assertThat(done.hasFile()).isTrue();
    assertThat(
            harness
                .dsl()
                .fetchCount(AUDIT, AUDIT.TARGET.eq(done.target()), AUDIT.ACTION.eq("export.done")))
        .isEqualTo(1);
  }

  @Test
  void attempts_ofAFilter_areWithoutOthers_andAnEmptyFileIsAFile() {
    events.deliver(harness.clinic, 3);

    KeptLogJob all = jobs.exportAttempts(harness.clinic, LogSelection.EVERYTHING);
    KeptLogJob none = jobs.exportAttempts(harness.clinic, failed());
    jobs.run(all, 500);
    KeptLogJob empty = jobs.run(none, 500);

    assertThat(jobs.file(all).lines())
        .hasSize(3)
        .allMatch(line -> line.contains("\"outcome\":\"DELIVERED\""));
    assertThat(jobs.file(none)).isEmpty();
    assertThat(empty.hasFile()).isTrue();
  }

  private static LogSelection failed() {
    return new LogSelection(
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        AttemptOutcome.FAILED,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void deliveries_namedByTheirIds_areTheFile_andThoseOfOthersAreNot() {
    List<UUID> ours = events.deliver(harness.clinic, 4);
    List<UUID> others = events.deliver(other, 1);

    KeptLogJob job =
        jobs.export(
            harness.clinic, of(List.of(ours.get(0), ours.get(2), others.getFirst())), false);
    jobs.run(job, 1);

    assertThat(jobs.file(job).lines().skip(1))
        .extracting(line -> line.substring(0, line.indexOf(',')))
        .containsExactly(ours.get(2).toString(), ours.get(0).toString());
  }

  private static LogSelection of(List<UUID> ids) {
    return new LogSelection(
        null, null, null, ids, null, null, null, null, null, null, null, null, null, null);
  }

  @Test
  void job_runTwiceAtTheSameTime_writesEachRowOnce() {
    events.deliver(harness.clinic, 12);
    KeptLogJob job = jobs.export(harness.clinic, LogSelection.EVERYTHING, false);

    CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> jobs.run(job, 1)),
            CompletableFuture.runAsync(() -> jobs.run(job, 1)))
        .join();

    assertThat(jobs.file(job).lines()).hasSize(13).doesNotHaveDuplicates();
    assertThat(jobs.read(job).written()).isEqualTo(12);
  }

  @Test
  void file_thatWasKeptForItsTime_ends_andNobodyLooksAtTheJobAgain() {
    events.deliver(harness.clinic, 3);
    KeptLogJob job = jobs.export(harness.clinic, LogSelection.EVERYTHING, false);
    KeptLogJob done = jobs.run(job, 1);
    assertThat(Duration.between(done.finishedAt(), done.expiresAt())).isEqualTo(Duration.ofDays(1));
    assertThat(jobs.wakesAt(job)).isEqualTo(done.expiresAt());
    assertThat(jobs.run(job, 1).hasFile()).isTrue();

    jobs.letFileEnd(job);

    assertThat(jobs.read(job).hasFile()).isFalse();
    jobs.run(job, 1);
    assertThat(jobs.keptParts(job)).isZero();
    assertThat(jobs.wakesAt(job)).isNull();
    assertThat(jobs.read(job).status()).isEqualTo(LogJobStatus.DONE);
  }

  @Test
  void export_cancelled_writesNoMore_andLosesWhatItHas() {
    events.deliver(harness.clinic, 3);
    KeptLogJob job = jobs.export(harness.clinic, LogSelection.EVERYTHING, false);
    jobs.step(job, 1);
    assertThat(jobs.keptParts(job)).isEqualTo(1);

    assertThat(jobs.cancel(job)).isTrue();
    KeptLogJob cancelled = jobs.run(job, 1);

    assertThat(cancelled.status()).isEqualTo(LogJobStatus.CANCELLED);
    assertThat(cancelled.written()).isEqualTo(1);
    assertThat(cancelled.hasFile()).isFalse();
    assertThat(jobs.keptParts(job)).isZero();
    assertThat(jobs.cancel(job)).isFalse();
  }

  @Test
  void clinic_withTwoExportsThatRun_beginsNoThird_andAnotherClinicDoes() {
    KeptLogJob first = jobs.tryToExport(harness.clinic).orElseThrow();
    assertThat(jobs.tryToExport(harness.clinic)).isPresent();
    assertThat(jobs.tryToExport(harness.clinic)).isEmpty();
    assertThat(jobs.tryToExport(other)).isPresent();
    assertThat(jobs.tryToExport(null)).isPresent();

    jobs.run(first, 500);

    assertThat(jobs.tryToExport(harness.clinic)).isPresent();
  }

  @Test
  void file_thatBecomesTooLarge_ends_andItsLastLineSaysSo() {
    events.deliver(harness.clinic, 4);
    LogJobs small = new LogJobs(harness.dsl(), harness.engine.beans(), 1);

    KeptLogJob job = small.export(harness.clinic, LogSelection.EVERYTHING, false);
    KeptLogJob done = small.run(job, 1);

    assertThat(done.complete()).isFalse();
    assertThat(done.written()).isEqualTo(2);
    assertThat(small.file(job).lines().toList().getLast()).startsWith("INCOMPLETE");
  }

  @Test
  void subjects_areInAFileOnlyIfAskedFor_andNeverInTheClear() {
    events.deliver(harness.clinic, 1);

    KeptLogJob with = jobs.export(harness.clinic, LogSelection.EVERYTHING, true);
    KeptLogJob without = jobs.export(harness.clinic, LogSelection.EVERYTHING, false);
    jobs.run(with, 500);
    jobs.run(without, 500);

    assertThat(jobs.file(with)).contains(DeliveredEvents.SUBJECT);
    assertThat(jobs.file(without)).doesNotContain(DeliveredEvents.SUBJECT, "subject");
    for (byte[] kept :
        harness.dsl().fetch(LOG_JOB_PART).getValues(LOG_JOB_PART.CONTENT_CIPHERTEXT)) {
      assertThat(new String(kept, StandardCharsets.ISO_8859_1))
          .doesNotContain(DeliveredEvents.SUBJECT, "\u001f\u008b");
    }
  }

  @Test
  void erasure_endsFilesThatMayNameThePatient_andLeavesTheOthers() {
    events.deliver(harness.clinic, 2);
    events.deliver(other, 1);
    KeptLogJob named = jobs.export(harness.clinic, LogSelection.EVERYTHING, true);
    KeptLogJob ids = jobs.export(harness.clinic, LogSelection.EVERYTHING, false);
    KeptLogJob running = jobs.export(null, LogSelection.EVERYTHING, true);
    KeptLogJob others = jobs.export(other, LogSelection.EVERYTHING, true);
    jobs.run(named, 1);
    jobs.run(ids, 1);
    jobs.step(running, 1);
    jobs.run(others, 1);
    Erasures erasures = new Erasures(harness.dsl(), harness.engine.beans());

    assertThat(erasures.run(erasures.begin(harness.clinic, DeliveredEvents.SUBJECT).id())).isTrue();
    erasures.forget();

    assertThat(jobs.read(named).hasFile()).isFalse();
    assertThat(jobs.keptParts(named)).isZero();
    assertThat(jobs.read(running).status()).isEqualTo(LogJobStatus.CANCELLED);
    assertThat(jobs.keptParts(running)).isZero();
    assertThat(jobs.file(ids)).isNotEmpty();
    assertThat(jobs.file(others)).contains(DeliveredEvents.SUBJECT);
  }

  /** More parts than a rotation opens at once. */
  @Test
  void file_keptOverARotationOfItsKey_isTheSame_andTheNewKeyOpensIt() {
    events.deliver(harness.clinic, 23);
    KeptLogJob job = jobs.export(harness.clinic, LogSelection.EVERYTHING, false);
    jobs.run(job, 1);
    String before = jobs.file(job);
    int oldKey = keysOfParts().iterator().next();
    Rotations rotations = new Rotations(harness.dsl(), harness.encryption, Duration.ZERO);

    UUID rotation = rotations.begin(harness.clinic);
    assertThat(rotations.run(rotation)).isTrue();
    rotations.forget();

    assertThat(keysOfParts()).hasSize(1).doesNotContain(oldKey);
    assertThat(jobs.file(job)).isEqualTo(before).hasLineCount(24);
  }

  private Set<Integer> keysOfParts() {
    return harness
        .dsl()
        .select(LOG_JOB_PART.KEY_ID)
        .from(LOG_JOB_PART)
        .fetchSet(LOG_JOB_PART.KEY_ID);
  }
}
