package org.wardbell.api.appointment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.appointment.AppointmentList;
import org.wardbell.activities.appointment.AppointmentStore;
import org.wardbell.activities.appointment.NewAppointment;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.page.Include;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import tools.jackson.databind.node.ObjectNode;

/** Books, moves and cancels; events and the doctor's calendar follow from the same commit. */
@RestController
@RequestMapping("/api/v1/appointments")
@Tag(name = "Appointments", description = "What a doctor's calendar is kept in step with.")
class AppointmentsController {
  private static final String DATA = "data";

  private final AppointmentStore appointments;
  private final RequestedClinic requestedClinic;
  private final AppointmentAnswers answers;
  private final AppointmentBodies bodies;
  private final AppointmentCommands commands;

  AppointmentsController(
      AppointmentStore appointments,
      RequestedClinic requestedClinic,
      AppointmentAnswers answers,
      AppointmentBodies bodies,
      AppointmentCommands commands) {
    this.commands = commands;
    this.bodies = bodies;
    this.appointments = appointments;
    this.requestedClinic = requestedClinic;
    this.answers = answers;
  }

  @PostMapping
  @Needs(Role.WRITER)
  @Operation(
      summary = "Book an appointment",
      description =
          "409 if the doctor is not free then: another appointment, or busy time in the calendar."
              + " Its alternatives are the next free slots of the same length.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<AppointmentView> book(@RequestBody AppointmentRequest request, Caller caller) {
    AppointmentView booked = commands.book(request, caller);
    return ResponseEntity.created(URI.create("/api/v1/appointments/" + booked.id())).body(booked);
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(
      summary = "List appointments",
      description =
          "The latest start first, without whom they are for. Each request is written to the audit"
              + " trail.")
  Page<AppointmentView> list(
      @Parameter(description = "Only of this doctor: the clinic's own id, or ours.")
          @RequestParam(name = "doctor_id", required = false)
          @Nullable String doctor,
      @Parameter(description = "Only of the patient with this id of the clinic.")
          @RequestParam(name = "patient_id", required = false)
          @Nullable String patient,
      @Parameter(description = "Only those in this state; KiviCare's numbers and names are taken.")
          @RequestParam(required = false)
          @Nullable String status,
      @Parameter(description = "Starting at this moment or later (RFC 3339).")
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = "Starting before this moment (RFC 3339).")
          @RequestParam(required = false)
          @Nullable String to,
      @Parameter(description = "Of this clinic; the key's own or default.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable String clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    UUID of = requestedClinic.ofParameter(caller, clinic);
    PageRequest page = PageRequest.of(limit, cursor);
    FieldChecks checks = new FieldChecks();
    Instant earliest = checks.optionalTime("from", from);
    Instant end = checks.optionalTime("to", to);
    checks.period(earliest, end);
    AppointmentStatus state = AppointmentChecks.status("status", status, checks);
    checks.orThrow();
    AppointmentList.Filter filter =
        new AppointmentList.Filter(
            of, doctor, patient, state, earliest, end, AppointmentCursor.read(page));
    return page.page(
        commands.list(filter, page.rows(), caller),
        listed -> AppointmentCursor.of(listed.appointment()),
        listed -> AppointmentView.of(listed.appointment(), listed.doctor(), false));
  }

  @GetMapping("/{id}")
  @Needs(Role.READER)
  @Operation(
      summary = "Read an appointment",
      description =
          "include=data adds patient, services, description and meeting_link. Each read is written"
              + " to the audit trail.")
  AppointmentView read(
      @PathVariable UUID id,
      @Parameter(
              description = "data adds patient, services, description and meeting_link.",
              schema = @Schema(allowableValues = "data"))
          @RequestParam(required = false)
          @Nullable String include,
      Caller caller) {
    boolean withData = Include.asks(include, DATA);
    Appointment found = commands.read(id, withData, caller);
    return AppointmentView.of(found, appointments.doctorOf(found), withData);
  }

  @PutMapping("/{id}")
  @Needs(Role.WRITER)
  @Operation(
      summary = "Change an appointment",
      description =
          "Replaces all that a booking gives, except external_id, which stays. What was read can be"
              + " sent back, with or without its data: without patient, patient, services and"
              + " description stay as they are.")
  AppointmentView update(
      @PathVariable UUID id,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = AppointmentRequest.class)))
          @RequestBody
          ObjectNode body,
      IfMatch condition,
      Caller caller) {
    Appointment found = answers.visible(id, caller);
    AppointmentView shown = AppointmentView.of(found, appointments.doctorOf(found), true);
    NewAppointment wanted =
        AppointmentChecks.checked(bodies.replacing(shown, body), found.clinicId());
    return answers.changed(
        wanted.zone(),
        () ->
            appointments.update(
                id,
                wanted,
                before -> condition.require(Integer.toString(before.version())),
                caller.origin()));
  }
}
