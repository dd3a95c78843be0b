package org.wardbell.api.rotation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.rotation.KeptRotation;
import org.wardbell.activities.rotation.RotationKind;

/** A rotation with its progress. */
@Schema(name = "KeyRotation")
public record RotationView(
    UUID id,
    @Schema(allowableValues = {"clinic", "installation", "master"}) String kind,
    @Nullable UUID clinicId,
    @Schema(description = "The new key's number; no secret.") long keyId,
    @Schema(allowableValues = {"RUNNING", "DONE"}) String status,
    @Schema(
            description =
                "How often all rows were walked through, from 0. The last time is 10 minutes after"
                    + " the beginning or later (10 seconds for a master key), when no process uses"
                    + " the old key any more.")
        int round,
    @Schema(description = "Rows that were looked at.") long lookedAt,
    @Schema(description = "Values that the new key sealed again.") long sealed,
    @Schema(
            description =
                "Values that no key opens, or data keys that no master key at hand opens; they stay"
                    + " as they are.")
        long unreadable,
    @Schema(description = "Who asked for it.", example = "key/<id>") String requestedBy,
    Instant createdAt,
    @Schema(description = "From then on the old key opens nothing.") @Nullable Instant finishedAt) {
  public static RotationView of(KeptRotation rotation) {
    return new RotationView(
        rotation.id(),
        kind(rotation),
        rotation.clinicId(),
        Integer.toUnsignedLong(rotation.keyId()),
        rotation.status(),
        rotation.round(),
        rotation.lookedAt(),
        rotation.sealed(),
        rotation.unreadable(),
        rotation.requestedBy(),
        rotation.createdAt(),
        rotation.finishedAt());
  }

  private static String kind(KeptRotation rotation) {
    if (rotation.kind() == RotationKind.MASTER) {
      return "master";
    }
    return rotation.clinicId() == null ? "installation" : "clinic";
  }
}
