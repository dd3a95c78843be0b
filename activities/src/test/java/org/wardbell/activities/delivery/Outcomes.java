package org.wardbell.activities.delivery;

import java.time.Duration;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.http.AttemptReport;
import org.wardbell.activities.http.AttemptTimings;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.NextStep;

/** Outcomes of claims that no test sent, as a journal would get them. */
final class Outcomes {
  private Outcomes() {}

  static AttemptResult delivered(ClaimedAttempt claim) {
    return new AttemptResult(
        claim,
        report(AttemptOutcome.DELIVERED, 200),
        new NextStep.Ended(DeliveryStatus.DELIVERED),
        null);
  }

  static AttemptResult failed(ClaimedAttempt claim) {
    return failed(claim, AttemptOutcome.FAILED, 500);
  }

  static AttemptResult failed(ClaimedAttempt claim, AttemptOutcome outcome, int status) {
    return new AttemptResult(
        claim, report(outcome, status), new NextStep.TryAgain(Duration.ofSeconds(1)), null);
  }

  static AttemptResult exhausted(ClaimedAttempt claim) {
    return new AttemptResult(
        claim,
        report(AttemptOutcome.FAILED, 500),
        new NextStep.Ended(DeliveryStatus.EXHAUSTED),
        null);
  }

  static AttemptReport report(AttemptOutcome outcome, int status) {
    return new AttemptReport(
        outcome,
        "http_" + status,
        status,
        null,
        new AttemptTimings(null, null, null, null, null, 0),
        null,
        null);
  }
}
