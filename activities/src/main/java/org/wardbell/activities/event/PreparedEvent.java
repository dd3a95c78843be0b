package org.wardbell.activities.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Sealed;

/**
 * An event with all that costs time done outside the transaction: id, sealed data, fingerprints.
 *
 * @param fingerprint of the request, or null if it has no idempotency key
 * @param subjectFingerprint or null if it has no subject
 */
record PreparedEvent(
    UUID id,
    NewEvent event,
    Sealed data,
    byte @Nullable [] fingerprint,
    byte @Nullable [] subjectFingerprint) {}
