package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;

/** The controller of connections by consent: begins them, shows them, takes the choice. */
@RestController
@RequestMapping("/api/v1/calendars/connections")
@Tag(name = "Calendars")
class ConnectionsController {
  private final ConnectionCommands commands;

  ConnectionsController(ConnectionCommands commands) {
    this.commands = commands;
  }

  @PostMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Connect a doctor's calendar by consent",
      description =
          "Give the answer's authorization_url to the doctor. After the consent, in the same"
              + " browser, Google leads back to /calendar/callback of WARDBELL_PUBLIC_URL, which"
              + " has to be registered there as redirect URI. Also how a calendar that needs its"
              + " doctor (RECONNECT_NEEDED) is connected again; another Google account is refused"
              + " then.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<ConnectionStartView> start(@RequestBody ConnectionRequest request, Caller caller) {
    ConnectionStartView begun = commands.begin(request, caller);
    return ResponseEntity.created(URI.create("/api/v1/calendars/connections/" + begun.id()))
        .body(begun);
  }

  @GetMapping("/{id}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Read what became of a connection",
      description = "With the account's calendars while one is to be chosen. Kept for 30 days.")
  ConnectionView read(@PathVariable UUID id, Caller caller) {
    return ConnectionView.of(commands.find(id, caller));
  }

  @PostMapping("/{id}/choose")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Choose one of the account's calendars",
      description =
          "For a connection that is CHOOSING, within an hour of the consent. 409 if nothing is to"
              + " be chosen. It may be a further calendar of the doctor's: all are read, and one"
              + " receives new appointments.")
  @ApiResponse(responseCode = "200", description = "Connected.", useReturnTypeSchema = true)
  ConnectionView choose(@PathVariable UUID id, @RequestBody ChoiceRequest request, Caller caller) {
    commands.choose(id, request.googleCalendarId(), caller);
    return ConnectionView.of(commands.find(id, caller));
  }
}
