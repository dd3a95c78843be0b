package org.wardbell.activities.appointment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.wardbell.activities.appointment.AppointmentRefusal.Reason;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.ChangeSource;
import org.wardbell.workflows.appointment.StatusRule;

/** The changes of an appointment's status by a person or a program, and its deletion. */
final class StatusChanges {
  private final DSLContext database;
  private final DoctorStore doctors;
  private final AppointmentRows rows;
  private final AppointmentWriter writer;

  StatusChanges(
      DSLContext database, DoctorStore doctors, AppointmentRows rows, AppointmentWriter writer) {
    this.database = database;
    this.doctors = doctors;
    this.rows = rows;
    this.writer = writer;
  }

  ChangedAppointment change(
      UUID clinicId,
      UUID id,
      AppointmentStatus status,
      Consumer<Appointment> condition,
      AuditOrigin origin) {
    while (true) {
      Optional<ChangedAppointment> changed =
          inTurn(id, transaction -> change(transaction, clinicId, id, status, condition, origin));
      if (changed.isPresent()) {
        return changed.get();
      }
    }
  }

  /** Returns nothing if the appointment went to another doctor before its lock was taken. */
  private Optional<ChangedAppointment> change(
      DSLContext transaction,
      UUID clinicId,
      UUID id,
      AppointmentStatus status,
      Consumer<Appointment> condition,
      AuditOrigin origin) {
    Appointment seen = AppointmentWriter.known(clinicId, rows.findKept(transaction, id));
    if (status.isOpen()) {
      doctors.lock(transaction, seen.doctorId());
    }
    Appointment before = AppointmentWriter.known(clinicId, rows.lockKept(transaction, id));
    if (!before.doctorId().equals(seen.doctorId())) {
      return Optional.empty();
    }
    condition.accept(before);
    Doctor doctor = doctors.get(transaction, before.doctorId());
    if (before.status() == status) {
      return Optional.of(new ChangedAppointment(before, doctor, RecordedEvents.NONE, List.of()));
    }
    if (!StatusRule.after(before.status()).contains(status)) {
      throw AppointmentRefusal.status(before.status());
    }
    Appointment after = before.withStatus(status, ApplicationClock.now());
    if (status.isOpen() && !before.status().isOpen()) {
      AppointmentWriter.requireFree(transaction, after);
    }
    rows.update(transaction, before, after);
    if (status.isOpen() && !before.status().isOpen()) {
      OutboundMarks.readAgain(transaction, id);
    }
    boolean cancelled = status == AppointmentStatus.CANCELLED;
    AppointmentHistory.write(
        transaction,
        after,
        origin,
        cancelled ? "cancelled" : "status",
        Map.of("from_status", before.status().name(), "status", status.name()));
    writer.note(
        transaction,
        origin,
        cancelled ? "appointment.cancelled" : "appointment.status_changed",
        after,
        cancelled ? Map.of() : Map.of("status", status.name()));
    return Optional.of(
        writer.changed(transaction, after, doctor, news(before, after, doctor, origin)));
  }

  private static List<NewEvent> news(
      Appointment before, Appointment after, Doctor doctor, AuditOrigin origin) {
    ChangeSource source = AppointmentHistory.source(origin);
    return after.status() == AppointmentStatus.CANCELLED
        ? AppointmentEvents.cancelled(before, after, doctor, source)
        : List.of(
            AppointmentEvents.of(
                "appointment.status_changed",
                after,
                doctor,
                source,
                AppointmentEvents.previousStatus(before)));
  }

  ChangedAppointment cancel(
      UUID clinicId, UUID id, Consumer<Appointment> condition, AuditOrigin origin) {
    return change(
        clinicId,
        id,
        AppointmentStatus.CANCELLED,
        before -> {
          condition.accept(before);
          if (!before.status().isOpen() && before.status() != AppointmentStatus.CANCELLED) {
            throw new AppointmentRefusal(Reason.CLOSED);
          }
        },
        origin);
  }

  ChangedAppointment delete(
      UUID clinicId, UUID id, Consumer<Appointment> condition, AuditOrigin origin) {
    return inTurn(id, transaction -> delete(transaction, clinicId, id, condition, origin));
  }

  private ChangedAppointment delete(
      DSLContext transaction,
      UUID clinicId,
      UUID id,
      Consumer<Appointment> condition,
      AuditOrigin origin) {
    Appointment before = AppointmentWriter.known(clinicId, rows.lockKept(transaction, id));
    condition.accept(before);
    // Cancelled, so that it leaves the calendars, too.
    Appointment after =
        AppointmentErasure.erased(
            before.withStatus(AppointmentStatus.CANCELLED, ApplicationClock.now()));
    rows.update(transaction, before, after);
    AppointmentRows.delete(transaction, id);
    OutboundMarks.forget(transaction, id);
    AppointmentHistory.write(
        transaction, after, origin, "deleted", Map.of("from_status", before.status().name()));
    writer.note(transaction, origin, "appointment.deleted", after, Map.of());
    return writer.changed(
        transaction,
        after,
        doctors.get(transaction, after.doctorId()),
        List.of(AppointmentEvents.deleted(after, AppointmentHistory.source(origin))));
  }

  /** Runs a transaction that locks an appointment, when it is the turn of its doctor. */
  private <T> T inTurn(UUID id, Function<DSLContext, T> change) {
    return DoctorStore.inTurn(
        AppointmentRows.doctorOf(database, id).orElse(id),
        () -> Contention.result(database, each -> change.apply(each.dsl())));
  }
}
