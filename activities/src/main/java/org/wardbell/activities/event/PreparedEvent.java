package org.wardbell.activities.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Sealed;

/**
 * An event with all that costs time done outside the transaction: id, sealed texts, fingerprints.
 *
 * @param subject sealed, or null if it has none
 * @param subjectFingerprint or null if it has no subject
 * @param keyFingerprint of its idempotency key, or null if it has none
 * @param fingerprint of the request, or null if it has no idempotency key
 */
record PreparedEvent(
    UUID id,
    NewEvent event,
    Sealed data,
    byte @Nullable [] subject,
    byte @Nullable [] subjectFingerprint,
    byte @Nullable [] keyFingerprint,
    byte @Nullable [] fingerprint) {}
