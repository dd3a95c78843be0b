package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.appointment.AppointmentStore;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.CalendarView;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.style.EventPreview;
import org.wardbell.activities.calendar.style.EventStyle;
import org.wardbell.activities.calendar.style.EventStyles;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.appointment.Appointment;

/** Events shown as Google would show them; nothing is written. */
@RestController
@Tag(name = "Calendars")
class EventPreviewsController {
  private final EventStyles styles;
  private final CalendarStore calendars;
  private final AppointmentStore appointments;
  private final ClinicStore clinics;
  private final AuditStore audit;
  private final DSLContext database;

  EventPreviewsController(
      EventStyles styles,
      CalendarStore calendars,
      AppointmentStore appointments,
      ClinicStore clinics,
      AuditStore audit,
      DSLContext database) {
    this.styles = styles;
    this.calendars = calendars;
    this.appointments = appointments;
    this.clinics = clinics;
    this.audit = audit;
    this.database = database;
  }

  @PostMapping("/api/v1/clinics/{id}/event-style/preview")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Show an event as Google would show it",
      description =
          "Of an appointment, or of a made-up one; with a style that is tried out, or the one that counts. Nothing is written"
              + " to Google. The look is written to the audit trail.")
  EventPreviewView preview(
      @PathVariable UUID id, @RequestBody EventPreviewRequest request, Caller caller) {
    caller.requireSees(id, "clinic");
    ClinicFacts clinic = clinics.find(id).orElseThrow(() -> ProblemException.notFound("clinic"));
    FieldChecks checks = new FieldChecks();
    UUID calendarId = checks.optionalId("calendar_id", request.calendarId());
    UUID appointmentId = checks.optionalId("appointment_id", request.appointmentId());
    EventStyle tried = request.style() == null ? null : request.style().checked("style.", checks);
    checks.orThrow();
    CalendarPolicy policy =
        calendarId == null ? CalendarPolicy.STANDARD : calendar(id, calendarId).policy();
    EventStyle style =
        tried == null ? styles.decided(id, calendarId == null ? id : calendarId).style() : tried;
    Appointment appointment = appointmentId == null ? null : appointment(id, appointmentId);
    audit.append(
        database,
        AuditEntry.of(
            id,
            caller.origin(),
            "calendar.event_previewed",
            appointmentId == null ? "clinic/" + id : "appointment/" + appointmentId));
    return EventPreviewView.of(
        appointment == null
            ? EventPreview.sample(style, policy, clinic)
            : EventPreview.of(
                style, policy, clinic, appointments.doctorOf(appointment), appointment));
  }

  private CalendarView calendar(UUID clinic, UUID id) {
    Optional<CalendarView> found =
        calendars.find(id).filter(calendar -> calendar.clinicId().equals(clinic));
    return found.orElseThrow(() -> ProblemException.notFound("calendar"));
  }

  private Appointment appointment(UUID clinic, UUID id) {
    Optional<Appointment> found =
        appointments.find(id).filter(appointment -> appointment.clinicId().equals(clinic));
    return found.orElseThrow(() -> ProblemException.notFound("appointment"));
  }
}
