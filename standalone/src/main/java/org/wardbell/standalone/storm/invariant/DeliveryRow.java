package org.wardbell.standalone.storm.invariant;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * A delivery.
 *
 * @param live whether it is an event's first to this webhook, and no resend or replay
 * @param wakes whether there is a time at which somebody looks at it
 * @param attempts how many it counts itself
 */
public record DeliveryRow(
    UUID id,
    UUID clinic,
    UUID event,
    UUID webhook,
    boolean live,
    DeliveryStatus status,
    @Nullable String owner,
    @Nullable String parkedReason,
    boolean wakes,
    int attempts) {}
