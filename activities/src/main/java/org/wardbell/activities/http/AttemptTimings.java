package org.wardbell.activities.http;

import org.jspecify.annotations.Nullable;

/**
 * Microseconds each part of a request took; null where the part did not happen (a kept-alive
 * connection has no DNS, connect or TLS).
 */
public record AttemptTimings(
    @Nullable Integer dnsMicros,
    @Nullable Integer connectMicros,
    @Nullable Integer tlsMicros,
    @Nullable Integer requestMicros,
    @Nullable Integer firstByteMicros,
    int totalMicros) {}
