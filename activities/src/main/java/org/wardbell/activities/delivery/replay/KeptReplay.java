package org.wardbell.activities.delivery.replay;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.ReplaySelection;
import org.wardbell.workflows.delivery.ReplayStatus;

/**
 * A replay job as it is shown.
 *
 * @param number counts jobs; lists page by it
 * @param clinicId the webhook's clinic, or null for a global one
 * @param from events accepted then or later
 * @param to events accepted then or before
 * @param perMinute deliveries, or null for as fast as the webhook takes them
 * @param reason why the system paused or ended it, or null
 * @param estimate how many deliveries it was thought to make when it was created
 * @param created deliveries it has made
 * @param skipped events that it would have delivered, but whose data are gone
 * @param delivered of those it made
 * @param failed of those it made: ended otherwise
 * @param open of those it made: not ended
 */
public record KeptReplay(
    UUID id,
    long number,
    @Nullable UUID clinicId,
    UUID webhookId,
    ReplaySelection selection,
    Instant from,
    Instant to,
    @Nullable Integer perMinute,
    ReplayStatus status,
    @Nullable String reason,
    int estimate,
    int created,
    int skipped,
    int delivered,
    int failed,
    int open,
    String requestedBy,
    Instant createdAt,
    @Nullable Instant finishedAt) {}
