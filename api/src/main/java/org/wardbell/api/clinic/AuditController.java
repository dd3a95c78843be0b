package org.wardbell.api.clinic;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditFilter;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.audit.AuditVerification;
import org.wardbell.activities.audit.AuditVerifier;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;

/** The controller of the audit trail. There is no way to change an entry. */
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "Audit trail", description = "Who changed what, and who read patient data.")
class AuditController {
  private static final int MAXIMUM_TEXT = 120;

  /** {@code system}, {@code anonymous}, or a kind and an id. */
  private static final Pattern ACTOR = Pattern.compile("[a-z][a-z_-]*(/.+)?");

  /** A noun and a verb, or the beginning of one with its dot. */
  private static final Pattern ACTION = Pattern.compile("[a-z_-]+\\.[a-z_.-]*");

  private static final Pattern TARGET = Pattern.compile("[a-z_-]+/.+");

  private final DSLContext database;
  private final AuditStore audit;
  private final AuditVerifier verifier;
  private final Cursors cursors;

  AuditController(DSLContext database, AuditStore audit, AuditVerifier verifier, Cursors cursors) {
    this.cursors = cursors;
    this.database = database;
    this.audit = audit;
    this.verifier = verifier;
  }

  @GetMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Read the audit trail",
      description =
          "Newest first. A clinic's key sees its clinic's entries, a key of the installation all of them. Reading it is an entry as well.")
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
    FieldChecks checks = new FieldChecks();
    AuditFilter filter =
        new AuditFilter(
            caller.clinic(clinic, null),
            formed(
                "actor", actor, ACTOR, "Write it like person/<id> or key/<id>, or system.", checks),
            formed(
                "action",
                action,
                ACTION,
                "Write it like webhook.created, or webhook. for all that begin so.",
                checks),
            formed("target", target, TARGET, "Write it like webhook/<id> or erasure/<id>.", checks),
            checks.optionalTime("from", from),
            checks.optionalTime("to", to));
    checks.period(filter.from(), filter.to());
    checks.orThrow();
    PageRequest page = cursors.request(limit, cursor, caller, "audit");
    audit.append(
        database, AuditEntry.of(filter.clinicId(), caller.origin(), "audit.read", "audit/*"));
    return page.page(
        audit.list(database, filter, page.afterNumber(), page.rows()),
        entry -> Long.toString(entry.number()),
        entry -> AuditView.of(entry, caller));
  }

  /** Returns a filter that may be left out; one that no entry can have would find nothing, ever. */
  private static @Nullable String formed(
      String field, @Nullable String value, Pattern form, String fix, FieldChecks checks) {
    String text = checks.optionalText(field, value, MAXIMUM_TEXT);
    if (text != null && !form.matcher(text).matches()) {
      checks.add(field, "does not have the form of one", fix);
    }
    return text;
  }

  @GetMapping("/verification")
  @Needs(value = Role.ADMIN, installation = true)
  @Operation(
      summary = "Check the audit trail against its seals",
      description =
          "Looks at up to 100,000 rows from the beginning, or after a position, and names the first that was changed,"
              + " removed, or put elsewhere. Rows of the last seconds have no seal yet. Keep head elsewhere: as seal and"
              + " position of a later call it proves that nothing up to there was made anew.")
  AuditVerificationView verify(
      @Parameter(description = "Go on after this position.") @RequestParam(required = false)
          @Nullable Long after,
      @Parameter(description = "With seal: the position of a head that was kept elsewhere.")
          @RequestParam(required = false)
          @Nullable Long position,
      @Parameter(description = "The seal of that head.") @RequestParam(required = false)
          @Nullable String seal,
      Caller caller) {
    if ((position == null) != (seal == null)) {
      throw ProblemException.invalid(
          position == null ? "position" : "seal",
          "is missing",
          "Send the position and the seal of a head together.");
    }
    if (position != null && position < verifier.ended()) {
      throw ProblemException.invalid(
          "position", "is of a row that ended by age", "Send a newer head, or none.");
    }
    AuditVerification found =
        verifier.verify(after == null ? 0 : Math.max(0, after), AuditVerifier.PER_CALL);
    boolean kept = position == null || seal == null || verifier.isSealed(position, seal);
    audit.append(
        database,
        AuditEntry.of(null, caller.origin(), "audit.verified", "audit/*")
            .with(Map.of("intact", found.intact() && kept, "checked", found.checked())));
    return AuditVerificationView.of(found, kept);
  }
}
