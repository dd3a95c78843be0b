package org.wardbell.api.rotation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.rotation.KeptRotation;
import org.wardbell.activities.rotation.RotationKind;
import org.wardbell.activities.rotation.RotationStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The commands on rotations of keys, each with its line in the audit trail. */
@Component
public final class RotationCommands {
  private final DSLContext database;
  private final RotationStore rotations;
  private final RequestedClinic clinics;
  private final AuditStore audit;
  private final WorkflowStarts workflows;

  RotationCommands(
      DSLContext database,
      RotationStore rotations,
      RequestedClinic clinics,
      AuditStore audit,
      WorkflowStarts workflows) {
    this.database = database;
    this.rotations = rotations;
    this.clinics = clinics;
    this.audit = audit;
    this.workflows = workflows;
  }

  /** The key that is to be rotated. */
  private record Target(RotationKind kind, @Nullable UUID clinic) {}

  /** Begins a rotation, or returns the one of the same key that is under way. */
  public RotationStore.Begun create(RotationRequest request, Caller caller) {
    Target target = target(request, caller);
    rotations.prepare(target.clinic());
    RotationStore.Begun begun =
        database.transactionResult(configuration -> begin(configuration.dsl(), target, caller));
    rotations.begun(target.clinic());
    workflows.startKeyRotation(begun.rotation().id());
    return begun;
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
                        "All data keys are wrapped with the master key that this server has. Run"
                            + " wardbell rotate-key master, which puts a new one into its file"
                            + " first."));
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

  /** Returns the rotations that this caller sees, newest first. */
  public List<KeptRotation> list(@Nullable Long before, int rows, Caller caller) {
    return rotations.list(database, caller.clinicId(), before, rows);
  }

  /**
   * Returns a rotation.
   *
   * @throws ProblemException 404 if there is none that this caller sees
   */
  KeptRotation visible(UUID id, Caller caller) {
    KeptRotation rotation =
        rotations.find(database, id).orElseThrow(() -> ProblemException.notFound("key rotation"));
    caller.requireSees(rotation.clinicId(), "key rotation");
    return rotation;
  }
}
