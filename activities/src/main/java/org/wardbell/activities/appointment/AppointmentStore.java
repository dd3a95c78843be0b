package org.wardbell.activities.appointment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.AppointmentRefusal.Reason;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.audit.ChangedFields;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.ChangeSource;

/**
 * The store of appointments: books, changes and cancels them. One transaction holds the
 * appointment, its history, the marks of the calendars that have to show it, and the events that
 * tell of it. Lock order: doctor, appointment, link.
 */
public final class AppointmentStore {
  private final DSLContext database;
  private final DoctorStore doctors;
  private final AppointmentRows rows;
  private final AppointmentWriter writer;
  private final AppointmentWriter silentWriter;
  private final StatusChanges statuses;

  public AppointmentStore(
      DSLContext database,
      DoctorStore doctors,
      Encryption encryption,
      EventStore events,
      AuditStore audit) {
    this(
        database,
        doctors,
        new AppointmentRows(encryption),
        new AppointmentWriter(events, audit),
        new AppointmentWriter(null, audit));
  }

  private AppointmentStore(
      DSLContext database,
      DoctorStore doctors,
      AppointmentRows rows,
      AppointmentWriter writer,
      AppointmentWriter silentWriter) {
    this.database = database;
    this.doctors = doctors;
    this.rows = rows;
    this.writer = writer;
    this.silentWriter = silentWriter;
    this.statuses = new StatusChanges(database, doctors, rows, writer);
  }

  /** Returns a store of the same rows whose changes no event tells of. */
  public AppointmentStore silent() {
    return new AppointmentStore(database, doctors, rows, silentWriter, silentWriter);
  }

  /**
   * Returns the appointment, of any clinic: the caller decides who may see it. One that was deleted
   * is not there.
   */
  public Optional<Appointment> find(UUID id) {
    return rows.findKept(database, id);
  }

  /** Returns the clinic's appointment with this id of its own. */
  public Optional<Appointment> findByExternalId(UUID clinicId, String externalId) {
    return rows.findByExternalId(database, clinicId, externalId);
  }

  /** Returns the doctor of an appointment. */
  public Doctor doctorOf(Appointment appointment) {
    return doctors.get(database, appointment.doctorId());
  }

  /**
   * Books a slot.
   *
   * @throws AppointmentRefusal if the slot or the external id is taken
   */
  public ChangedAppointment book(NewAppointment wanted, AuditOrigin origin) {
    return book(wanted, AppointmentStatus.BOOKED, origin);
  }

  /**
   * Books a slot in this status; one that is closed takes no time of the doctor's.
   *
   * @throws AppointmentRefusal if the slot or the external id is taken
   */
  public ChangedAppointment book(
      NewAppointment wanted, AppointmentStatus status, AuditOrigin origin) {
    return inTurn(wanted, transaction -> book(transaction, wanted, status, origin));
  }

  private ChangedAppointment book(
      DSLContext transaction, NewAppointment wanted, AppointmentStatus status, AuditOrigin origin) {
    Doctor doctor = doctors.mention(transaction, wanted.clinicId(), wanted.doctor());
    doctors.lock(transaction, doctor.id());
    Appointment booked = fresh(wanted, doctor, status);
    if (status.isOpen()) {
      AppointmentWriter.requireFree(transaction, booked);
    }
    insert(transaction, booked);
    AppointmentHistory.write(transaction, booked, origin, "booked", times(booked));
    writer.note(transaction, origin, "appointment.booked", booked, Map.of());
    return writer.changed(
        transaction, booked, doctor, List.of(event("appointment.booked", booked, doctor)));
  }

  /** Runs a transaction that locks a doctor, when it is its turn among those of this process. */
  private ChangedAppointment inTurn(
      NewAppointment wanted, Function<DSLContext, ChangedAppointment> change) {
    String reference = wanted.doctor().reference();
    Object doctor =
        doctors
            .find(database, wanted.clinicId(), reference)
            .<Object>map(Doctor::id)
            .orElse(wanted.clinicId() + "/" + reference);
    return DoctorStore.inTurn(
        doctor, () -> Contention.result(database, each -> change.apply(each.dsl())));
  }

  /**
   * Replaces the content of an appointment; its status and external id stay.
   *
   * @param condition sees the appointment under its lock, and throws to leave it as it is
   * @throws AppointmentRefusal if it is unknown or closed, or its new slot is taken
   */
  public ChangedAppointment update(
      UUID id, NewAppointment wanted, Consumer<Appointment> condition, AuditOrigin origin) {
    return inTurn(wanted, transaction -> update(transaction, id, wanted, condition, origin));
  }

