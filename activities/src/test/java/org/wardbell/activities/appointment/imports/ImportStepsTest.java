package org.wardbell.activities.appointment.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_IMPORT;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_IMPORT_PART;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.appointment.NewAppointment;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.Starters;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;

/** The steps of imports, also twice, at the same time, and in the clinic of somebody else. */
@Tag("servers")
class ImportStepsTest {
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
  private final WorkflowStarts starts =
      new WorkflowStarts(Starters.unlabelled(WorkflowClient.newInstance(stubs)), Tracing.OFF);
  private Clinic clinic;
  private ImportStore imports;
  private ImportSteps steps;

  @BeforeEach
  void open() {
    clinic = new Clinic();
    imports = new ImportStore(clinic.encryption());
    steps =
        new ImportSteps(
            clinic.dsl(),
            new ImportParts(clinic.encryption()),
            clinic.appointments(),
            starts,
            new AuditStore(InstantSource.system()));
  }

  @AfterEach
  void close() {
    clinic.close();
    starts.close();
    stubs.shutdownNow();
  }

  private KeptImport begin(UUID of, boolean events) {
    return clinic
        .dsl()
        .transactionResult(
            configuration -> imports.begin(configuration.dsl(), of, events, "key/test"))
        .orElseThrow();
  }

  private KeptImport received(boolean events, List<ImportedLine> lines) {
    KeptImport begun = begin(clinic.id(), events);
    assertThat(imports.add(clinic.dsl(), begun, lines, List.of())).isTrue();
    return clinic
        .dsl()
        .transactionResult(configuration -> imports.received(configuration.dsl(), begun.id()))
        .orElseThrow();
  }

  private KeptImport run(KeptImport job) {
    while (!steps.step(job.id(), 100).over()) {
      // There is more.
    }
    return imports.find(clinic.dsl(), job.id()).orElseThrow();
  }

  private ImportedLine line(
      long number, String externalId, TimeSlot slot, @Nullable AppointmentStatus status) {
    NewAppointment wanted = clinic.wanted(slot);
    return new ImportedLine(
        number,
        new NewAppointment(
            clinic.id(),
            wanted.doctor(),
            externalId,
            slot,
            wanted.zone(),
            wanted.patient(),
            wanted.services(),
            wanted.description()),
        status);
  }

  private Appointment kept(String externalId) {
    return clinic.appointments().findByExternalId(clinic.id(), externalId).orElseThrow();
  }

  @Test
  void file_sentTwice_doublesNothing_andTellsNothingTwice() {
    List<ImportedLine> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      lines.add(line(i + 1, "A-" + i, Clinic.slot(3 + i, 9), null));
    }
    KeptImport first = run(received(true, lines));
    KeptImport second = run(received(true, lines));

