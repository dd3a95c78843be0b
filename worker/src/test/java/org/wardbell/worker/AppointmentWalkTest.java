package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_IMPORT_PART;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.appointment.AppointmentStore;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.appointment.NewAppointment;
import org.wardbell.activities.appointment.imports.ImportStatus;
import org.wardbell.activities.appointment.imports.ImportStore;
import org.wardbell.activities.appointment.imports.ImportedLine;
import org.wardbell.activities.appointment.imports.KeptImport;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.Patient;
import org.wardbell.workflows.appointment.TimeSlot;

/** Appointments over real everything: their moments, and files of them, with nobody who helps. */
final class AppointmentWalkTest extends WalkTest {
  private NewAppointment wanted(String externalId, Instant start) {
    return new NewAppointment(
        harness.clinic,
        DoctorMention.of("17"),
        externalId,
        new TimeSlot(start, start.plus(Duration.ofMinutes(10))),
        ZoneOffset.UTC,
        new Patient("p-1", "Rosa Silbermann", null, null),
        List.of(),
        null);
  }

  private int told(String type) {
    return harness.dsl().fetchCount(EVENT, EVENT.TYPE.eq(type));
  }

  @Test
  void start_isToldByTheSweepThatTheRelayStarted_lateByLessThanAMinute() {
    Instant start = Instant.now().plusSeconds(3);
    harness.worker.getBean(AppointmentStore.class).book(wanted("A-1", start), AuditOrigin.SYSTEM);

    await(() -> told("appointment.started") == 1);

    assertThat(Instant.now()).isBefore(start.plusSeconds(60));
    await(() -> harness.dsl().fetchExists(EVENT, EVENT.DISPATCHED_AT.isNotNull()));
  }

  @Test
  void importThatNobodyStarted_isTheRelays_andComesToItsEnd() {
    ImportStore imports = new ImportStore(harness.worker.getBean(Encryption.class));
    UUID id =
        harness
            .dsl()
            .transactionResult(
                transaction ->
                    imports
                        .begin(transaction.dsl(), harness.clinic, true, "key/test")
                        .orElseThrow())
            .id();
    Instant day = Instant.now().plus(Duration.ofDays(9));
    KeptImport begun = imports.find(harness.dsl(), id).orElseThrow();
    assertThat(
            imports.add(
                harness.dsl(),
                begun,
                List.of(
                    new ImportedLine(1, wanted("A-1", day), null),
                    new ImportedLine(2, wanted("A-2", day), null),
                    new ImportedLine(3, wanted("A-3", day), AppointmentStatus.CANCELLED)),
                List.of()))
        .isTrue();
    harness.dsl().transaction(transaction -> imports.received(transaction.dsl(), id));

    await(() -> imports.find(harness.dsl(), id).orElseThrow().status() == ImportStatus.DONE);

    KeptImport done = imports.find(harness.dsl(), id).orElseThrow();
    assertThat(done.created()).isEqualTo(2);
    assertThat(done.failed()).isEqualTo(1);
    assertThat(imports.problems(harness.dsl(), id, null, 10).getFirst().line()).isEqualTo(2);
    assertThat(told("appointment.booked")).isEqualTo(2);
    assertThat(harness.dsl().fetchCount(APPOINTMENT_IMPORT_PART)).isZero();
  }
}