  private ChangedAppointment update(
      DSLContext transaction,
      UUID id,
      NewAppointment wanted,
      Consumer<Appointment> condition,
      AuditOrigin origin) {
    Appointment seen = AppointmentWriter.known(wanted.clinicId(), rows.findKept(transaction, id));
    Doctor doctor = doctors.mention(transaction, wanted.clinicId(), wanted.doctor());
    Stream.of(seen.doctorId(), doctor.id())
        .distinct()
        .sorted()
        .forEach(each -> doctors.lock(transaction, each));
    Appointment before = AppointmentWriter.known(wanted.clinicId(), rows.lockKept(transaction, id));
    condition.accept(before);
    Appointment after = replaced(before, wanted, doctor);
    if (changedFields(before, after).isEmpty()) {
      return new ChangedAppointment(before, doctor, RecordedEvents.NONE, List.of());
    }
    if (!before.status().isOpen()) {
      throw new AppointmentRefusal(Reason.CLOSED);
    }
    if (!before.slot().equals(after.slot()) || !before.doctorId().equals(after.doctorId())) {
      AppointmentWriter.requireFree(transaction, after);
    }
    rows.update(transaction, before, after);
    AppointmentHistory.write(
        transaction, after, origin, "updated", AppointmentEvents.moved(before, after));
    writer.note(
        transaction,
        origin,
        "appointment.changed",
        after,
        Map.of("fields", changedFields(before, after)));
    if (!before.patient().isSameGuest(after.patient())
        || !before.doctorId().equals(after.doctorId())) {
      OutboundMarks.readAgain(transaction, id);
    }
    return writer.changed(
        transaction, after, doctor, List.of(event("appointment.updated", after, doctor)));
  }

  /**
   * Changes the status; to the one that it has changes nothing.
   *
   * @param condition sees the appointment under its lock, and throws to leave it as it is
   * @throws AppointmentRefusal if it is unknown, the status does not follow, or the doctor is not
   *     free any more
   */
  public ChangedAppointment changeStatus(
      UUID clinicId,
      UUID id,
      AppointmentStatus status,
      Consumer<Appointment> condition,
      AuditOrigin origin) {
    return statuses.change(clinicId, id, status, condition, origin);
  }

  /**
   * Cancels an appointment; cancelling again changes nothing.
   *
   * @throws AppointmentRefusal if it is unknown, or over
   */
  public ChangedAppointment cancel(UUID clinicId, UUID id, AuditOrigin origin) {
    return cancel(clinicId, id, _ -> {}, origin);
  }

  /**
   * Does the same.
   *
   * @param condition sees the appointment under its lock, and throws to leave it as it is
   */
  public ChangedAppointment cancel(
      UUID clinicId, UUID id, Consumer<Appointment> condition, AuditOrigin origin) {
    return statuses.cancel(clinicId, id, condition, origin);
  }

  /**
   * Deletes an appointment: its patient, services and description are gone, its external id is
   * free, and calendars forget it. Its time and its history stay.
   *
   * @param condition sees the appointment under its lock, and throws to leave it as it is
   * @throws AppointmentRefusal if it is unknown
   */
  public ChangedAppointment delete(
      UUID clinicId, UUID id, Consumer<Appointment> condition, AuditOrigin origin) {
    return statuses.delete(clinicId, id, condition, origin);
  }

  private static Map<String, String> times(Appointment appointment) {
    return Map.of(
        "start", appointment.slot().start().toString(), "end", appointment.slot().end().toString());
  }

  private static NewEvent event(String type, Appointment appointment, Doctor doctor) {
    return AppointmentEvents.of(type, appointment, doctor, ChangeSource.API, Map.of());
  }

  private void insert(DSLContext transaction, Appointment booked) {
    try {
      rows.insert(transaction, booked);
    } catch (IntegrityConstraintViolationException duplicate) {
      throw new AppointmentRefusal(Reason.EXTERNAL_ID_TAKEN);
    }
  }

  private static Appointment fresh(NewAppointment wanted, Doctor doctor, AppointmentStatus status) {
    Instant now = ApplicationClock.now();
    return new Appointment(
        Ids.next(),
        wanted.clinicId(),
        doctor.id(),
        wanted.externalId(),
        status,
        1,
        wanted.slot(),
        wanted.zone(),
        wanted.patient(),
        wanted.services(),
        wanted.description(),
        null,
        null,
        null,
        now,
        now);
  }

  private static Appointment replaced(Appointment before, NewAppointment wanted, Doctor doctor) {
    return new Appointment(
        before.id(),
        before.clinicId(),
        doctor.id(),
        before.externalId(),
        before.status(),
        before.version() + 1,
        wanted.slot(),
        wanted.zone(),
        wanted.patient(),
        wanted.services(),
        wanted.description(),
        meetingLink(before, wanted, doctor),
        before.patient().isSameGuest(wanted.patient()) ? before.rsvp() : null,
        before.sync(),
        before.createdAt(),
        ApplicationClock.now());
  }

  /** The address lets in whoever knows it, and another doctor's event has another meeting. */
  private static @Nullable String meetingLink(
      Appointment before, NewAppointment wanted, Doctor doctor) {
    return before.patient().id().equals(wanted.patient().id())
            && before.doctorId().equals(doctor.id())
        ? before.meetingLink()
        : null;
  }

  /** Returns the names of the fields that differ, as the API has them. */
  private static List<String> changedFields(Appointment before, Appointment after) {
    ChangedFields changed = new ChangedFields();
    changed.compare("doctor_id", before.doctorId(), after.doctorId());
    changed.compare("start", before.slot().start(), after.slot().start());
    changed.compare("end", before.slot().end(), after.slot().end());
    changed.compare("time_zone", before.zone(), after.zone());
    changed.compare("patient", before.patient(), after.patient());
    changed.compare("services", before.services(), after.services());
    changed.compare("description", before.description(), after.description());
    return changed.names();
  }
}
