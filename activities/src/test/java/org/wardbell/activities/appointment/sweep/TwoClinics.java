package org.wardbell.activities.appointment.sweep;

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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.wardbell.activities.appointment.AppointmentPlans;
import org.wardbell.activities.appointment.DueAppointments;
import org.wardbell.activities.appointment.NewAppointment;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.Starters;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.workflows.appointment.TimeSlot;

/** Two clinics whose appointments are swept, one of them with very many at once. */
@Tag("servers")
abstract class TwoClinics {
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
  final WorkflowStarts starts =
      new WorkflowStarts(Starters.unlabelled(WorkflowClient.newInstance(stubs)), Tracing.OFF);
  Clinic clinic;
  UUID small;

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

  AppointmentSweepActivitiesImpl sweep() {
    return sweep(() -> {});
  }

  /** Returns a sweep that does that now and then. */
  AppointmentSweepActivitiesImpl sweep(ActivityHeartbeat heartbeat) {
    return new AppointmentSweepActivitiesImpl(
        clinic.dsl(),
        new DueAppointments(clinic.dsl(), clinic.doctors(), clinic.encryption(), clinic.events()),
        new AppointmentPlans(clinic.dsl(), clinic.encryption()),
        starts,
        heartbeat);
  }

  void book(UUID of, String doctor, Instant start) {
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

  int started(UUID of) {
    return clinic
        .dsl()
        .fetchCount(EVENT, EVENT.CLINIC_ID.eq(of).and(EVENT.TYPE.eq("appointment.started")));
  }

  /** Books very many at once in the large clinic, in batches of 500. */
  void bookMany(int many, Instant start) {
    UUID doctor = clinic.dsl().select(DOCTOR.ID).from(DOCTOR).limit(1).fetchSingle(DOCTOR.ID);
    for (int from = 0; from < many; from += 500) {
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

  /** Returns how many of the large clinic nobody looked at. */
  int untouched() {
    return clinic
        .dsl()
        .fetchCount(
            APPOINTMENT,
            APPOINTMENT.CLINIC_ID.eq(clinic.id()).and(APPOINTMENT.WAKES_AT.isNotNull()));
  }
}
