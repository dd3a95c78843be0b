package org.wardbell.api.appointment;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.appointment.AppointmentChanges;
import org.wardbell.activities.appointment.AppointmentList;
import org.wardbell.activities.appointment.AppointmentStore;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.appointment.NewAppointment;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.SlotRule;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * The commands on appointments that a caller sees, and the looks at them, which the audit trail
 * tells of; for REST and for pages.
 */
@Component
public final class AppointmentCommands {
  private final DSLContext database;
  private final AppointmentStore appointments;
  private final AppointmentList list;
  private final AppointmentChanges changes;
  private final AppointmentAnswers answers;
  private final RequestedClinic requestedClinic;
  private final AuditStore audit;

  AppointmentCommands(
      DSLContext database,
      AppointmentStore appointments,
      AppointmentList list,
      AppointmentChanges changes,
      AppointmentAnswers answers,
      RequestedClinic requestedClinic,
      AuditStore audit) {
    this.database = database;
    this.appointments = appointments;
    this.list = list;
    this.changes = changes;
    this.answers = answers;
    this.requestedClinic = requestedClinic;
    this.audit = audit;
  }

  /** Returns appointments of a clinic that the caller sees, the latest start first. */
  public List<AppointmentList.Listed> list(AppointmentList.Filter filter, int rows, Caller caller) {
    note(filter.clinicId(), caller, "appointment.listed", "*");
    return list.list(filter, rows);
  }

  /**
   * Returns an appointment, or ends the request with 404.
   *
   * @param withData whether the caller is shown whom it is for
   */
  public Appointment read(UUID id, boolean withData, Caller caller) {
    Appointment found = answers.visible(id, caller);
    note(
        found.clinicId(),
        caller,
        withData ? "appointment.data_read" : "appointment.read",
        id.toString());
    return found;
  }

  /** Returns the doctor of an appointment. */
  public Doctor doctorOf(Appointment appointment) {
    return appointments.doctorOf(appointment);
  }

  /**
   * Returns changes of an appointment that the caller sees, newest first.
   *
   * @param before only changes with a smaller number, or null to begin with the newest
   */
  public List<AppointmentChanges.Change> history(
      Appointment appointment, @Nullable Long before, int rows, Caller caller) {
    note(appointment.clinicId(), caller, "appointment.history_read", appointment.id().toString());
    return changes.list(appointment.id(), before, rows);
  }

  private void note(UUID clinic, Caller caller, String action, String target) {
    audit.append(database, AuditEntry.of(clinic, caller.origin(), action, "appointment/" + target));
  }

  /**
   * Books an appointment.
   *
   * @throws ProblemException 422 with what is wrong, 409 with free slots if the wanted one is taken
   */
  public AppointmentView book(AppointmentRequest request, Caller caller) {
    NewAppointment wanted =
        AppointmentChecks.checked(request, requestedClinic.of(caller, request.clinic()));
    return answers.changed(wanted.zone(), () -> appointments.book(wanted, caller.origin()));
  }

  /**
   * Moves an appointment; all else stays.
   *
   * @param condition sees it under its lock, and throws to leave it as it is
   * @throws ProblemException 422 if no appointment can have that time, 409 with free slots if it is
   *     taken
   */
  public AppointmentView move(
      UUID id, TimeSlot slot, Consumer<Appointment> condition, Caller caller) {
    Appointment found = answers.visible(id, caller);
    SlotRule.problem(slot)
        .ifPresent(
            problem -> {
              throw ProblemException.invalid("end", problem, "Check start and end.");
            });
    NewAppointment wanted =
        new NewAppointment(
            found.clinicId(),
            DoctorMention.of(found.doctorId().toString()),
            found.externalId(),
            slot,
            found.zone(),
            found.patient(),
            found.services(),
            found.description());
    return answers.changed(
        found.zone(), () -> appointments.update(id, wanted, condition, caller.origin()));
  }

  /**
   * Changes the status of an appointment.
   *
   * @param condition sees it under its lock, and throws to leave it as it is
   * @throws ProblemException 409 if the status does not follow, or the doctor is not free any more
   */
  public AppointmentView changeStatus(
      UUID id, AppointmentStatus status, Consumer<Appointment> condition, Caller caller) {
    Appointment found = answers.visible(id, caller);
    return answers.changed(
        found.zone(),
        () -> appointments.changeStatus(found.clinicId(), id, status, condition, caller.origin()));
  }
}
