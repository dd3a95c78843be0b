package org.wardbell.activities.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.AttemptOutcome;

/**
 * The report of one HTTP request.
 *
 * @param code short, stable, without patient data: {@code http_503}, {@code connect_refused},
 *     {@code address_blocked}, …
 * @param httpStatus the answer's status, or null if there was none
 * @param address the peer that was connected, or null
 * @param timings how long each part took
 * @param retryAfter the wait that the receiver asked for, as sent (not yet bounded)
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
