package org.wardbell.activities.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Sealed;

/** An event with all that costs time done outside the transaction: id, sealed data, fingerprint. */
record PreparedEvent(UUID id, NewEvent event, Sealed data, byte @Nullable [] fingerprint) {}
