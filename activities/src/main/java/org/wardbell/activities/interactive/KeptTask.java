package org.wardbell.activities.interactive;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is kept, opened.
 *
 * @param clinicId whose it is, or null for the installation's
 * @param webhookId the webhook it is about, or null
 * @param result JSON in UTF-8 once it is DONE, or null
 */
public record KeptTask(
    UUID id,
    @Nullable UUID clinicId,
    String kind,
    @Nullable UUID webhookId,
    TaskState state,
    Instant createdAt,
    byte @Nullable [] result) {}
