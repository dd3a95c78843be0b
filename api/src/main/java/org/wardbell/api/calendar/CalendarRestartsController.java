package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.calendar.CalendarRestart;
import org.wardbell.activities.calendar.CalendarRestarts;
import org.wardbell.activities.calendar.CalendarWakes;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The administrator's ways with a calendar in trouble, without the doctor's consent. */
@RestController
@RequestMapping("/api/v1/calendars")
@Tag(name = "Calendars", description = "Doctors' Google Calendars and how well they are in step.")
class CalendarRestartsController {
  private final VisibleCalendars visible;
  private final CalendarRestarts restarts;
  private final CalendarWakes wakes;

  CalendarRestartsController(
      VisibleCalendars visible, CalendarRestarts restarts, CalendarWakes wakes) {
    this.visible = visible;
    this.restarts = restarts;
    this.wakes = wakes;
  }

  @PostMapping("/{id}/resume")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Let a calendar go on",
      description =
          "With the permission that it has: after the operator or the doctor set right what Google refused. A calendar in RECONNECT_NEEDED is compared as a whole; one that waits before Google is asked again waits no longer. 409 if there is no permission to go on with.")
  @ApiResponse(responseCode = "202", description = "Under way.", useReturnTypeSchema = true)
  ResponseEntity<ConnectedCalendarView> resume(@PathVariable UUID id, Caller caller) {
    UUID clinic = visible.find(id, caller).clinicId();
    return answer(restarts.resume(clinic, id, caller.origin()), id, caller);
  }

  @PostMapping("/{id}/sync")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Compare a calendar as a whole",
      description =
          "Reads every event from 30 days ago to 400 days ahead and compares it with the appointments, as happens by itself every 30 days. At most three times an hour (429).")
  @ApiResponse(responseCode = "202", description = "Under way.", useReturnTypeSchema = true)
  ResponseEntity<ConnectedCalendarView> sync(@PathVariable UUID id, Caller caller) {
    UUID clinic = visible.find(id, caller).clinicId();
    return answer(restarts.compare(clinic, id, caller.origin()), id, caller);
  }

  private ResponseEntity<ConnectedCalendarView> answer(
      CalendarRestart restart, UUID id, Caller caller) {
    return switch (restart) {
      case CalendarRestart.Done() -> {
        wakes.calendarChanged(id);
        yield ResponseEntity.status(HttpStatus.ACCEPTED)
            .body(ConnectedCalendarView.of(visible.find(id, caller)));
      }
      case CalendarRestart.Unknown() -> throw ProblemException.notFound("calendar");
      case CalendarRestart.NeedsDoctor() ->
          throw ProblemException.of(
              ProblemKind.CONFLICT,
              "There is no permission of the doctor's to go on with. Connect the calendar again: POST /api/v1/calendars.");
      case CalendarRestart.NotLive() ->
          throw ProblemException.of(
              ProblemKind.CONFLICT,
              "The calendar is not kept in step at the moment. Resume it (POST /api/v1/calendars/{id}/resume) or connect it again; both compare it as a whole.");
      case CalendarRestart.TooOften(var wait) ->
          throw ProblemException.later(
              ProblemKind.TOO_MANY_REQUESTS,
              "The calendar was compared as a whole three times within the hour. Changes are read all the same.",
              wait);
    };
  }
}
