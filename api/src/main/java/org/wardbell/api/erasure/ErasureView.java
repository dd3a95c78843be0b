package org.wardbell.api.erasure;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.erasure.KeptErasure;

/** An erasure with its progress; it does not repeat the subject. */
@Schema(name = "Erasure")
record ErasureView(
    UUID id,
    UUID clinicId,
    @Schema(description = "HMAC-SHA-256 of the subject with the clinic's key, in hexadecimal.")
        String subjectFingerprint,
    @Schema(allowableValues = {"RUNNING", "DONE"}) String status,
    @Schema(description = "Appointments and events that were looked at so far.") long lookedAt,
    @Schema(description = "Appointments that say nothing of the patient any more.")
        long appointments,
    @Schema(description = "Events whose data and subject were removed.") long events,
    @Schema(description = "Bodies of requests that were removed.") long bodies,
    @Schema(description = "Answers of receivers that were removed.") long answers,
    @Schema(description = "Open deliveries that were cancelled first.") long cancelled,
    @Schema(description = "Rows that do not open, so that nobody can tell whose they are.")
        long unreadable,
    @Schema(description = "Who asked for it.", example = "key/<id>") String requestedBy,
    Instant createdAt,
    @Nullable Instant finishedAt) {
  static ErasureView of(KeptErasure erasure) {
    return new ErasureView(
        erasure.id(),
        erasure.clinicId(),
        erasure.subjectFingerprint(),
        erasure.status(),
        erasure.lookedAt(),
        erasure.appointments(),
        erasure.events(),
        erasure.bodies(),
        erasure.answers(),
        erasure.cancelled(),
        erasure.unreadable(),
        erasure.requestedBy(),
        erasure.createdAt(),
        erasure.finishedAt());
  }
}
