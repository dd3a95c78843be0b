package org.wardbell.api.event;

import org.jspecify.annotations.Nullable;

/**
 * An event as it was sent, before it is checked.
 *
 * @param path where it stands in the request: empty, or {@code events[3].}
 * @param data the object's bytes as they were sent, or null if there was none
 */
record EventDraft(
    String path,
    @Nullable String type,
    @Nullable String subject,
    @Nullable String occurredAt,
    @Nullable String clinic,
    @Nullable String id,
    byte @Nullable [] data) {}
