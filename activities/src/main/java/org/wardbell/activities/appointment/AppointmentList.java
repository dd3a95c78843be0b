package org.wardbell.activities.appointment;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;

/** The list of a clinic's appointments, the latest start first, without whom they are for. */
public final class AppointmentList {
  private final DSLContext database;
  private final DoctorStore doctors;
  private final AppointmentRows rows;

  AppointmentList(DSLContext database, DoctorStore doctors, Encryption encryption) {
    this.database = database;
    this.doctors = doctors;
    this.rows = new AppointmentRows(encryption);
  }

  /**
   * The wanted appointments.
   *
   * @param doctor only of the doctor with this id of ours or of the clinic, or null for all
   * @param patient only of the patient with this id of the clinic, or null for all
   * @param status only those in this state, or null for all
   * @param from only those that start at this moment or later, or null
   * @param to only those that start before this moment, or null
   * @param after where an earlier page ended, or null to begin with the latest
   */
  public record Filter(
      UUID clinicId,
      @Nullable String doctor,
      @Nullable String patient,
      @Nullable AppointmentStatus status,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Position after) {}

  /** The place of an appointment in the list. */
  public record Position(Instant start, UUID id) {}

  /**
   * An appointment of the list.
   *
   * @param appointment without patient, services and description
   */
  public record Listed(Appointment appointment, Doctor doctor) {}

  /** Returns the first ones of those that are wanted. */
  public List<Listed> list(Filter filter, int limit) {
    List<Appointment> found =
        database
            .selectFrom(APPOINTMENT)
            .where(condition(filter))
            .orderBy(APPOINTMENT.STARTS_AT.desc(), APPOINTMENT.ID.desc())
            .limit(limit)
            .fetch(AppointmentRows::outline);
    Map<UUID, Doctor> known =
        doctors.all(database, found.stream().map(Appointment::doctorId).toList());
    return found.stream()
        .map(each -> new Listed(each, Objects.requireNonNull(known.get(each.doctorId()))))
        .toList();
  }

  private Condition condition(Filter filter) {
    Condition wanted =
        APPOINTMENT.CLINIC_ID.eq(filter.clinicId()).and(APPOINTMENT.DELETED_AT.isNull());
    if (filter.patient() != null) {
      wanted =
          wanted.and(
              APPOINTMENT.PATIENT_FINGERPRINT.eq(
                  rows.patientFingerprint(filter.clinicId(), filter.patient())));
    }
    if (filter.doctor() != null) {
      wanted =
          wanted.and(APPOINTMENT.DOCTOR_ID.in(doctors.ids(filter.clinicId(), filter.doctor())));
    }
    if (filter.status() != null) {
      wanted = wanted.and(APPOINTMENT.STATUS.eq(filter.status().name()));
    }
    if (filter.from() != null) {
      wanted = wanted.and(APPOINTMENT.STARTS_AT.ge(filter.from()));
    }
    if (filter.to() != null) {
      wanted = wanted.and(APPOINTMENT.STARTS_AT.lt(filter.to()));
    }
    Position after = filter.after();
    return after == null
        ? wanted
        : wanted
            .and(APPOINTMENT.STARTS_AT.le(after.start()))
            .and(APPOINTMENT.STARTS_AT.lt(after.start()).or(APPOINTMENT.ID.lt(after.id())));
  }
}
