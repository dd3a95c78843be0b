package org.wardbell.activities.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.TransportProblem;

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
    @Nullable ReceivedResponse response) {
  /**
   * Returns the report of a request that was not sent.
   *
   * @param micros how long it took to find out
   */
  public static AttemptReport notSent(TransportProblem problem, int micros) {
    return new AttemptReport(
        problem.outcome(),
        problem.code(),
        null,
        null,
        new AttemptTimings(null, null, null, null, null, micros),
        null,
        null);
  }
}
