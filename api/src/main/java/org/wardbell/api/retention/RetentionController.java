package org.wardbell.api.retention;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.retention.SweepReports;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.change.ReturnedBodies;
import org.wardbell.api.idempotency.NotRemembered;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import tools.jackson.databind.node.ObjectNode;

/** The resources of the ages at which records end, and the reports of the sweeps that end them. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Retention", description = "How long records are kept, and what ended.")
class RetentionController {
  /** A body may say either; the days that it has decide. */
  private static final Set<String> MOVING = Set.of("own");

  private final RetentionCommands commands;
  private final SweepReports reports;
  private final ReturnedBodies bodies;
  private final Cursors cursors;

  RetentionController(
      RetentionCommands commands, SweepReports reports, ReturnedBodies bodies, Cursors cursors) {
    this.commands = commands;
    this.reports = reports;
    this.bodies = bodies;
    this.cursors = cursors;
  }

  @GetMapping("/retention")
  @Needs(Role.READER)
  @Operation(
      summary = "List the sweeps that ended records by age",
      description =
          "Newest first, kept for 400 days. A sweep begins every 6 hours. A clinic's key sees what"
              + " ended of its clinic, a key of the installation the sum over all clinics.")
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
    return commands.defaults();
  }

  @PutMapping("/retention/defaults")
  @Needs(value = Role.ADMIN, installation = true)
  @Operation(
      summary = "Set how long records are kept where a clinic says nothing",
      description =
          "Counts from the next sweep on. What was read can be sent back. What has ended does not"
              + " come back.")
  RetentionView changeDefaults(
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = RetentionRequest.class)))
          @RequestBody
          ObjectNode body,
      IfMatch condition,
      Caller caller) {
    return commands.changeDefaults(
        bodies.read(body, defaults(), RetentionRequest.class, MOVING), condition, caller);
  }

  @GetMapping("/clinics/{id}/retention")
  @Needs(Role.READER)
  @Operation(
      summary = "Read how long a clinic's records are kept",
      description =
          "own says whether they are the clinic's own days, or the installation's defaults.")
  RetentionView read(@PathVariable UUID id, Caller caller) {
    return commands.read(id, caller);
  }

  @PostMapping("/clinics/{id}/retention/ending")
  @NotRemembered("it changes nothing")
  @Needs(Role.READER)
  @Operation(
      summary = "Count what would end",
      description =
          "Takes the body of a change and changes nothing: what would end with it by now, and does"
              + " not end with the days that count. Counts end at 10,000.")
  @ApiResponse(responseCode = "200", description = "The counts.", useReturnTypeSchema = true)
  EndingView ending(@PathVariable UUID id, @RequestBody RetentionRequest body, Caller caller) {
    return commands.ending(id, body, caller);
  }

  @PutMapping("/clinics/{id}/retention")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Set how long a clinic's records are kept",
      description =
          "Counts from the next sweep on. What was read can be sent back; own: false, with the days"
              + " of the defaults, lets these go on counting. What has ended does not come back."
              + " The years of the audit trail are set for the installation.")
  RetentionView change(
      @PathVariable UUID id,
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = RetentionRequest.class)))
          @RequestBody
          ObjectNode body,
      IfMatch condition,
      Caller caller) {
    RetentionView shown = commands.read(id, caller);
    if (body.path("audit_years").isInt()
        && body.path("audit_years").intValue() == shown.auditYears()) {
      // As it was read.
      body.remove("audit_years");
    }
    RetentionRequest request = bodies.read(body, shown, RetentionRequest.class, MOVING);
    boolean asRead = body.path("own").isBoolean() && !body.path("own").booleanValue();
    return commands.change(id, request, asRead, condition, caller);
  }

  @DeleteMapping("/clinics/{id}/retention")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Let the installation's defaults count for a clinic again",
      description = "Forgets the clinic's own days. The answer has the defaults.")
  RetentionView reset(@PathVariable UUID id, IfMatch condition, Caller caller) {
    return commands.reset(id, condition, caller);
  }
}
