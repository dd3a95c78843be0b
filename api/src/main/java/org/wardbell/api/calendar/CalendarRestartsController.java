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
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;

/** The administrator's ways with a calendar in trouble, without the doctor's consent. */
@RestController
@RequestMapping("/api/v1/calendars")
@Tag(name = "Calendars", description = "Doctors' Google Calendars and how well they are in step.")
class CalendarRestartsController {
  private final CalendarCommands commands;

  CalendarRestartsController(CalendarCommands commands) {
    this.commands = commands;
  }

  @PostMapping("/{id}/resume")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Let a calendar go on",
      description =
          "With the permission that it has: after the operator or the doctor set right what Google"
              + " refused. A calendar in RECONNECT_NEEDED is compared as a whole; one that waits"
              + " before Google is asked again waits no longer. 409 if there is no permission to go"
              + " on with.")
  @ApiResponse(responseCode = "202", description = "Under way.", useReturnTypeSchema = true)
  ResponseEntity<ConnectedCalendarView> resume(@PathVariable UUID id, Caller caller) {
    commands.resume(id, caller);
    return answer(id, caller);
  }

  @PostMapping("/{id}/sync")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Compare a calendar as a whole",
      description =
          "Reads every event from 30 days ago to 400 days ahead and compares it with the"
              + " appointments, as happens by itself every 30 days. At most three times an hour"
              + " (429).")
  @ApiResponse(responseCode = "202", description = "Under way.", useReturnTypeSchema = true)
  ResponseEntity<ConnectedCalendarView> sync(@PathVariable UUID id, Caller caller) {
    commands.compare(id, caller);
    return answer(id, caller);
  }

  private ResponseEntity<ConnectedCalendarView> answer(UUID id, Caller caller) {
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .body(ConnectedCalendarView.of(commands.find(id, caller)));
  }
}
