package org.wardbell.activities.appointment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.wardbell.activities.appointment.AppointmentRefusal.Reason;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.audit.ChangedFields;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.ApplicationClock;
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
  private final EventStore events;
  private final AuditStore audit;

  public AppointmentStore(
      DSLContext database,
      DoctorStore doctors,
      Encryption encryption,
      EventStore events,
      AuditStore audit) {
    this.database = database;
    this.doctors = doctors;
    this.rows = new AppointmentRows(encryption);
    this.events = events;
    this.audit = audit;
  }

  /** Returns the appointment, of any clinic: the caller decides who may see it. */
  public Optional<Appointment> find(UUID id) {
    return rows.find(database, id);
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
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          Doctor doctor = doctors.mention(transaction, wanted.clinicId(), wanted.doctor());
          doctors.lock(transaction, doctor.id());
          Appointment booked = fresh(wanted, doctor);
          requireFree(transaction, booked);
          insert(transaction, booked);
          AppointmentHistory.write(transaction, booked, ChangeSource.API, "booked", times(booked));
          note(transaction, origin, "appointment.booked", booked, Map.of());
          return changed(
              transaction, booked, doctor, List.of(event("appointment.booked", booked, doctor)));
        });
  }

  /**
   * Replaces the content of an appointment; its status and external id stay.
   *
   * @param condition sees the appointment under its lock, and throws to leave it as it is
   * @throws AppointmentRefusal if it is unknown or closed, or its new slot is taken
   */
  public ChangedAppointment update(
      UUID id, NewAppointment wanted, Consumer<Appointment> condition, AuditOrigin origin) {
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          Appointment seen = known(wanted.clinicId(), rows.find(transaction, id));
          Doctor doctor = doctors.mention(transaction, wanted.clinicId(), wanted.doctor());
          Stream.of(seen.doctorId(), doctor.id())
              .distinct()
              .sorted()
              .forEach(each -> doctors.lock(transaction, each));
          Appointment before = known(wanted.clinicId(), rows.lock(transaction, id));
          condition.accept(before);
          Appointment after = replaced(before, wanted, doctor);
          if (changedFields(before, after).isEmpty()) {
            return new ChangedAppointment(before, doctor, RecordedEvents.NONE, List.of());
          }
          if (!before.status().isOpen()) {
            throw new AppointmentRefusal(Reason.CLOSED);
          }
          if (!before.slot().equals(after.slot()) || !before.doctorId().equals(after.doctorId())) {
            requireFree(transaction, after);
          }
          rows.update(transaction, after);
          AppointmentHistory.write(
              transaction,
              after,
              ChangeSource.API,
              "updated",
              AppointmentEvents.moved(before, after));
          note(
              transaction,
              origin,
              "appointment.changed",
              after,
              Map.of("fields", changedFields(before, after)));
          return changed(
              transaction, after, doctor, List.of(event("appointment.updated", after, doctor)));
        });
  }

  /**
   * Cancels an appointment; cancelling again changes nothing.
   *
   * @throws AppointmentRefusal if it is unknown, or over
   */
  public ChangedAppointment cancel(UUID clinicId, UUID id, AuditOrigin origin) {
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          Appointment before = known(clinicId, rows.lock(transaction, id));
          Doctor doctor = doctors.get(transaction, before.doctorId());
          if (before.status() == AppointmentStatus.CANCELLED) {
            return new ChangedAppointment(before, doctor, RecordedEvents.NONE, List.of());
          }
          if (!before.status().isOpen()) {
            throw new AppointmentRefusal(Reason.CLOSED);
          }
          Appointment after =
              before.withStatus(AppointmentStatus.CANCELLED, ApplicationClock.now());
          rows.update(transaction, after);
          AppointmentHistory.write(
              transaction, after, ChangeSource.API, "cancelled", previously(before));
          note(transaction, origin, "appointment.cancelled", after, Map.of());
          return changed(
              transaction,
              after,
              doctor,
              AppointmentEvents.cancelled(before, after, doctor, ChangeSource.API));
        });
  }

  private ChangedAppointment changed(
      DSLContext transaction, Appointment appointment, Doctor doctor, List<NewEvent> news) {
    List<UUID> calendars = OutboundMarks.mark(transaction, appointment);
    return new ChangedAppointment(appointment, doctor, events.record(transaction, news), calendars);
  }

  private void note(
      DSLContext transaction,
      AuditOrigin origin,
      String action,
      Appointment appointment,
      Map<String, Object> detail) {
    audit.append(
        transaction,
        AuditEntry.of(appointment.clinicId(), origin, action, "appointment/" + appointment.id())
            .with(detail));
  }

  private static Map<String, String> previously(Appointment before) {
    return Map.of("from_status", before.status().name());
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

  private static void requireFree(DSLContext transaction, Appointment wanted) {
    if (!SlotQuery.isFree(transaction, wanted.doctorId(), wanted.slot(), wanted.id())) {
      throw new AppointmentRefusal(Reason.SLOT_TAKEN);
    }
  }

  private static Appointment known(UUID clinicId, Optional<Appointment> found) {
    return found
        .filter(appointment -> appointment.clinicId().equals(clinicId))
        .orElseThrow(() -> new AppointmentRefusal(Reason.UNKNOWN));
  }

  private static Appointment fresh(NewAppointment wanted, Doctor doctor) {
    Instant now = ApplicationClock.now();
    return new Appointment(
        Ids.next(),
        wanted.clinicId(),
        doctor.id(),
        wanted.externalId(),
        AppointmentStatus.BOOKED,
        1,
        wanted.slot(),
        wanted.zone(),
        wanted.patient(),
        wanted.services(),
        wanted.description(),
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
        before.rsvp(),
        before.sync(),
        before.createdAt(),
        ApplicationClock.now());
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
