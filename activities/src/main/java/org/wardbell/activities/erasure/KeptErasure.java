package org.wardbell.activities.erasure;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An erasure with its progress.
 *
 * @param subjectFingerprint HMAC-SHA-256 of the subject with the clinic's key, in hexadecimal
 *     digits
 * @param status {@code RUNNING} or {@code DONE}
 * @param lookedAt appointments and events that were looked at
 * @param events events whose data and subject were removed
 * @param cancelled open deliveries that were cancelled first
 * @param unreadable rows that do not open, so that nobody can tell whose they are
 */
public record KeptErasure(
    UUID id,
    long number,
    UUID clinicId,
    String subjectFingerprint,
    String status,
    long lookedAt,
    long appointments,
    long events,
    long bodies,
    long answers,
    long cancelled,
    long unreadable,
    String requestedBy,
    Instant createdAt,
    @Nullable Instant finishedAt) {}
