package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.calendar.style.DecidedStyle;
import org.wardbell.activities.calendar.style.EventStyle;
import org.wardbell.activities.calendar.style.EventStyles;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.change.ReturnedBodies;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import tools.jackson.databind.node.ObjectNode;

/** The endpoints for what events say in the calendars of a clinic, and in a single one. */
@RestController
@Tag(name = "Calendars")
class EventStylesController {
  private static final String OF_CLINIC = "/api/v1/clinics/{id}/event-style";
  private static final String OF_CALENDAR = "/api/v1/calendars/{id}/event-style";

  /** Says for whom the style was decided, which a change changes. */
  private static final Set<String> MOVING = Set.of("decided_for");

  private final EventStyles styles;
  private final CalendarCommands visible;
  private final ClinicStore clinics;
  private final ReturnedBodies bodies;

  EventStylesController(
      EventStyles styles, CalendarCommands visible, ClinicStore clinics, ReturnedBodies bodies) {
    this.styles = styles;
    this.visible = visible;
    this.clinics = clinics;
    this.bodies = bodies;
  }

  @GetMapping(OF_CLINIC)
  @Needs(Role.READER)
  @Operation(
      summary = "Read what events say in a clinic's calendars",
      description =
          "For calendars that have nothing of their own. decided_for says whether the clinic"
              + " decided it or it is the default.")
  EventStyleView ofClinic(@PathVariable UUID id, Caller caller) {
    requireClinic(id, caller);
    return shown(id, id);
  }

  @PutMapping(OF_CLINIC)
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Set what events say in a clinic's calendars",
      description =
          "For calendars that have nothing of their own. What counts already changes nothing. What"
              + " is left out gets its default. Coming events are brought up to it in the"
              + " background; restyle of each calendar shows how far that is. Past events stay as"
              + " they are.")
  EventStyleView changeOfClinic(
      @PathVariable UUID id,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = EventStyleRequest.class)))
          @RequestBody
          ObjectNode body,
      IfMatch condition,
      Caller caller) {
    requireClinic(id, caller);
    return change(id, id, body, condition, caller);
  }

  @GetMapping(OF_CALENDAR)
  @Needs(Role.READER)
  @Operation(
      summary = "Read what events say in a calendar",
      description =
          "What counts for it: its own, else its clinic's, else the default; decided_for says"
              + " which.")
  EventStyleView ofCalendar(@PathVariable UUID id, Caller caller) {
    return shown(visible.find(id, caller).clinicId(), id);
  }

  @PutMapping(OF_CALENDAR)
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Set what events say in a calendar",
      description =
          "In place of what its clinic has; what counts already changes nothing. What is left out"
              + " gets its default, not what the clinic has. Coming events are brought up to it in"
              + " the background; restyle of the calendar shows how far that is. Past events stay"
              + " as they are.")
  EventStyleView changeOfCalendar(
      @PathVariable UUID id,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = EventStyleRequest.class)))
          @RequestBody
          ObjectNode body,
      IfMatch condition,
      Caller caller) {
    return change(visible.find(id, caller).clinicId(), id, body, condition, caller);
  }

  @DeleteMapping(OF_CALENDAR)
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Let a calendar's events say what its clinic has",
      description = "Coming events are brought up to it in the background.")
  void forgetOfCalendar(@PathVariable UUID id, IfMatch condition, Caller caller) {
    UUID clinic = visible.find(id, caller).clinicId();
    put(clinic, id, null, Map.of("decided_for", "clinic"), condition, caller);
  }

  private EventStyleView change(
      UUID clinic, UUID scope, ObjectNode body, IfMatch condition, Caller caller) {
    EventStyle wanted = checked(body, shown(clinic, scope));
    DecidedStyle decided =
        new DecidedStyle(
            scope.equals(clinic) ? DecidedStyle.By.CLINIC : DecidedStyle.By.CALENDAR, wanted);
    put(clinic, scope, wanted, EventStyleView.of(decided).told(), condition, caller);
    return shown(clinic, scope);
  }

  private void put(
      UUID clinic,
      UUID scope,
      @Nullable EventStyle wanted,
      Map<String, Object> told,
      IfMatch condition,
      Caller caller) {
    styles.put(
        clinic,
        scope,
        wanted,
        before -> condition.require(EventStyleView.of(before).revision()),
        told,
        caller.origin());
  }

  /** Shows what counts for a clinic, or for one of its calendars. */
  private EventStyleView shown(UUID clinic, UUID scope) {
    return EventStyleView.of(styles.decided(clinic, scope));
  }

  private EventStyle checked(ObjectNode body, EventStyleView shown) {
    FieldChecks checks = new FieldChecks();
    EventStyle wanted =
        bodies.read(body, shown, EventStyleRequest.class, MOVING).checked("", checks);
    checks.orThrow();
    return wanted;
  }

  private void requireClinic(UUID id, Caller caller) {
    caller.requireSees(id, "clinic");
    if (clinics.find(id).isEmpty()) {
      throw ProblemException.notFound("clinic");
    }
  }
}
