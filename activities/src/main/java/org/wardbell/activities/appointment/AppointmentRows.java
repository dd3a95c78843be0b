package org.wardbell.activities.appointment;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.AppointmentRecord;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentAgenda;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.ChangeSource;
import org.wardbell.workflows.appointment.Patient;
import org.wardbell.workflows.appointment.Rsvp;
import org.wardbell.workflows.appointment.SyncResult;
import org.wardbell.workflows.appointment.TimeSlot;
import tools.jackson.databind.json.JsonMapper;

/** The mapper of appointments' rows. Patient, services and text are sealed; times are not. */
final class AppointmentRows {
  private static final String DETAILS = "appointment.details";
  private static final JsonMapper JSON = new JsonMapper();

  private final Encryption encryption;
  private final AppointmentPolicies policies = new AppointmentPolicies();

  AppointmentRows(Encryption encryption) {
    this.encryption = encryption;
  }

  /**
   * Returns the fingerprint by which a patient's appointments are found: the same for the same id
   * in one clinic, and for nothing else.
   */
  byte[] patientFingerprint(UUID clinic, String patientId) {
    return encryption.fingerprint(
        clinic, ("patient:" + patientId).getBytes(StandardCharsets.UTF_8));
  }

  /** The sealed part, as JSON. A field that is added must be nullable: old rows do not have it. */
  record Details(
      Patient patient,
      List<String> services,
      @Nullable String description,
      @Nullable String meetingLink) {
    @Override
    public String toString() {
      return "Details[hidden]";
    }
  }

  /** Finds an appointment, also one that was deleted: its calendar has to hear of that. */
  Optional<Appointment> find(DSLContext database, UUID id) {
    return database.selectFrom(APPOINTMENT).where(APPOINTMENT.ID.eq(id)).fetchOptional(this::read);
  }

  /** Returns whose appointment it is, without opening it. */
  static Optional<UUID> doctorOf(DSLContext database, UUID id) {
    return database
        .select(APPOINTMENT.DOCTOR_ID)
        .from(APPOINTMENT)
        .where(APPOINTMENT.ID.eq(id))
        .fetchOptional(APPOINTMENT.DOCTOR_ID);
  }

  /** Finds an appointment that was not deleted. */
  Optional<Appointment> findKept(DSLContext database, UUID id) {
    return database
        .selectFrom(APPOINTMENT)
        .where(APPOINTMENT.ID.eq(id), APPOINTMENT.DELETED_AT.isNull())
        .fetchOptional(this::read);
  }

  /** Finds the clinic's appointment with this id of its own; no deleted one has any. */
  Optional<Appointment> findByExternalId(DSLContext database, UUID clinic, String externalId) {
    return database
        .selectFrom(APPOINTMENT)
        .where(APPOINTMENT.CLINIC_ID.eq(clinic), APPOINTMENT.EXTERNAL_ID.eq(externalId))
        .fetchOptional(this::read);
  }

  /**
   * Locks the row until the transaction ends. Its doctor's lock comes first, if it is needed at
   * all.
   */
  Optional<Appointment> lock(DSLContext transaction, UUID id) {
    return transaction
        .selectFrom(APPOINTMENT)
        .where(APPOINTMENT.ID.eq(id))
        .forUpdate()
        .fetchOptional(this::read);
  }

  /** Locks it likewise, unless it was deleted. */
  Optional<Appointment> lockKept(DSLContext transaction, UUID id) {
    return transaction
        .selectFrom(APPOINTMENT)
        .where(APPOINTMENT.ID.eq(id), APPOINTMENT.DELETED_AT.isNull())
        .forUpdate()
        .fetchOptional(this::read);
  }

  void insert(DSLContext transaction, Appointment appointment) {
    AppointmentRecord row = transaction.newRecord(APPOINTMENT);
    row.setId(appointment.id());
    row.setClinicId(appointment.clinicId());
    row.setExternalId(appointment.externalId());
    row.setCreatedAt(appointment.createdAt());
    write(row, appointment);
    row.setWakesAt(planned(transaction, appointment));
    row.insert();
  }

  /** Writes what an appointment has become; the sweep's next look follows its time and status. */
  void update(DSLContext transaction, Appointment before, Appointment after) {
    AppointmentRecord row = transaction.newRecord(APPOINTMENT);
    write(row, after);
    if (!before.slot().equals(after.slot())
        || before.status().isOpen() != after.status().isOpen()) {
      row.setWakesAt(planned(transaction, after));
    }
    transaction.update(APPOINTMENT).set(row).where(APPOINTMENT.ID.eq(after.id())).execute();
  }

