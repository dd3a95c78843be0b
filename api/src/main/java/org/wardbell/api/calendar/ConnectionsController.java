package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.calendar.CalendarRefusal;
import org.wardbell.activities.calendar.CalendarWakes;
import org.wardbell.activities.calendar.consent.BegunConsent;
import org.wardbell.activities.calendar.consent.ConsentRefusal;
import org.wardbell.activities.calendar.consent.ConsentView;
import org.wardbell.activities.calendar.consent.ConsentWays;
import org.wardbell.activities.calendar.consent.Consents;
import org.wardbell.activities.calendar.consent.NewConsent;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.GoogleScopes;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The controller of connections by consent: begins them, shows them, takes the choice. */
@RestController
@RequestMapping("/api/v1/calendars/connections")
@Tag(name = "Calendars")
class ConnectionsController {
  private final ConsentWays ways;
  private final Consents consents;
  private final CalendarWakes wakes;
  private final ConsentAddresses addresses;
  private final RequestedClinic requestedClinic;

  ConnectionsController(
      ConsentWays ways,
      Consents consents,
      CalendarWakes wakes,
      ConsentAddresses addresses,
      RequestedClinic requestedClinic) {
    this.ways = ways;
    this.consents = consents;
    this.wakes = wakes;
    this.addresses = addresses;
    this.requestedClinic = requestedClinic;
  }

  @PostMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Connect a doctor's calendar by consent",
      description =
          "Give the answer's authorization_url to the doctor. After the consent, in the same browser, Google leads back to /calendar/callback of WARDBELL_PUBLIC_URL, which has to be registered there as redirect URI. Also how a calendar that needs its doctor (RECONNECT_NEEDED) is connected again; another Google account is refused then.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<ConnectionStartView> start(@RequestBody ConnectionRequest request, Caller caller) {
    UUID clinic = requestedClinic.of(caller, request.clinic());
    NewConsent wanted = checked(request, clinic);
    addresses.require();
    BegunConsent begun = ways.begin(wanted, caller.origin());
    return ResponseEntity.created(URI.create("/api/v1/calendars/connections/" + begun.id()))
        .body(
            new ConnectionStartView(
                begun.id(),
                addresses.ourPage(begun.ticket()),
                begun.expiresAt(),
                GoogleScopes.OF_CONSENT));
  }

  @GetMapping("/{id}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Read what became of a connection",
      description = "With the account's calendars while one is to be chosen. Kept for 30 days.")
  ConnectionView read(@PathVariable UUID id, Caller caller) {
    return ConnectionView.of(visible(id, caller));
  }

  @PostMapping("/{id}/choose")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Choose one of the account's calendars",
      description =
          "For a connection that is CHOOSING, within an hour of the consent. 409 if nothing is to be chosen. It may be a further calendar of the doctor's: all are read, and one receives new appointments.")
  @ApiResponse(responseCode = "200", description = "Connected.", useReturnTypeSchema = true)
  ConnectionView choose(@PathVariable UUID id, @RequestBody ChoiceRequest request, Caller caller) {
    visible(id, caller);
    FieldChecks checks = new FieldChecks();
    String chosen =
        checks.text(
            "google_calendar_id",
            request.googleCalendarId(),
            CalendarsController.MAXIMUM_CALENDAR_ID);
    checks.orThrow();
    try {
      wakes.calendarChanged(consents.choose(id, chosen, caller.origin()));
    } catch (CalendarRefusal refusal) {
      throw RefusedConnection.of(refusal);
    } catch (ConsentRefusal refusal) {
      throw refused(refusal);
    }
    return ConnectionView.of(visible(id, caller));
  }

  private static ProblemException refused(ConsentRefusal refusal) {
    return refusal.isUnknownCalendar()
        ? ProblemException.of(
            ProblemKind.INVALID,
            "Nothing was chosen; see errors.",
            List.of(
                new FieldProblem(
                    "google_calendar_id",
                    "is no calendar of this account in which it may write",
                    "Take one of the connection's calendars.")))
        : ProblemException.of(
            ProblemKind.CONFLICT,
            "This connection has nothing to choose. Its status says why; begin another one if it has ended.");
  }

  private ConsentView visible(UUID id, Caller caller) {
    ConsentView found =
        consents.find(id).orElseThrow(() -> ProblemException.notFound("connection"));
    caller.requireSees(found.clinicId(), "connection");
    return found;
  }

  private static NewConsent checked(ConnectionRequest request, UUID clinic) {
    FieldChecks checks = new FieldChecks();
    boolean decides =
        request.deletion() != null || request.guests() != null || request.meet() != null;
    CalendarPolicy policy =
        RequestedPolicy.of(request.deletion(), request.guests(), request.meet(), checks);
    NewConsent wanted =
        new NewConsent(
            clinic,
            DoctorMention.of(
                checks.text("doctor_id", request.doctorId(), CalendarsController.MAXIMUM_ID)),
            checks.optionalText(
                "google_calendar_id",
                request.googleCalendarId(),
                CalendarsController.MAXIMUM_CALENDAR_ID),
            Boolean.TRUE.equals(request.choose()),
            decides ? policy : null);
    if (wanted.chooses() && wanted.googleCalendarId() != null) {
      checks.add(
          "choose",
          "contradicts google_calendar_id",
          "Leave one of them out: either it is known which calendar, or it is chosen later.");
    }
    checks.orThrow();
    return wanted;
  }
}
