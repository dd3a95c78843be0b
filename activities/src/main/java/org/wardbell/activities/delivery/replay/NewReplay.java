package org.wardbell.activities.delivery.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.ReplaySelection;

/**
 * A replay job as requested.
 *
 * @param from events accepted then or later
 * @param to events accepted then or before
 * @param perMinute at most so many deliveries, or null for as fast as the webhook takes them
 * @param requestedBy the actor, as the audit trail names it
 */
public record NewReplay(
    ReplaySelection selection,
    Instant from,
    Instant to,
    @Nullable Integer perMinute,
    String requestedBy) {}
