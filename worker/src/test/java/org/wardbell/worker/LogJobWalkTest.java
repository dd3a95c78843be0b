package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.LOG_JOB;
import static org.wardbell.activities.database.generated.Tables.LOG_JOB_PART;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.export.ExportFormat;
import org.wardbell.activities.logjob.ExportParts;
import org.wardbell.activities.logjob.KeptLogJob;
import org.wardbell.activities.logjob.LogJobKind;
import org.wardbell.activities.logjob.LogJobStatus;
import org.wardbell.activities.logjob.LogJobStore;
import org.wardbell.activities.logjob.LogRecords;
import org.wardbell.activities.logjob.LogSelection;
import org.wardbell.activities.logjob.NewLogJob;
import org.wardbell.workflows.webhook.RetryPolicy;

/** Jobs on the execution log over real everything, also when nobody started their workflow. */
final class LogJobWalkTest extends WalkTest {
  @Test
  void export_isWrittenByAWorker_andItsFileEndsByTheRelay() {
    deliverOne("/hook/exported");
    UUID job =
        begin(
            NewLogJob.export(
                LogRecords.DELIVERIES,
                harness.clinic,
                LogSelection.EVERYTHING,
                ExportFormat.CSV,
                false,
                "key/test"));
    harness.worker.getBean(WorkflowStarts.class).startLogJob(job);
    await(() -> find(LogJobKind.EXPORT, job).hasFile());

    byte[] file =
        harness
            .worker
            .getBean(ExportParts.class)
            .open(harness.dsl(), find(LogJobKind.EXPORT, job), 0)
            .orElseThrow();
    assertThat(new String(file, StandardCharsets.UTF_8).lines()).hasSize(2);

    Instant past = Instant.now().minusSeconds(3_600);
    harness
        .dsl()
        .update(LOG_JOB)
        .set(LOG_JOB.EXPIRES_AT, past)
        .set(LOG_JOB.WAKES_AT, past)
        .where(LOG_JOB.ID.eq(job))
        .execute();

    await(() -> harness.dsl().fetchCount(LOG_JOB_PART) == 0);
    await(() -> harness.dsl().fetchExists(LOG_JOB, LOG_JOB.WAKES_AT.isNull()));
  }

  @Test
  void removal_thatNobodyStarted_isTheRelays() {
    deliverOne("/hook/removed");
    UUID job =
        begin(
            NewLogJob.act(LogJobKind.REMOVAL, harness.clinic, LogSelection.EVERYTHING, "key/test"));

    await(() -> find(LogJobKind.REMOVAL, job).status() == LogJobStatus.DONE);

    assertThat(find(LogJobKind.REMOVAL, job).deliveries()).isEqualTo(1);
    assertThat(harness.dsl().fetchCount(DELIVERY)).isZero();
    assertThat(harness.dsl().fetchCount(ATTEMPT)).isZero();
  }

  @Test
  void resend_thatNobodyStarted_isTheRelays_andItsDeliveriesGo() {
    deliverOne("/hook/resent");
    UUID job =
        begin(
            NewLogJob.act(LogJobKind.RESEND, harness.clinic, LogSelection.EVERYTHING, "key/test"));

    await(() -> find(LogJobKind.RESEND, job).status() == LogJobStatus.DONE);
    await(
        () ->
            harness
                    .dsl()
                    .fetchCount(
                        DELIVERY, DELIVERY.TRIGGER.eq("resend"), DELIVERY.STATUS.eq("DELIVERED"))
                == 1);

    assertThat(find(LogJobKind.RESEND, job).deliveries()).isEqualTo(1);
  }

  private void deliverOne(String path) {
    harness.webhook(path, RetryPolicy.STANDARD);
    harness.accept(1);
    await(() -> harness.dsl().fetchExists(DELIVERY, DELIVERY.FINISHED_AT.isNotNull()));
  }

  private UUID begin(NewLogJob wanted) {
    return harness
        .dsl()
        .transactionResult(transaction -> store().begin(transaction.dsl(), wanted))
        .orElseThrow()
        .id();
  }

  private KeptLogJob find(LogJobKind kind, UUID job) {
    return store().find(harness.dsl(), kind, job).orElseThrow();
  }

  private LogJobStore store() {
    return harness.worker.getBean(LogJobStore.class);
  }
}