    assertThat(first.status()).isEqualTo(ImportStatus.DONE);
    assertThat(first.created()).isEqualTo(60);
    assertThat(second.unchanged()).isEqualTo(60);
    assertThat(clinic.dsl().fetchCount(APPOINTMENT)).isEqualTo(60);
    assertThat(clinic.eventTypes()).hasSize(60).containsOnly("appointment.booked");
    assertThat(clinic.dsl().fetchCount(APPOINTMENT_IMPORT_PART)).isZero();
  }

  @Test
  void line_ofAKnownAppointment_changesIt_withItsStatus() {
    run(received(false, List.of(line(1, "A-1", Clinic.slot(3, 9), null))));
    KeptImport done =
        run(
            received(
                true, List.of(line(1, "A-1", Clinic.slot(3, 11), AppointmentStatus.CHECKED_IN))));

    assertThat(done.changed()).isEqualTo(1);
    assertThat(kept("A-1").slot()).isEqualTo(Clinic.slot(3, 11));
    assertThat(kept("A-1").status()).isEqualTo(AppointmentStatus.CHECKED_IN);
    assertThat(clinic.eventTypes())
        .containsExactly("appointment.updated", "appointment.status_changed");
  }

  @Test
  void withoutEvents_nobodyIsTold_andTheMomentsToComeStay() {
    run(received(false, List.of(line(1, "A-1", Clinic.slot(3, 9), null))));

    assertThat(clinic.eventTypes()).isEmpty();
    assertThat(clinic.dsl().fetchCount(APPOINTMENT, APPOINTMENT.WAKES_AT.isNotNull())).isEqualTo(1);
  }

  @Test
  void closedLines_takeNobodysTime() {
    TimeSlot slot = Clinic.slot(3, 9);
    KeptImport done =
        run(
            received(
                false,
                List.of(
                    line(1, "A-1", slot, AppointmentStatus.CANCELLED),
                    line(2, "A-2", slot, AppointmentStatus.BOOKED),
                    line(3, "A-3", slot, AppointmentStatus.NO_SHOW))));

    assertThat(done.created()).isEqualTo(3);
    assertThat(kept("A-3").status()).isEqualTo(AppointmentStatus.NO_SHOW);
  }

  @Test
  void badLine_isReportedByItsNumber_andHoldsUpNoOther() {
    TimeSlot slot = Clinic.slot(3, 9);
    KeptImport done =
        run(
            received(
                false,
                List.of(
                    line(1, "A-1", slot, null),
                    line(2, "A-2", slot, null),
                    line(3, "A-3", Clinic.slot(3, 11), null))));

    assertThat(done.created()).isEqualTo(2);
    assertThat(done.failed()).isEqualTo(1);
    List<LineProblems> problems = imports.problems(clinic.dsl(), done.id(), null, 10);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().line()).isEqualTo(2);
    assertThat(problems.getFirst().problems().getFirst().field()).isEqualTo("start");
    assertThat(imports.problems(clinic.dsl(), done.id(), 2L, 10)).isEmpty();
  }

  @Test
  void twoStepsAtOnce_countEachLineOnce() throws Exception {
    List<ImportedLine> lines = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      lines.add(line(i + 1, "A-" + i, Clinic.slot(3 + i, 9), null));
    }
    KeptImport job = received(true, lines);
    Thread other = Thread.ofVirtual().start(() -> run(job));
    run(job);
    other.join();

    KeptImport done = imports.find(clinic.dsl(), job.id()).orElseThrow();
    assertThat(done.created() + done.unchanged()).isEqualTo(80);
    assertThat(clinic.dsl().fetchCount(APPOINTMENT)).isEqualTo(80);
    assertThat(clinic.eventTypes()).hasSize(80);
  }

  @Test
  void cancelledImport_keepsWhatWasTaken_andForgetsItsLines() {
    KeptImport job = received(false, List.of(line(1, "A-1", Clinic.slot(3, 9), null)));
    clinic
        .dsl()
        .transaction(
            configuration -> assertThat(imports.cancel(configuration.dsl(), job.id())).isPresent());

    assertThat(run(job).status()).isEqualTo(ImportStatus.CANCELLED);
    assertThat(clinic.dsl().fetchCount(APPOINTMENT)).isZero();
    assertThat(clinic.dsl().fetchCount(APPOINTMENT_IMPORT_PART)).isZero();
  }

  @Test
  void importWhoseLinesBrokeOff_isGivenUp() {
    KeptImport begun = begin(clinic.id(), true);
    assertThat(steps.step(begun.id(), 100).over()).isTrue();
    clinic
        .dsl()
        .update(APPOINTMENT_IMPORT)
        .set(APPOINTMENT_IMPORT.WAKES_AT, APPOINTMENT_IMPORT.CREATED_AT)
        .execute();

    assertThat(run(begun).status()).isEqualTo(ImportStatus.CANCELLED);
    assertThat(imports.add(clinic.dsl(), begun, List.of(), List.of())).isFalse();
  }

  @Test
  void clinic_hasTwoImportsAtOnce_andAnotherIsNotCounted() {
    begin(clinic.id(), true);
    begin(clinic.id(), true);
    begin(UUID.randomUUID(), true);

    clinic
        .dsl()
        .transaction(
            configuration ->
                assertThat(imports.begin(configuration.dsl(), clinic.id(), true, "key/test"))
                    .isEmpty());
    assertThat(imports.list(clinic.dsl(), clinic.id(), null, 10)).hasSize(2);
  }
}
