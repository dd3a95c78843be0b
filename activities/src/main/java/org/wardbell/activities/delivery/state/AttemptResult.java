package org.wardbell.activities.delivery.state;

import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.http.AttemptReport;
import org.wardbell.activities.webhook.state.Observation;
import org.wardbell.workflows.delivery.NextStep;

/** An attempt with its outcome and what follows, ready to be written. */
public record AttemptResult(
    ClaimedAttempt claim, AttemptReport report, NextStep next, @Nullable Sealed response) {

  /** Returns what the outcome says about the webhook's receiver. */
  public Observation observation() {
    return new Observation(
        report.outcome(),
        report.code(),
        report.httpStatus(),
        report.retryAfter(),
        report.timings().totalMicros(),
        next,
        claim.webhook().settings().protection().circuitBreaker(),
        claim.lane() == Lane.DRAIN);
  }
}
