package org.wardbell.api.retention;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.retention.RetentionPolicies;
import org.wardbell.activities.retention.RetentionPolicy;
import org.wardbell.activities.retention.SweepReports;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.change.ReturnedBodies;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.ProblemException;
import tools.jackson.databind.node.ObjectNode;

/** The resources of the ages at which records end, and the reports of the sweeps that end them. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Retention", description = "How long records are kept, and what ended.")
class RetentionController {
  /** A body may say either; the days that it has decide. */
  private static final Set<String> MOVING = Set.of("own");

  private final DSLContext database;
  private final RetentionPolicies policies;
  private final SweepReports reports;
  private final ClinicStore clinics;
  private final AuditStore audit;
  private final ReturnedBodies bodies;
  private final Cursors cursors;

  RetentionController(
      DSLContext database,
      RetentionPolicies policies,
      SweepReports reports,
      ClinicStore clinics,
      AuditStore audit,
      ReturnedBodies bodies,
      Cursors cursors) {
    this.cursors = cursors;
    this.bodies = bodies;
    this.database = database;
    this.policies = policies;
    this.reports = reports;
    this.clinics = clinics;
    this.audit = audit;
  }

  @GetMapping("/retention")
  @Needs(Role.READER)
  @Operation(
      summary = "List the sweeps that ended records by age",
      description =
          "Newest first, kept for 400 days. A sweep begins every 6 hours. A clinic's key sees what ended of its clinic, a"
              + " key of the installation the sum over all clinics.")
  Page<SweepView> list(
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = cursors.request(limit, cursor, caller, "sweeps");
    return page.page(
        reports.list(caller.clinic(clinic, null), page.afterNumber(), page.rows()),
        report -> Long.toString(report.number()),
        report -> SweepView.of(report, caller.isInstallation()));
  }

  @GetMapping("/retention/defaults")
  @Needs(Role.READER)
  @Operation(
      summary = "Read how long records are kept where a clinic says nothing",
      description =
          "In days; the audit trail in years. They count for each clinic without days of its own.")
  RetentionView defaults() {
    return RetentionView.of(policies.of(database, null), false);
  }

  @PutMapping("/retention/defaults")
  @Needs(value = Role.ADMIN, installation = true)
  @Operation(
      summary = "Set how long records are kept where a clinic says nothing",
      description =
          "Counts from the next sweep on. What was read can be sent back. What has ended does not come back.")
  RetentionView changeDefaults(
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = RetentionRequest.class)))
          @RequestBody
          ObjectNode body,
      IfMatch condition,
      Caller caller) {
    RetentionPolicy wanted =
        bodies.read(body, defaults(), RetentionRequest.class, MOVING).checked(null);
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          RetentionPolicy before = policies.lock(transaction, null);
          condition.require(RetentionView.of(before, false).revision());
          if (!wanted.equals(before)) {
            policies.put(transaction, null, wanted);
            note(transaction, null, wanted, caller, "retention/defaults");
          }
        });
    return RetentionView.of(wanted, false);
  }

  @GetMapping("/clinics/{id}/retention")
  @Needs(Role.READER)
  @Operation(
      summary = "Read how long a clinic's records are kept",
      description =
          "own says whether they are the clinic's own days, or the installation's defaults.")
  RetentionView read(@PathVariable UUID id, Caller caller) {
    requireClinic(id, caller);
    return RetentionView.of(policies.of(database, id), policies.hasOwn(database, id));
  }

  @PutMapping("/clinics/{id}/retention")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Set how long a clinic's records are kept",
      description =
          "Counts from the next sweep on. What was read can be sent back; own: false, with the days of the defaults, lets"
              + " these go on counting. What has ended does not come back. The years of the audit trail are set for the"
              + " installation.")
  RetentionView change(
      @PathVariable UUID id,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = RetentionRequest.class)))
          @RequestBody
          ObjectNode body,
      IfMatch condition,
      Caller caller) {
    requireClinic(id, caller);
    int years = policies.of(database, null).auditYears();
    if (body.path("audit_years").isInt() && body.path("audit_years").intValue() == years) {
      // As it was read.
      body.remove("audit_years");
    }
    RetentionPolicy wanted =
        bodies.read(body, read(id, caller), RetentionRequest.class, MOVING).checked(years);
    boolean asRead = body.path("own").isBoolean() && !body.path("own").booleanValue();
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          RetentionView before = locked(transaction, id, condition);
          RetentionView after = RetentionView.of(wanted, true);
          if (before.equals(after) || (asRead && before.equals(RetentionView.of(wanted, false)))) {
            return before;
          }
          policies.put(transaction, id, wanted);
          note(transaction, id, wanted, caller, "clinic/" + id);
          return after;
        });
  }

  @DeleteMapping("/clinics/{id}/retention")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Let the installation's defaults count for a clinic again",
      description = "Forgets the clinic's own days. The answer has the defaults.")
  RetentionView reset(@PathVariable UUID id, IfMatch condition, Caller caller) {
    requireClinic(id, caller);
    RetentionPolicy general = policies.of(database, null);
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          locked(transaction, id, condition);
          policies.remove(transaction, id);
          note(transaction, id, general, caller, "clinic/" + id);
        });
    return RetentionView.of(general, false);
  }

  private RetentionView locked(DSLContext transaction, UUID id, IfMatch condition) {
    RetentionPolicy before = policies.lock(transaction, id);
    RetentionView shown = RetentionView.of(before, policies.hasOwn(transaction, id));
    condition.require(shown.revision());
    return shown;
  }

  private void requireClinic(UUID id, Caller caller) {
    caller.requireSees(id, "clinic");
    if (clinics.find(id).isEmpty()) {
      throw ProblemException.notFound("clinic");
    }
  }

  private void note(
      DSLContext transaction,
      @Nullable UUID clinic,
      RetentionPolicy policy,
      Caller caller,
      String target) {
    Map<String, Object> told = new TreeMap<>();
    told.put("payload_days", policy.payloadDays());
    told.put("delivery_days", policy.deliveryDays());
    if (clinic == null) {
      told.put("audit_years", policy.auditYears());
    }
    audit.append(
        transaction,
        AuditEntry.of(clinic, caller.origin(), "retention.changed", target).with(told));
  }
}