  /** Makes an appointment disappear for everybody but its calendar; its external id is free. */
  static void delete(DSLContext transaction, UUID id) {
    transaction
        .update(APPOINTMENT)
        .set(APPOINTMENT.DELETED_AT, DatabaseClock.now())
        .setNull(APPOINTMENT.EXTERNAL_ID)
        // Who deleted it in the calendar before cannot bring it back there.
        .setNull(APPOINTMENT.SYNC_RESULT)
        .setNull(APPOINTMENT.SYNC_CODE)
        .setNull(APPOINTMENT.SYNC_SOURCE)
        .setNull(APPOINTMENT.SYNC_AT)
        .where(APPOINTMENT.ID.eq(id))
        .execute();
  }

  private @Nullable Instant planned(DSLContext transaction, Appointment appointment) {
    return appointment.status().isOpen()
        ? AppointmentAgenda.planned(
            appointment.slot(),
            policies.of(transaction, appointment.clinicId()),
            DatabaseClock.read(transaction))
        : null;
  }

  private void write(AppointmentRecord row, Appointment appointment) {
    ZoneId zone = appointment.zone();
    TimeSlot slot = appointment.slot();
    Details details =
        new Details(
            appointment.patient(),
            appointment.services(),
            appointment.description(),
            appointment.meetingLink());
    Sealed sealed =
        encryption.seal(
            appointment.clinicId(), DETAILS, appointment.id(), JSON.writeValueAsBytes(details));
    row.setDoctorId(appointment.doctorId());
    row.setStatus(appointment.status().name());
    row.setVersion(appointment.version());
    row.setStartsAt(slot.start());
    row.setEndsAt(slot.end());
    row.setTimeZone(zone.getId());
    row.setLocalDate(slot.start().atZone(zone).toLocalDate());
    row.setLocalStart(slot.start().atZone(zone).toLocalTime());
    row.setLocalEnd(slot.end().atZone(zone).toLocalTime());
    row.setDetailsCiphertext(sealed.ciphertext());
    row.setKeyId(sealed.keyId());
    row.setPatientFingerprint(
        patientFingerprint(appointment.clinicId(), appointment.patient().id()));
    row.setUpdatedAt(appointment.updatedAt());
    Rsvp rsvp = appointment.rsvp();
    row.setRsvp(rsvp == null ? null : rsvp.name());
    Appointment.Sync sync = appointment.sync();
    row.setSyncResult(sync == null ? null : sync.result().name());
    row.setSyncCode(sync == null ? null : sync.code());
    row.setSyncSource(sync == null ? null : sync.source().name());
    row.setSyncAt(sync == null ? null : sync.at());
  }

  Appointment read(AppointmentRecord row) {
    return of(
        row,
        JSON.readValue(
            encryption.open(row.getClinicId(), DETAILS, row.getId(), row.getDetailsCiphertext()),
            Details.class));
  }

  /** Returns an appointment without whom it is for and what for; nothing is opened. */
  static Appointment outline(AppointmentRecord row) {
    return of(row, new Details(new Patient("", null, null, null), List.of(), null, null));
  }

  private static Appointment of(AppointmentRecord row, Details details) {
    return new Appointment(
        row.getId(),
        row.getClinicId(),
        row.getDoctorId(),
        row.getExternalId(),
        AppointmentStatus.valueOf(row.getStatus()),
        row.getVersion(),
        new TimeSlot(row.getStartsAt(), row.getEndsAt()),
        ZoneId.of(row.getTimeZone()),
        details.patient(),
        details.services(),
        details.description(),
        details.meetingLink(),
        row.getRsvp() == null ? null : Rsvp.valueOf(row.getRsvp()),
        sync(row),
        row.getCreatedAt(),
        row.getUpdatedAt());
  }

  private static Appointment.@Nullable Sync sync(AppointmentRecord row) {
    return row.getSyncResult() == null || row.getSyncSource() == null || row.getSyncAt() == null
        ? null
        : new Appointment.Sync(
            SyncResult.valueOf(row.getSyncResult()),
            row.getSyncCode(),
            ChangeSource.valueOf(row.getSyncSource()),
            row.getSyncAt());
  }
}
