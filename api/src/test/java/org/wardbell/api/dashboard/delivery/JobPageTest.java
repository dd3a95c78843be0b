package org.wardbell.api.dashboard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.export.ExportFormat;
import org.wardbell.activities.logjob.KeptLogJob;
import org.wardbell.activities.logjob.LogJobKind;
import org.wardbell.activities.logjob.LogJobStatus;
import org.wardbell.activities.logjob.LogRecords;
import org.wardbell.activities.logjob.LogSelection;

class JobPageTest {
  private static JobPage export(LogRecords records, LogSelection selection) {
    return new JobPage(job(LogJobKind.EXPORT, records, selection, 0), null);
  }

  private static KeptLogJob job(
      LogJobKind kind, LogRecords records, LogSelection selection, long done) {
    return new KeptLogJob(
        UUID.randomUUID(),
        1,
        kind,
        records,
        UUID.randomUUID(),
        selection,
        ExportFormat.CSV,
        false,
        LogJobStatus.RUNNING,
        0,
        0,
        0,
        true,
        done,
        0,
        0,
        0,
        0,
        "key/1",
        Instant.EPOCH,
        null,
        null,
        false);
  }

  @Test
  void progress_saysOfHowManyAsFarAsThatIsKnownAndStillToCome() {
    KeptLogJob resend =
        job(LogJobKind.RESEND, LogRecords.DELIVERIES, LogSelection.EVERYTHING, 1_267);

    JobPage known = new JobPage(resend, new JobGoals.Goal(1_520, false));
    assertThat(known.progress()).isEqualTo("1,267 of about 1,520 deliveries sent again");
    assertThat(known.percent()).isEqualTo(83);
    JobPage more = new JobPage(resend, new JobGoals.Goal(1_300, true));
    assertThat(more.progress()).isEqualTo("1,267 of more than 1,300 deliveries sent again");
    assertThat(more.percent()).isNull();
    assertThat(new JobPage(resend, new JobGoals.Goal(1_000, true)).progress())
        .isEqualTo("1,267 deliveries sent again");
  }

  private static LogSelection of(@Nullable UUID delivery, @Nullable String subject) {
    return new LogSelection(
        null, null, delivery, List.of(), subject, null, null, null, null, null, null, null, null,
        null);
  }

  @Test
  void exportOfAttempts_isCalledSo_andLeadsToNoListOfDeliveries() {
    JobPage attempts = export(LogRecords.ATTEMPTS, LogSelection.EVERYTHING);

    assertThat(attempts.title()).isEqualTo("Export of attempts");
    assertThat(attempts.list()).isNull();
    assertThat(export(LogRecords.DELIVERIES, LogSelection.EVERYTHING).list())
        .isEqualTo("/deliveries");
  }

  @Test
  void jobBySubjectOrDelivery_leadsToNoListThatWouldShowOthers() {
    JobPage subject = export(LogRecords.DELIVERIES, of(null, "00ff"));
    JobPage delivery = export(LogRecords.ATTEMPTS, of(UUID.randomUUID(), null));

    assertThat(subject.list()).isNull();
    assertThat(subject.about()).contains("one subject");
    assertThat(delivery.list()).isNull();
    assertThat(delivery.about()).contains("one delivery");
  }
}
