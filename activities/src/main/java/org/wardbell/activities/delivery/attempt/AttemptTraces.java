package org.wardbell.activities.delivery.attempt;

import io.opentelemetry.api.trace.SpanKind;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.http.AttemptReport;
import org.wardbell.activities.http.AttemptTimings;
import org.wardbell.activities.tracing.Origin;
import org.wardbell.activities.tracing.TraceAttributes;
import org.wardbell.activities.tracing.TracedWork;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.NextStep;

/** The spans of attempts, each in the trace of its event; nothing of what was sent or answered. */
final class AttemptTraces {
  private static final String RETRY = "RETRY";

  private final Tracing tracing;

  AttemptTraces(Tracing tracing) {
    this.tracing = tracing;
  }

  /** Begins the span of an attempt that has its slot. */
  TracedWork begin(ClaimedAttempt claim) {
    if (!tracing.isOn()) {
      return TracedWork.NONE;
    }
    String method = claim.webhook().settings().method().name();
    return tracing
        .begin(method, SpanKind.CLIENT, Origin.ofEvent(claim.event().id()))
        .with(TraceAttributes.METHOD, method)
        .with(TraceAttributes.EVENT, claim.event().id())
        .with(TraceAttributes.CLINIC, claim.event().clinic().id())
        .with(TraceAttributes.WEBHOOK, claim.webhook().id())
        .with(TraceAttributes.DELIVERY, claim.deliveryId())
        .with(TraceAttributes.ATTEMPT, claim.ordinal())
        .with(TraceAttributes.RESENDS, claim.ordinal() - 1)
        .with(TraceAttributes.LANE, claim.lane().name());
  }

  /** Adds what became of it, and what follows. */
  static void concluded(TracedWork attempt, AttemptReport report, NextStep next) {
    if (!attempt.isTold()) {
      return;
    }
    AttemptTimings timings = report.timings();
    attempt
        .with(TraceAttributes.OUTCOME, report.outcome().name())
        .with(TraceAttributes.STATUS, report.httpStatus())
        .with(TraceAttributes.DNS, timings.dnsMicros())
        .with(TraceAttributes.CONNECT, timings.connectMicros())
        .with(TraceAttributes.TLS, timings.tlsMicros())
        .with(TraceAttributes.REQUEST, timings.requestMicros())
        .with(TraceAttributes.FIRST_BYTE, timings.firstByteMicros());
    if (report.outcome() != AttemptOutcome.DELIVERED) {
      attempt.failed(report.code());
    }
    switch (next) {
      case NextStep.Ended(var status) -> attempt.with(TraceAttributes.NEXT, status.name());
      case NextStep.TryAgain(var wait) ->
          attempt
              .with(TraceAttributes.NEXT, RETRY)
              .with(TraceAttributes.RETRY_SECONDS, wait.toSeconds());
    }
    attempt.ended(); // The commit of the outcome is not the receiver's time.
  }
}
