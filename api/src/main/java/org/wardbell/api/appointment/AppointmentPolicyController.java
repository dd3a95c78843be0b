package org.wardbell.api.appointment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.appointment.AppointmentPolicies;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.change.ReturnedBodies;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.appointment.AppointmentPolicy;
import tools.jackson.databind.node.ObjectNode;

/** A clinic's decisions about its appointments. */
@RestController
@RequestMapping("/api/v1/clinics/{id}/appointment-policy")
@Tag(name = "Appointments")
class AppointmentPolicyController {
  private final DSLContext database;
  private final AppointmentPolicies policies;
  private final ClinicStore clinics;
  private final AuditStore audit;
  private final ReturnedBodies bodies;

  AppointmentPolicyController(
      DSLContext database,
      AppointmentPolicies policies,
      ClinicStore clinics,
      AuditStore audit,
      ReturnedBodies bodies) {
    this.database = database;
    this.policies = policies;
    this.clinics = clinics;
    this.audit = audit;
    this.bodies = bodies;
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(
      summary = "Read a clinic's decisions about its appointments",
      description =
          "Reminders, arrival, and what becomes of an appointment after its end; defaults included.")
  AppointmentPolicyView read(@PathVariable UUID id, Caller caller) {
    requireClinic(id, caller);
    return AppointmentPolicyView.of(policies.of(database, id));
  }

  @PutMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Set a clinic's decisions about its appointments",
      description =
          "What is left out gets its default; what was read can be sent back. Counts for moments that are still to come, also"
              + " of appointments that are booked already: a sweep plans them anew within a minute, a hundred thousand within a"
              + " few.")
  AppointmentPolicyView change(
      @PathVariable UUID id,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = AppointmentPolicyRequest.class)))
          @RequestBody
          ObjectNode body,
      IfMatch condition,
      Caller caller) {
    AppointmentPolicyView shown = read(id, caller);
    AppointmentPolicy wanted =
        bodies.read(body, shown, AppointmentPolicyRequest.class, Set.of()).checked();
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          AppointmentPolicy before = policies.lock(transaction, id);
          condition.require(AppointmentPolicyView.of(before).revision());
          if (!wanted.equals(before)) {
            policies.put(transaction, id, wanted);
            audit.append(
                transaction,
                AuditEntry.of(id, caller.origin(), "appointment_policy.changed", "clinic/" + id)
                    .with(AppointmentPolicyView.of(wanted).told()));
          }
        });
    return AppointmentPolicyView.of(wanted);
  }

  private void requireClinic(UUID id, Caller caller) {
    caller.requireSees(id, "clinic");
    if (clinics.find(id).isEmpty()) {
      throw ProblemException.notFound("clinic");
    }
  }
}
