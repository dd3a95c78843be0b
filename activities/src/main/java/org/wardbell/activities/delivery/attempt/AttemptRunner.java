package org.wardbell.activities.delivery.attempt;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.KeptResponses;
import org.wardbell.activities.delivery.state.Lane;
import org.wardbell.activities.http.AttemptReport;
import org.wardbell.activities.http.AuthorizedSender;
import org.wardbell.activities.http.ReceivedResponse;
import org.wardbell.activities.request.OutgoingRequest;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.tracing.TraceAttributes;
import org.wardbell.activities.tracing.TracedWork;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.NextStep;
import org.wardbell.workflows.delivery.RetrySchedule;
import org.wardbell.workflows.delivery.TransportProblem;
import tools.jackson.databind.json.JsonMapper;

/**
 * The course of one claimed attempt: slot, request, answer, decision, journal. It never tries
 * twice.
 */
public final class AttemptRunner {
  /** A delivery that gets no slot in this time is parked; nobody polls for one. */
  private static final Duration SLOT_WAIT = Duration.ofSeconds(1);

  /** Parked ones wait until their claim is almost too old; they have nothing else to do. */
  private static final Duration SLOT_WAIT_OF_DRAINS = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger("wardbell.attempt");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final WebhookSlots slots;
  private final RequestRenderer renderer;
  private final AuthorizedSender sender;
  private final Encryption encryption;
  private final AttemptJournal journal;
  private final ClaimRelease release;
  private final AttemptMeters meters;
  private final ExpiredTokenRetry expiredTokenRetry;
  private final AttemptTraces traces;

  AttemptRunner(
      WebhookSlots slots,
      RequestRenderer renderer,
      AuthorizedSender sender,
      Encryption encryption,
      AttemptJournal journal,
      ClaimRelease release,
      AttemptMeters meters,
      ExpiredTokenRetry expiredTokenRetry,
      AttemptTraces traces) {
    this.slots = slots;
    this.renderer = renderer;
    this.sender = sender;
    this.encryption = encryption;
    this.journal = journal;
    this.release = release;
    this.meters = meters;
    this.expiredTokenRetry = expiredTokenRetry;
    this.traces = traces;
  }

  /** Sends once and returns when the outcome is durable. */
  public SendResult run(ClaimedAttempt claim) throws InterruptedException {
    Slot slot =
        slots.acquire(
            claim.webhook(),
            isReserved(claim),
            claim.lane() == Lane.DRAIN ? SLOT_WAIT_OF_DRAINS : SLOT_WAIT);
    if (slot == null) {
      release.park(claim, ParkedReason.NO_SLOT);
      if (claim.lane() != Lane.DRAIN) {
        slots.wakeWhenFree(claim.webhook()); // A drain comes back by itself.
      }
      return new SendResult.NoSlot();
    }
    try (TracedWork traced = traces.begin(claim)) {
      return run(claim, slot, traced);
    }
  }

  private SendResult run(ClaimedAttempt claim, Slot slot, TracedWork traced)
      throws InterruptedException {
    AttemptReport report = useSlot(claim, slot, traced);
    RetrySchedule schedule = claim.webhook().schedule();
    NextStep next =
        expiredTokenRetry.after(
            claim,
            report,
            NextStep.after(
                report.outcome(),
                claim.ordinal(),
                schedule,
                claim.deliveryId(),
                report.retryAfter()));
    AttemptTraces.concluded(traced, report, next);
    journal.write(new AttemptResult(claim, report, next, sealOrDrop(claim, report.response())));
    meters.attempted(report.outcome(), claim.lane(), report.timings().totalMicros());
    logLine(claim, report, next);
    return switch (next) {
      case NextStep.Ended(var status) -> new SendResult.Final(status);
      case NextStep.TryAgain(Duration wait) ->
          new SendResult.Retry(wait, claim.ordinal(), schedule.attempts(), report.code());
    };
  }

  /** Gives a claim back that nobody is left to use, because the process is stopping. */
  public void giveBack(ClaimedAttempt claim) {
    if (isReserved(claim)) {
      slots.giveBack(claim.webhook(), 1);
    }
    release.giveBack(claim);
  }

  /** A dispatch and a drain reserve room before they claim. */
  private static boolean isReserved(ClaimedAttempt claim) {
    return claim.lane() != Lane.REGULAR;
  }

  private AttemptReport useSlot(ClaimedAttempt claim, Slot slot, TracedWork traced) {
    AttemptOutcome outcome = AttemptOutcome.LOST;
    try {
      AttemptReport report = send(claim, traced);
      outcome = report.outcome();
      return report;
    } finally {
      slots.release(claim.webhook(), slot, outcome);
    }
  }

  /**
   * A failure in the sender itself says nothing about what has left: its lease ends that attempt.
   */
  private AttemptReport send(ClaimedAttempt claim, TracedWork traced) {
    TransportProblem unsendable = claim.body().problem();
    if (unsendable != null) {
      return AttemptReport.notSent(unsendable, 0);
    }
    OutgoingRequest request;
    try {
      request = render(claim);
    } catch (UnrenderableException unrenderable) {
      log.warn("delivery={} not rendered: {}", claim.deliveryId(), unrenderable.getMessage());
      return AttemptReport.notSent(TransportProblem.RENDER_FAILED, 0);
    }
    traced.with(TraceAttributes.HOST, request.url().getHost());
    try {
      return AnswerClassifier.of(claim.webhook().settings(), sender.send(claim.webhook(), request));
    } catch (AuthorizedSender.NothingSentException ours) {
      release.giveBack(claim);
      throw ours;
    }
  }

  /** Up to here nothing has left, so after a failure of ours the same number is claimed again. */
  private OutgoingRequest render(ClaimedAttempt claim) {
    try {
      if (claim.isTooOld()) {
        throw new IllegalStateException(
            "this process stood still after the claim, nothing was sent");
      }
      return renderer.request(
          claim.webhook(),
          claim.event(),
          claim.body(),
          claim.deliveryId(),
          claim.ordinal(),
          Instant.now());
    } catch (UnrenderableException unrenderable) {
      throw unrenderable;
    } catch (RuntimeException ours) {
      release.giveBack(claim);
      throw ours;
    }
  }

  /** The outcome matters more than the answer's text. */
  private @Nullable Sealed sealOrDrop(ClaimedAttempt claim, @Nullable ReceivedResponse response) {
    try {
      return seal(claim, response);
    } catch (RuntimeException failure) {
      log.warn("answer of delivery={} not kept", claim.deliveryId(), failure);
      return null;
    }
  }

  private @Nullable Sealed seal(ClaimedAttempt claim, @Nullable ReceivedResponse response) {
    return response == null
        ? null
        : encryption.seal(
            claim.event().clinic().id(),
            KeptResponses.column(claim.ordinal()),
            claim.deliveryId(),
            JSON.writeValueAsBytes(response));
  }

  private static void logLine(ClaimedAttempt claim, AttemptReport report, NextStep next) {
    log.info(
        "delivery={} event={} webhook={} attempt={} lane={} outcome={} code={} micros={} next={}",
        claim.deliveryId(),
        claim.event().id(),
        claim.webhook().id(),
        claim.ordinal(),
        claim.lane(),
        report.outcome(),
        report.code(),
        report.timings().totalMicros(),
        switch (next) {
          case NextStep.Ended(var status) -> status;
          case NextStep.TryAgain(Duration wait) -> wait;
        });
  }
}
