package org.wardbell.activities.presence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process that works, or did.
 *
 * @param identity the one under which Temporal knows it
 * @param version of the product
 * @param beats how often it wrote; whoever sees the number change has seen that it lives
 * @param seenAt when it wrote last
 * @param stoppedAt when it was asked to stop, or null
 */
public record SeenWorker(
    String identity,
    String version,
    long beats,
    Instant startedAt,
    Instant seenAt,
    @Nullable Instant stoppedAt) {}
