package org.wardbell.api.appointment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.appointment.AppointmentStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;

/** The resources of an appointment's status, its end, and its history. */
@RestController
@RequestMapping("/api/v1/appointments/{id}")
@Tag(name = "Appointments")
class AppointmentStatusController {
  private final AppointmentStore appointments;
  private final AppointmentCommands commands;
  private final AppointmentAnswers answers;
  private final Cursors cursors;

  AppointmentStatusController(
      AppointmentStore appointments,
      AppointmentCommands commands,
      AppointmentAnswers answers,
      Cursors cursors) {
    this.appointments = appointments;
    this.commands = commands;
    this.answers = answers;
    this.cursors = cursors;
  }

  @PostMapping("/status")
  @Needs(Role.WRITER)
  @Operation(
      summary = "Change an appointment's status",
      description =
          "Also by KiviCare's numbers and names. To the status that it has changes nothing. What is"
              + " open (PENDING, BOOKED, ARRIVED, CHECKED_IN) may become anything; what is closed"
              + " only what corrects it, and open again only if the doctor is still free: otherwise"
              + " 409.")
  AppointmentView changeStatus(
      @PathVariable UUID id,
      @RequestBody AppointmentStatusRequest request,
      IfMatch condition,
      Caller caller) {
    AppointmentStatus status = request.checked();
    return commands.changeStatus(
        id, status, before -> condition.require(Integer.toString(before.version())), caller);
  }

  @PostMapping("/cancel")
  @Needs(Role.WRITER)
  @Operation(summary = "Cancel an appointment", description = "Cancelling again changes nothing.")
  AppointmentView cancel(@PathVariable UUID id, IfMatch condition, Caller caller) {
    Appointment found = answers.visible(id, caller);
    return answers.changed(
        found.zone(),
        () ->
            appointments.cancel(
                found.clinicId(),
                id,
                before -> condition.require(Integer.toString(before.version())),
                caller.origin()));
  }

  @DeleteMapping
  @Needs(Role.WRITER)
  @Operation(
      summary = "Delete an appointment",
      description =
          "Its patient, services and description are gone, its external id is free, and the"
              + " doctor's calendar forgets it. To tell the patient, cancel it before. Events that"
              + " were sent stay for as long as the clinic keeps events.")
  @ApiResponse(responseCode = "204", description = "Deleted.")
  ResponseEntity<Void> delete(@PathVariable UUID id, IfMatch condition, Caller caller) {
    Appointment found = answers.visible(id, caller);
    var _ =
        answers.changed(
            found.zone(),
            () ->
                appointments.delete(
                    found.clinicId(),
                    id,
                    before -> condition.require(Integer.toString(before.version())),
                    caller.origin()));
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/history")
  @Needs(Role.READER)
  @Operation(
      summary = "List the changes of an appointment",
      description =
          "Newest first: what was changed when, where (google, api, user or system) and by whom, in"
              + " codes and times. Each request is written to the audit trail.")
  Page<AppointmentChangeView> history(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    Appointment found = answers.visible(id, caller);
    PageRequest page = cursors.request(limit, cursor, caller, "appointment_changes");
    return page.page(
        commands.history(found, page.afterNumber(), page.rows(), caller),
        change -> Long.toString(change.number()),
        AppointmentChangeView::of);
  }
}
