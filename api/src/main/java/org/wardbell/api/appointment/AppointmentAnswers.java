package org.wardbell.api.appointment;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.appointment.AppointmentRefusal;
import org.wardbell.activities.appointment.AppointmentStore;
import org.wardbell.activities.appointment.ChangedAppointment;
import org.wardbell.activities.appointment.FreeTimes;
import org.wardbell.activities.calendar.CalendarWakes;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.FreeSlot;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.StatusRule;

/** The answers to changes of appointments, and to those that were refused. */
@Component
final class AppointmentAnswers {
  /** Free slots that a refused booking is told. */
  private static final int ALTERNATIVES = 5;

  private final AppointmentStore appointments;
  private final FreeTimes freeTimes;
  private final WorkflowStarts starts;
  private final CalendarWakes wakes;

  AppointmentAnswers(
      AppointmentStore appointments,
      FreeTimes freeTimes,
      WorkflowStarts starts,
      CalendarWakes wakes) {
    this.appointments = appointments;
    this.freeTimes = freeTimes;
    this.starts = starts;
    this.wakes = wakes;
  }

  /** Returns the appointment, or ends the request with 404. */
  Appointment visible(UUID id, Caller caller) {
    Appointment found =
        appointments.find(id).orElseThrow(() -> ProblemException.notFound("appointment"));
    caller.requireSees(found.clinicId(), "appointment");
    return found;
  }

  /**
   * Makes a change and what follows its commit.
   *
   * @param zone in which free slots are told if it is refused because the wanted one is taken
   */
  AppointmentView changed(ZoneId zone, Supplier<ChangedAppointment> change) {
    ChangedAppointment changed;
    try {
      changed = change.get();
    } catch (AppointmentRefusal refusal) {
      throw problem(refusal, zone);
    }
    starts.start(changed.events());
    wakes.appointmentsChanged(changed.calendarsToWake());
    return AppointmentView.of(changed.appointment(), changed.doctor(), false);
  }

  private ProblemException problem(AppointmentRefusal refusal, ZoneId zone) {
    return switch (refusal.reason()) {
      case UNKNOWN -> ProblemException.notFound("appointment");
      case SLOT_TAKEN -> taken(refusal.taken(), zone);
      case EXTERNAL_ID_TAKEN ->
          conflict(
              "external_id",
              "belongs to another appointment of this clinic",
              "Change that appointment, or use a new id.");
      case CLOSED ->
          conflict(
              "status",
              "says that the appointment is cancelled or over",
              "Book a new appointment instead.");
      case STATUS -> status(refusal.status());
    };
  }

  private ProblemException taken(AppointmentRefusal.@Nullable Taken taken, ZoneId zone) {
    List<FreeSlot> free =
        taken == null
            ? List.of()
            : freeTimes.alternatives(taken.doctorId(), taken.slot(), ALTERNATIVES).stream()
                .map(slot -> FreeSlot.of(slot.start(), slot.end(), zone))
                .toList();
    return conflict(
            "start",
            "is not free: the doctor has another appointment or is busy then",
            "Choose another time; alternatives has the next ones that are free.")
        .withAlternatives(free);
  }

  private static ProblemException status(@Nullable AppointmentStatus now) {
    return conflict(
        "status",
        "does not follow " + now,
        "After " + now + " comes one of " + (now == null ? "" : StatusRule.after(now)) + ".");
  }

  private static ProblemException conflict(String field, String problem, String fix) {
    return ProblemException.of(
        ProblemKind.CONFLICT,
        "The appointment was not changed; see errors.",
        List.of(new FieldProblem(field, problem, fix)));
  }
}
