package org.wardbell.api.retention;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
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
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.ProblemException;

/** The resources of the ages at which records end, and the reports of the sweeps that end them. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Retention", description = "How long records are kept, and what ended.")
class RetentionController {
  private final DSLContext database;
  private final RetentionPolicies policies;
  private final SweepReports reports;
  private final ClinicStore clinics;
  private final AuditStore audit;

  RetentionController(
      DSLContext database,
      RetentionPolicies policies,
      SweepReports reports,
      ClinicStore clinics,
      AuditStore audit) {
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
    PageRequest page = PageRequest.of(limit, cursor);
    return page.page(
        reports.list(caller.clinic(clinic, null), page.afterNumber(), page.rows()),
        report -> Long.toString(report.number()),
        report -> SweepView.of(report, caller.isInstallation()));
  }

  @GetMapping("/retention/defaults")
  @Needs(Role.READER)
  @Operation(summary = "Read how long records are kept where a clinic says nothing")
  RetentionView defaults() {
    return RetentionView.of(policies.of(database, null), false);
  }

  @PutMapping("/retention/defaults")
  @Needs(value = Role.ADMIN, installation = true)
  @Operation(
      summary = "Set how long records are kept where a clinic says nothing",
      description = "Counts from the next sweep on. What has ended does not come back.")
  RetentionView changeDefaults(@RequestBody RetentionRequest request, Caller caller) {
    RetentionPolicy wanted = request.checked(null);
    put(null, wanted, caller, "retention/defaults");
    return RetentionView.of(wanted, false);
  }

  @GetMapping("/clinics/{id}/retention")
  @Needs(Role.READER)
  @Operation(summary = "Read how long a clinic's records are kept")
  RetentionView read(@PathVariable UUID id, Caller caller) {
    requireClinic(id, caller);
    return RetentionView.of(policies.of(database, id), policies.hasOwn(database, id));
  }

  @PutMapping("/clinics/{id}/retention")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Set how long a clinic's records are kept",
      description =
          "Counts from the next sweep on. What has ended does not come back. The years of the audit trail are set for the"
              + " installation.")
  RetentionView change(
      @PathVariable UUID id, @RequestBody RetentionRequest request, Caller caller) {
    requireClinic(id, caller);
    RetentionPolicy wanted = request.checked(policies.of(database, null).auditYears());
    put(id, wanted, caller, "clinic/" + id);
    return RetentionView.of(wanted, true);
  }

  @DeleteMapping("/clinics/{id}/retention")
  @Needs(Role.ADMIN)
  @Operation(summary = "Let the installation's defaults count for a clinic again")
  RetentionView reset(@PathVariable UUID id, Caller caller) {
    requireClinic(id, caller);
    RetentionPolicy general = policies.of(database, null);
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          policies.remove(transaction, id);
          note(transaction, id, general, caller, "clinic/" + id);
        });
    return RetentionView.of(general, false);
  }

  private void requireClinic(UUID id, Caller caller) {
    caller.requireSees(id, "clinic");
    if (clinics.find(id).isEmpty()) {
      throw ProblemException.notFound("clinic");
    }
  }

  private void put(@Nullable UUID clinic, RetentionPolicy wanted, Caller caller, String target) {
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          policies.put(transaction, clinic, wanted);
          note(transaction, clinic, wanted, caller, target);
        });
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
