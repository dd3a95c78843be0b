package org.wardbell.api.clinic;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.audit.AuditFilter;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;

/** The controller of the audit trail. There is no way to change an entry. */
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "Audit trail", description = "Who changed what, and who read patient data.")
class AuditController {
  private final AuditReads reads;
  private final Cursors cursors;

  AuditController(AuditReads reads, Cursors cursors) {
    this.reads = reads;
    this.cursors = cursors;
  }

  @GetMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Read the audit trail",
      description =
          "Newest first. A clinic's key sees its clinic's entries, a key of the installation all of"
              + " them. Reading it is an entry as well.")
  Page<AuditView> list(
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @Parameter(description = "Only what this one did.", example = "system")
          @RequestParam(required = false)
          @Nullable String actor,
      @Parameter(
              description = "Only this action, or with a dot at the end all that begin so.",
              example = "webhook.")
          @RequestParam(required = false)
          @Nullable String action,
      @Parameter(description = "Only what happened to this.", example = "webhook/<id>")
          @RequestParam(required = false)
          @Nullable String target,
      @Parameter(description = "From this moment on (RFC 3339).") @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = "Before this moment (RFC 3339).") @RequestParam(required = false)
          @Nullable String to,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    AuditFilter filter = AuditReads.filter(caller, clinic, actor, action, target, from, to);
    PageRequest page = cursors.request(limit, cursor, caller, "audit");
    return page.page(
        reads.list(filter, page.afterNumber(), page.rows(), caller),
        entry -> Long.toString(entry.number()),
        entry -> AuditView.of(entry, caller));
  }

  @GetMapping("/verification")
  @Needs(value = Role.ADMIN, installation = true)
  @Operation(
      summary = "Check the audit trail against its seals",
      description =
          "Looks at up to 100,000 rows from the beginning, or after a position, and names the first"
              + " that was changed, removed, or put elsewhere. Rows of the last seconds have no"
              + " seal yet. Keep head elsewhere: as seal and position of a later call it proves"
              + " that nothing up to there was made anew.")
  AuditVerificationView verify(
      @Parameter(description = "Go on after this position.") @RequestParam(required = false)
          @Nullable Long after,
      @Parameter(description = "With seal: the position of a head that was kept elsewhere.")
          @RequestParam(required = false)
          @Nullable Long position,
      @Parameter(description = "The seal of that head.") @RequestParam(required = false)
          @Nullable String seal,
      Caller caller) {
    return reads.verify(after, position, seal, caller);
  }
}
