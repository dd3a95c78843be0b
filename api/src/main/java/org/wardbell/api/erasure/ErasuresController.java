package org.wardbell.api.erasure;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.erasure.ErasureStore;
import org.wardbell.activities.erasure.KeptErasure;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;

/** Erasures: what is kept of a patient goes, by one request. */
@RestController
@RequestMapping("/api/v1/erasures")
@Tag(name = "Erasures", description = "The end of all that is kept of a patient.")
class ErasuresController {
  private static final int MAXIMUM_SUBJECT = 255;

  /** A kind without an id: the erasure would end, and have erased nothing. */
  private static final Pattern NAMES_NOBODY =
      Pattern.compile("\\s*(patient|appointment|.*/)\\s*", Pattern.CASE_INSENSITIVE);

  private final DSLContext database;
  private final ErasureStore erasures;
  private final RequestedClinic clinics;
  private final AuditStore audit;
  private final WorkflowStarts workflows;
  private final Cursors cursors;

  ErasuresController(
      DSLContext database,
      ErasureStore erasures,
      RequestedClinic clinics,
      AuditStore audit,
      WorkflowStarts workflows,
      Cursors cursors) {
    this.cursors = cursors;
    this.database = database;
    this.erasures = erasures;
    this.clinics = clinics;
    this.audit = audit;
    this.workflows = workflows;
  }

  @PostMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Erase a subject",
      description =
          "Begins a job that survives restarts: open deliveries are cancelled, then data of events, bodies of requests,"
              + " answers of receivers and what appointments say of the patient are removed. It cannot be undone or stopped."
              + " A subject that is being erased already answers 200 with its job.")
  @ApiResponse(
      responseCode = "200",
      description = "One that is still under way.",
      useReturnTypeSchema = true)
  @ApiResponse(responseCode = "201", description = "Begun.", useReturnTypeSchema = true)
  ResponseEntity<ErasureView> create(@RequestBody ErasureRequest request, Caller caller) {
    FieldChecks checks = new FieldChecks();
    String subject = checks.text("subject", request.subject(), MAXIMUM_SUBJECT);
    if (NAMES_NOBODY.matcher(subject).matches()) {
      checks.add("subject", "names nobody", "Write the id behind it, such as patient/4711.");
    }
    checks.orThrow();
    UUID clinic = clinics.named(caller, request.clinicId());
    ErasureStore.Begun begun =
        database.transactionResult(
            configuration -> begin(configuration.dsl(), clinic, subject, caller));
    workflows.startErasure(begun.erasure().id());
    ErasureView view = ErasureView.of(begun.erasure());
    return begun.fresh()
        ? ResponseEntity.created(URI.create("/api/v1/erasures/" + view.id())).body(view)
        : ResponseEntity.ok(view);
  }

  private ErasureStore.Begun begin(
      DSLContext transaction, UUID clinic, String subject, Caller caller) {
    ErasureStore.Begun begun = erasures.begin(transaction, clinic, subject, caller.actor());
    audit.append(
        transaction,
        AuditEntry.of(
                clinic, caller.origin(), "erasure.requested", "erasure/" + begun.erasure().id())
            .with(Map.of("subject_fingerprint", begun.erasure().subjectFingerprint())));
    return begun;
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(summary = "List erasures", description = "Newest first.")
  Page<ErasureView> list(
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = cursors.request(limit, cursor, caller, "erasures");
    return page.page(
        erasures.list(database, caller.clinic(clinic, null), page.afterNumber(), page.rows()),
        erasure -> Long.toString(erasure.number()),
        ErasureView::of);
  }

  @GetMapping("/{id}")
  @Needs(Role.READER)
  @Operation(
      summary = "Read an erasure with its progress",
      description =
          "It has ended when its status is DONE; its counts then say what was found and removed.")
  ErasureView read(@PathVariable UUID id, Caller caller) {
    KeptErasure erasure =
        erasures.find(database, id).orElseThrow(() -> ProblemException.notFound("erasure"));
    caller.requireSees(erasure.clinicId(), "erasure");
    return ErasureView.of(erasure);
  }
}
