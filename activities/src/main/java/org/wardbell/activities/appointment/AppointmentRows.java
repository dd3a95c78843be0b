package org.wardbell.activities.appointment;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.generated.tables.records.AppointmentRecord;
import org.wardbell.workflows.appointment.Appointment;
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

  AppointmentRows(Encryption encryption) {
    this.encryption = encryption;
  }

  /** The sealed part, as JSON. A field that is added must be nullable: old rows do not have it. */
  record Details(Patient patient, List<String> services, @Nullable String description) {}

  Optional<Appointment> find(DSLContext database, UUID id) {
    return database.selectFrom(APPOINTMENT).where(APPOINTMENT.ID.eq(id)).fetchOptional(this::read);
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

  void insert(DSLContext transaction, Appointment appointment) {
    AppointmentRecord row = transaction.newRecord(APPOINTMENT);
    row.setId(appointment.id());
    row.setClinicId(appointment.clinicId());
    row.setExternalId(appointment.externalId());
    row.setCreatedAt(appointment.createdAt());
    write(row, appointment);
    row.insert();
  }

  void update(DSLContext transaction, Appointment appointment) {
    AppointmentRecord row = transaction.newRecord(APPOINTMENT);
    write(row, appointment);
    transaction.update(APPOINTMENT).set(row).where(APPOINTMENT.ID.eq(appointment.id())).execute();
  }

  private void write(AppointmentRecord row, Appointment appointment) {
    ZoneId zone = appointment.zone();
    TimeSlot slot = appointment.slot();
    Details details =
        new Details(appointment.patient(), appointment.services(), appointment.description());
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
    return of(row, new Details(new Patient("", null, null, null), List.of(), null));
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
