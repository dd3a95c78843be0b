package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.calendar.CalendarConnection;
import org.wardbell.activities.calendar.CalendarRefusal;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.CalendarView;
import org.wardbell.activities.calendar.CalendarWakes;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** Doctors' Google Calendars: connected once, then kept in step both ways. */
@RestController
@RequestMapping("/api/v1/calendars")
@Tag(name = "Calendars", description = "Doctors' Google Calendars and how well they are in step.")
class CalendarsController {
  private static final int MAXIMUM_ID = 120;
  private static final int MAXIMUM_CALENDAR_ID = 254;

  /** Google promises refresh tokens of at most 512 bytes; some are longer in practice. */
  private static final int MAXIMUM_TOKEN = 2_048;

  private final CalendarStore calendars;
  private final CalendarWakes wakes;
  private final RequestedClinic requestedClinic;

  CalendarsController(
      CalendarStore calendars, CalendarWakes wakes, RequestedClinic requestedClinic) {
    this.calendars = calendars;
    this.wakes = wakes;
    this.requestedClinic = requestedClinic;
  }

  @PostMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Connect a doctor's calendar",
      description =
          "Connecting the same one again renews the permission and compares everything anew. 409 if the doctor has another connected calendar.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<ConnectedCalendarView> connect(
      @RequestBody CalendarRequest request, Caller caller) {
    UUID clinic = requestedClinic.of(caller, request.clinic());
    UUID id = connect(checked(request, clinic), caller);
    wakes.calendarChanged(id);
    return ResponseEntity.created(URI.create("/api/v1/calendars/" + id))
        .body(ConnectedCalendarView.of(visible(id, caller)));
  }

  @GetMapping("/{id}")
  @Needs(Role.READER)
  @Operation(summary = "Read a calendar's state")
  ConnectedCalendarView read(@PathVariable UUID id, Caller caller) {
    return ConnectedCalendarView.of(visible(id, caller));
  }

  @DeleteMapping("/{id}")
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Give a calendar up",
      description = "Events that are in it stay there; nothing is kept in step any more.")
  void disconnect(@PathVariable UUID id, Caller caller) {
    UUID clinic = visible(id, caller).clinicId();
    calendars.disconnect(clinic, id, caller.origin());
    wakes.calendarChanged(id);
  }

  private UUID connect(CalendarConnection wanted, Caller caller) {
    try {
      return calendars.connect(wanted, caller.origin());
    } catch (CalendarRefusal refusal) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "The calendar was not connected; see errors.",
          List.of(
              new FieldProblem(
                  "doctor_id",
                  "has another connected calendar",
                  "Give that one up first: DELETE /api/v1/calendars/{id}.")));
    }
  }

  private CalendarView visible(UUID id, Caller caller) {
    CalendarView found =
        calendars.find(id).orElseThrow(() -> ProblemException.notFound("calendar"));
    caller.requireSees(found.clinicId(), "calendar");
    return found;
  }

  private static CalendarConnection checked(CalendarRequest request, UUID clinic) {
    FieldChecks checks = new FieldChecks();
    CalendarConnection wanted =
        new CalendarConnection(
            clinic,
            DoctorMention.of(checks.text("doctor_id", request.doctorId(), MAXIMUM_ID)),
            checks.text("google_calendar_id", request.googleCalendarId(), MAXIMUM_CALENDAR_ID),
            checks.text("refresh_token", request.refreshToken(), MAXIMUM_TOKEN),
            new CalendarPolicy(
                choice("deletion", request.deletion(), CalendarPolicy.Deletion.CANCEL, checks),
                choice("guests", request.guests(), CalendarPolicy.Guests.NONE, checks),
                Boolean.TRUE.equals(request.meet())));
    checks.orThrow();
    return wanted;
  }

  private static <E extends Enum<E>> E choice(
      String field, @Nullable String value, E otherwise, FieldChecks checks) {
    if (value == null) {
      return otherwise;
    }
    for (E each : otherwise.getDeclaringClass().getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
        return each;
      }
    }
    checks.add(field, "is none of the words it can be", "The API reference lists them.");
    return otherwise;
  }
}
