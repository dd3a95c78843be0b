package org.wardbell.api.delivery;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.replay.NewReplay;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.delivery.ReplaySelection;

/** A request for a replay: which events to deliver again. */
@Schema(name = "ReplayRequest")
public record ReplayRequest(
    @Schema(
            description =
                "failed: whose latest delivery ended without success. all: every event that the"
                    + " webhook asks for. not_received: those of them that never arrived and are"
                    + " not on their way.",
            allowableValues = {"failed", "all", "not_received"},
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String which,
    @Schema(
            description = "Events accepted then or later, RFC 3339.",
            example = "2026-11-21T00:00:00Z",
            format = "date-time",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String from,
    @Schema(description = "Events accepted then or before; now if left out.", format = "date-time")
        @Nullable String to,
    @Schema(description = "At most so many a minute, 1-60,000; as fast as it goes if left out.")
        @Nullable Integer perMinute) {
  /** A thousand a second is more than drains of one webhook send. */
  private static final int MAXIMUM_PER_MINUTE = 60_000;

  /** Payloads are kept for 30 days by default; a longer range only finds removed ones. */
  private static final Duration LONGEST_RANGE = Duration.ofDays(366);

  /**
   * Returns the job that is requested.
   *
   * @param actor who asks, as the audit trail names it
   * @throws org.wardbell.api.problem.ProblemException 422 naming all that is wrong
   */
  NewReplay checked(String actor, Instant now) {
    FieldChecks checks = new FieldChecks();
    ReplaySelection selection = which == null ? null : ReplaySelection.of(which).orElse(null);
    if (selection == null) {
      checks.add("which", "is not a selection", "Choose failed, all or not_received.");
    }
    Instant begin = checks.optionalTime("from", from);
    if (from == null) {
      checks.add("from", "is missing", "Give the time of the first event, with its offset.");
    }
    Instant end = to == null ? now : checks.optionalTime("to", to);
    if (begin != null && end != null) {
      checkRange(begin, end, checks);
    }
    checks.between(
        "per_minute",
        perMinute,
        1,
        MAXIMUM_PER_MINUTE,
        "Leave it out to go as fast as the webhook takes them.");
    checks.orThrow();
    return new NewReplay(
        Objects.requireNonNull(selection),
        Objects.requireNonNull(begin),
        Objects.requireNonNull(end),
        perMinute,
        actor);
  }

  private static void checkRange(Instant begin, Instant end, FieldChecks checks) {
    if (!begin.isBefore(end)) {
      checks.add("to", "is not after the beginning", "Exchange the two, or leave the end out.");
    } else if (begin.plus(LONGEST_RANGE).isBefore(end)) {
      checks.add("from", "is more than a year before the end", "Take several jobs.");
    }
  }
}
