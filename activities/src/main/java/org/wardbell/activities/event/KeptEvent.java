package org.wardbell.activities.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.NewEvent.Poster;

/**
 * An event as lists show it, without its data.
 *
 * @param number counts events in the order of their commits; lists page by it
 * @param dispatchedAt when it was matched against webhooks, or null if that is still to come
 * @param dispatchProblem why that failed so far, or null if it did not or was done since
 * @param dispatchAfter when it is tried again, or null
 * @param erasedAt when an erasure removed its data and subject, or null if none did
 * @param acceptedBy the API key or person that posted it, or null if none did
 * @param repeats how often it was posted again under its idempotency key
 * @param repeatedAt when that was the last time, or null
 */
public record KeptEvent(
    UUID id,
    long number,
    UUID clinicId,
    String type,
    @Nullable String subject,
    String source,
    Instant occurredAt,
    Instant acceptedAt,
    @Nullable Instant dispatchedAt,
    String workflowId,
    @Nullable String dispatchProblem,
    @Nullable Instant dispatchAfter,
    @Nullable Instant erasedAt,
    @Nullable Poster acceptedBy,
    int repeats,
    @Nullable Instant repeatedAt) {}
