package org.wardbell.activities.appointment.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.DOCTOR;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.appointment.AppointmentPlans;
import org.wardbell.activities.appointment.DueAppointments;
import org.wardbell.activities.appointment.NewAppointment;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.Starters;
import org.wardbell.workflows.JobProgress;
import org.wardbell.workflows.appointment.TimeSlot;

/** The sweep over several clinics, one of them with very many appointments at once. */
@Tag("servers")
class AppointmentSweepTest {
  private static final int MANY = 3_000;

  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
  private final WorkflowStarts starts =
      new WorkflowStarts(Starters.unlabelled(WorkflowClient.newInstance(stubs)));
  private Clinic clinic;
  private UUID small;

  @BeforeEach
  void open() {
    clinic = new Clinic();
    small = UUID.randomUUID();
    insertClinic(clinic.id());
    insertClinic(small);
  }

  @AfterEach
  void close() {
    clinic.close();
    starts.close();
    stubs.shutdownNow();
  }

  private void insertClinic(UUID id) {
    clinic
        .dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, id)
        .set(CLINIC.NAME, "c " + id)
        .set(CLINIC.TIME_ZONE, "UTC")
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
  }

  private AppointmentSweepActivitiesImpl sweep() {
    return new AppointmentSweepActivitiesImpl(
        clinic.dsl(),
        new DueAppointments(clinic.dsl(), clinic.doctors(), clinic.encryption(), clinic.events()),
        new AppointmentPlans(clinic.dsl(), clinic.encryption()),
        starts,
        () -> {});
  }

  private void book(UUID of, String doctor, Instant start) {
    NewAppointment wanted =
        clinic.wanted(doctor, new TimeSlot(start, start.plus(Duration.ofMinutes(10))));
    clinic
        .appointments()
        .book(
            new NewAppointment(
                of,
                wanted.doctor(),
                null,
                wanted.slot(),
                wanted.zone(),
                wanted.patient(),
                wanted.services(),
                null),
            AuditOrigin.SYSTEM);
  }

  private int started(UUID of) {
    return clinic
        .dsl()
        .fetchCount(EVENT, EVENT.CLINIC_ID.eq(of).and(EVENT.TYPE.eq("appointment.started")));
  }

  /** Books very many at once in the large clinic, as many as fit into a few statements. */
  private void bookMany(Instant start) {
    UUID doctor = clinic.dsl().select(DOCTOR.ID).from(DOCTOR).limit(1).fetchSingle(DOCTOR.ID);
    for (int from = 0; from < MANY; from += 500) {
      List<Query> inserts = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        inserts.add(insert(doctor, start));
      }
      clinic.dsl().batch(inserts).execute();
    }
  }

  private Query insert(UUID doctor, Instant start) {
    UUID id = Ids.next();
    Sealed details =
        clinic
            .encryption()
            .seal(
                clinic.id(),
                "appointment.details",
                id,
                "{\"patient\":{\"id\":\"p\"},\"services\":[]}".getBytes(StandardCharsets.UTF_8));
    return clinic
        .dsl()
        .insertInto(APPOINTMENT)
        .set(APPOINTMENT.ID, id)
        .set(APPOINTMENT.CLINIC_ID, clinic.id())
        .set(APPOINTMENT.DOCTOR_ID, doctor)
        .set(APPOINTMENT.STATUS, "BOOKED")
        .set(APPOINTMENT.VERSION, 1)
        .set(APPOINTMENT.STARTS_AT, start)
        .set(APPOINTMENT.ENDS_AT, start.plusSeconds(600))
        .set(APPOINTMENT.TIME_ZONE, "UTC")
        .set(APPOINTMENT.LOCAL_DATE, start.atZone(ZoneOffset.UTC).toLocalDate())
        .set(APPOINTMENT.LOCAL_START, start.atZone(ZoneOffset.UTC).toLocalTime())
        .set(APPOINTMENT.LOCAL_END, start.atZone(ZoneOffset.UTC).toLocalTime())
        .set(APPOINTMENT.DETAILS_CIPHERTEXT, details.ciphertext())
        .set(APPOINTMENT.KEY_ID, details.keyId())
        .set(APPOINTMENT.PATIENT_FINGERPRINT, new byte[32])
        .set(APPOINTMENT.WAKES_AT, start)
        .set(APPOINTMENT.CREATED_AT, start)
        .set(APPOINTMENT.UPDATED_AT, start);
  }

  @Test
  void smallClinic_doesNotWaitForTheLargeOne() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(2);
    book(clinic.id(), "17", now);
    bookMany(now);
    for (int i = 0; i < 5; i++) {
      book(small, "d" + i, now);
    }
    List<Integer> ofTheLarge = new ArrayList<>();
    AppointmentSweepActivitiesImpl sweep =
        new AppointmentSweepActivitiesImpl(
            clinic.dsl(),
            new DueAppointments(
                clinic.dsl(), clinic.doctors(), clinic.encryption(), clinic.events()),
            new AppointmentPlans(clinic.dsl(), clinic.encryption()),
            starts,
            () -> {
              if (ofTheLarge.isEmpty() && started(small) == 5) {
                ofTheLarge.add(untouched());
              }
            });

    sweep.sweep();

    assertThat(ofTheLarge).as("left of the large clinic when the small one was done").hasSize(1);
    assertThat(ofTheLarge.getFirst()).isPositive();
  }

  private int untouched() {
    return clinic
        .dsl()
        .fetchCount(
            APPOINTMENT,
            APPOINTMENT.CLINIC_ID.eq(clinic.id()).and(APPOINTMENT.WAKES_AT.isNotNull()));
  }

  @Test
  void sweep_thatFindsNothing_restsForTenSeconds() {
    book(small, "17", Instant.now().plus(Duration.ofDays(3)));
    assertThat(sweep().sweep()).isEqualTo(new JobProgress(false, 0, 10_000));
  }

  @Test
  void twoSweepsAtOnce_tellEachStartOnce() throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(2);
    for (int i = 0; i < 30; i++) {
      book(clinic.id(), "d" + i, now);
    }
    Thread other = Thread.ofVirtual().start(() -> sweep().sweep());
    sweep().sweep();
    other.join();

    assertThat(started(clinic.id())).isEqualTo(30);
  }
}
