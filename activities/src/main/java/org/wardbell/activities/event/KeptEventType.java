package org.wardbell.activities.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A clinic's own kind of event as it is kept.
 *
 * @param version counts changes
 */
public record KeptEventType(
    UUID id,
    UUID clinicId,
    int version,
    CustomEventType definition,
    Instant createdAt,
    Instant updatedAt) {}
