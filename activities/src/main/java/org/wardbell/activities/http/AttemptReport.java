package org.wardbell.activities.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.AttemptOutcome;

/**
 * What one HTTP request came to.
 *
 * @param code short, stable, without patient data: {@code http_503}, {@code connect_refused},
 *     {@code address_blocked}, …
 * @param httpStatus the answer's status, or null if there was none
 * @param address the peer that was connected, or null
 * @param timings how long each part took
 * @param retryAfter what the receiver asked us to wait, as it said it (not yet bounded)
 * @param response headers and the first bytes of the body, or null
 */
public record AttemptReport(
    AttemptOutcome outcome,
    String code,
    @Nullable Integer httpStatus,
    @Nullable String address,
    AttemptTimings timings,
    @Nullable Duration retryAfter,
    @Nullable ReceivedResponse response) {}
