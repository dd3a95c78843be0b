package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.calendar.CalendarConnection;
import org.wardbell.activities.calendar.CalendarRefusal;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.CalendarWakes;
import org.wardbell.activities.calendar.google.CalendarPermission;
import org.wardbell.activities.calendar.google.GoogleConfiguration;
import org.wardbell.activities.calendar.trouble.Quarantine;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.workflows.calendar.CalendarState;

/** Doctors' Google Calendars: connected once, then kept in step both ways. */
@RestController
@RequestMapping("/api/v1/calendars")
@Tag(name = "Calendars", description = "Doctors' Google Calendars and how well they are in step.")
class CalendarsController {
  static final int MAXIMUM_ID = 120;
  static final int MAXIMUM_CALENDAR_ID = 254;

  /** Google promises refresh tokens of at most 512 bytes; some are longer in practice. */
  private static final int MAXIMUM_TOKEN = 2_048;

  private final CalendarStore calendars;
  private final CalendarCommands commands;
  private final CalendarWakes wakes;
  private final RequestedClinic requestedClinic;
  private final boolean hasServiceAccount;

  CalendarsController(
      CalendarStore calendars,
      CalendarCommands commands,
      CalendarWakes wakes,
      RequestedClinic requestedClinic,
      Environment environment) {
    this.hasServiceAccount = GoogleConfiguration.hasServiceAccount(environment);
    this.calendars = calendars;
    this.commands = commands;
    this.wakes = wakes;
    this.requestedClinic = requestedClinic;
  }

  @PostMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Connect a doctor's calendar with a permission that you have",
      description =
          "With a refresh token, or by the installation's service account (delegated_to); to let"
              + " the doctor consent, see POST /api/v1/calendars/connections. Connecting the same"
              + " one again renews the permission and compares everything anew. A doctor may have"
              + " several; receives_appointments says which one gets new appointments. 409 if a"
              + " Google account consented to this one.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<ConnectedCalendarView> connect(
      @RequestBody CalendarRequest request, Caller caller) {
    UUID clinic = requestedClinic.of(caller, request.clinic());
    UUID id = connect(checked(request, clinic, caller), caller);
    wakes.calendarChanged(id);
    return ResponseEntity.created(URI.create("/api/v1/calendars/" + id))
        .body(ConnectedCalendarView.of(commands.find(id, caller)));
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(summary = "List calendars with their state", description = "Newest first.")
  Page<ConnectedCalendarView> list(
      @Parameter(description = "Only of this doctor: the clinic's own id, or ours.")
          @RequestParam(name = "doctor_id", required = false)
          @Nullable String doctor,
      @Parameter(description = "Only those in this state.") @RequestParam(required = false)
          @Nullable CalendarState state,
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = PageRequest.of(limit, cursor);
    return page.page(
        calendars.list(caller.clinic(clinic, null), doctor, state, page.afterId(), page.rows()),
        calendar -> calendar.id().toString(),
        ConnectedCalendarView::of);
  }

  @GetMapping("/{id}")
  @Needs(Role.READER)
  @Operation(
      summary = "Read a calendar's state",
      description =
          "How its synchronisation is doing: times, what waits, what is wrong and what to do.")
  ConnectedCalendarView read(@PathVariable UUID id, Caller caller) {
    return ConnectedCalendarView.of(commands.find(id, caller));
  }

  @GetMapping("/{id}/quarantine")
  @Needs(Role.READER)
  @Operation(
      summary = "List events that cannot be read",
      description =
          "Their ids, why, and since when, in the order of the ids; nothing that is in them. An"
              + " event leaves the list when it is read well, or is gone.")
  Page<QuarantinedEventView> quarantine(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    UUID calendar = commands.find(id, caller).id();
    PageRequest page = PageRequest.of(limit, cursor);
    return page.page(
        calendars.quarantine(calendar, page.cursor(), page.rows()),
        Quarantine.Item::id,
        QuarantinedEventView::of);
  }

  @DeleteMapping("/{id}")
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Give a calendar up",
      description = "Events that are in it stay there; nothing is kept in step any more.")
  void disconnect(@PathVariable UUID id, IfMatch condition, Caller caller) {
    commands.disconnect(
        id, before -> condition.require(ConnectedCalendarView.of(before).revision()), caller);
  }

  @PostMapping("/{id}/receive")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Let a calendar receive the doctor's new appointments",
      description =
          "Instead of the one that did. Events that are in another calendar of the doctor's stay"
              + " there. 409 if the calendar was given up.")
  ConnectedCalendarView receive(@PathVariable UUID id, IfMatch condition, Caller caller) {
    commands.receive(
        id, before -> condition.require(ConnectedCalendarView.of(before).revision()), caller);
    return ConnectedCalendarView.of(commands.find(id, caller));
  }

  private UUID connect(CalendarConnection wanted, Caller caller) {
    try {
      return calendars.connect(wanted, caller.origin());
    } catch (CalendarRefusal refusal) {
      throw ConnectionCommands.refused(refusal);
    }
  }

  private CalendarConnection checked(CalendarRequest request, UUID clinic, Caller caller) {
    FieldChecks checks = new FieldChecks();
    CalendarConnection wanted =
        new CalendarConnection(
            clinic,
            DoctorMention.of(checks.text("doctor_id", request.doctorId(), MAXIMUM_ID)),
            checks.text("google_calendar_id", request.googleCalendarId(), MAXIMUM_CALENDAR_ID),
            permission(request, caller, checks),
            null,
            RequestedPolicy.of(request.deletion(), request.guests(), request.meet(), checks),
            Boolean.TRUE.equals(request.receivesAppointments()));
    checks.orThrow();
    return wanted;
  }

  /**
   * Returns the permission that a request brings. A delegation reaches every account of a domain,
   * and other clinics' doctors may have theirs there, so only the installation may use it.
   */
  private CalendarPermission permission(
      CalendarRequest request, Caller caller, FieldChecks checks) {
    String account =
        checks.optionalText("delegated_to", request.delegatedTo(), MAXIMUM_CALENDAR_ID);
    if (account == null) {
      return new CalendarPermission.Consent(
          checks.text("refresh_token", request.refreshToken(), MAXIMUM_TOKEN));
    }
    if (!caller.isInstallation()) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN,
          "Only a key or person of the installation connects by delegation, because it reaches"
              + " every account of the domain. Let the doctor consent instead: POST"
              + " /api/v1/calendars/connections.");
    }
    if (!hasServiceAccount) {
      checks.add(
          "delegated_to",
          "needs a service account, and this server has none",
          "Set WARDBELL_GOOGLE_SERVICE_ACCOUNT_FILE and start it again.");
    }
    if (request.refreshToken() != null) {
      checks.add("refresh_token", "contradicts delegated_to", "Leave one of them out.");
    }
    return new CalendarPermission.Delegation(account);
  }
}
