package org.wardbell.activities.interactive;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task that this worker, and no other, may do now. */
record BegunTask(
    UUID id, @Nullable UUID clinicId, String kind, @Nullable UUID webhookId, byte[] request) {}
