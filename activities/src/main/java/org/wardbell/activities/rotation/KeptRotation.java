package org.wardbell.activities.rotation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rotation with its progress.
 *
 * @param clinicId whose data key, or null for the installation's or the master key
 * @param keyId the new key's number
 * @param status {@code RUNNING}, {@code DONE}
 * @param round how often all rows were walked through so far, counted from 0
 * @param lookedAt rows that were looked at
 * @param sealed values that were sealed again, or data keys that were wrapped again
 * @param unreadable values that no key opens; they are left as they are
 */
public record KeptRotation(
    UUID id,
    long number,
    RotationKind kind,
    @Nullable UUID clinicId,
    int keyId,
    String status,
    int round,
    long lookedAt,
    long sealed,
    long unreadable,
    String requestedBy,
    Instant createdAt,
    @Nullable Instant finishedAt) {}
