package org.wardbell.api.rotation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
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
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.rotation.KeptRotation;
import org.wardbell.activities.rotation.RotationKind;
import org.wardbell.activities.rotation.RotationStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** Rotations of data keys and of the master key. */
@RestController
@RequestMapping("/api/v1/key-rotations")
@Tag(name = "Key rotations", description = "New keys, while traffic flows.")
class RotationsController {
  private final DSLContext database;
  private final RotationStore rotations;
  private final RequestedClinic clinics;
  private final AuditStore audit;
  private final WorkflowStarts workflows;
  private final Cursors cursors;

  RotationsController(
      DSLContext database,
      RotationStore rotations,
      RequestedClinic clinics,
      AuditStore audit,
      WorkflowStarts workflows,
      Cursors cursors) {
    this.cursors = cursors;
    this.database = database;
    this.rotations = rotations;
    this.clinics = clinics;
    this.audit = audit;
    this.workflows = workflows;
  }

  /** The key that is to be rotated. */
  private record Target(RotationKind kind, @Nullable UUID clinic) {}

  @PostMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Rotate a key",
      description =
          "The new key is used at once, and what the old one sealed stays readable. A job that survives restarts seals it"
              + " again, then removes the old key: from then on the old key opens nothing. It takes at least 10 minutes. One at"
              + " a time for each key; one that runs answers 200. So does a master key's that has ended, as long as the old key"
              + " is still in the file.")
  @ApiResponse(
      responseCode = "200",
      description = "One that is still under way, or the master key's that has just ended.",
      useReturnTypeSchema = true)
  @ApiResponse(responseCode = "201", description = "Begun.", useReturnTypeSchema = true)
  ResponseEntity<RotationView> create(@RequestBody RotationRequest request, Caller caller) {
    Target target = target(request, caller);
    rotations.prepare(target.clinic());
    RotationStore.Begun begun =
        database.transactionResult(configuration -> begin(configuration.dsl(), target, caller));
    rotations.begun(target.clinic());
    workflows.startKeyRotation(begun.rotation().id());
    RotationView view = RotationView.of(begun.rotation());
    return begun.fresh()
        ? ResponseEntity.created(URI.create("/api/v1/key-rotations/" + view.id())).body(view)
        : ResponseEntity.ok(view);
  }

  private Target target(RotationRequest request, Caller caller) {
    String kind = request.kind() == null ? "clinic" : request.kind().toLowerCase(Locale.ROOT);
    return switch (kind) {
      case "clinic" -> new Target(RotationKind.DATA, clinics.named(caller, request.clinicId()));
      case "installation" -> new Target(installation(RotationKind.DATA, caller), null);
      case "master" -> new Target(installation(RotationKind.MASTER, caller), null);
      default ->
          throw ProblemException.invalid(
              "kind",
              "is none of clinic, installation and master",
              "Write one of these three, or leave it out for a clinic's key.");
    };
  }

  private static RotationKind installation(RotationKind kind, Caller caller) {
    if (!caller.isInstallation()) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN,
          "Only a key of the installation may rotate this key. Use one, or rotate your clinic's.");
    }
    return kind;
  }

  private RotationStore.Begun begin(DSLContext transaction, Target target, Caller caller) {
    RotationStore.Begun begun =
        rotations
            .begin(transaction, target.kind(), target.clinic(), caller.actor())
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemKind.CONFLICT,
                        "All data keys are wrapped with the master key that this server has. Run wardbell rotate-key"
                            + " master, which puts a new one into its file first."));
    audit.append(
        transaction,
        AuditEntry.of(
                target.clinic(),
                caller.origin(),
                "key_rotation.requested",
                "key_rotation/" + begun.rotation().id())
            .with(Map.of("kind", RotationView.of(begun.rotation()).kind())));
    return begun;
  }

  @GetMapping
  @Needs(Role.ADMIN)
  @Operation(summary = "List rotations of keys", description = "Newest first.")
  Page<RotationView> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = cursors.request(limit, cursor, caller, "rotations");
    return page.page(
        rotations.list(database, caller.clinicId(), page.afterNumber(), page.rows()),
        rotation -> Long.toString(rotation.number()),
        RotationView::of);
  }

  @GetMapping("/{id}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Read a rotation with its progress",
      description =
          "It has ended when its status is DONE; then the old key opens nothing any more.")
  RotationView read(@PathVariable UUID id, Caller caller) {
    KeptRotation rotation =
        rotations.find(database, id).orElseThrow(() -> ProblemException.notFound("key rotation"));
    caller.requireSees(rotation.clinicId(), "key rotation");
    return RotationView.of(rotation);
  }
}
