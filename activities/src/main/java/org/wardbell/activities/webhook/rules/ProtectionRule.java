package org.wardbell.activities.webhook.rules;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.draft.ProtectionDraft;
import org.wardbell.workflows.webhook.Protection;
import org.wardbell.workflows.webhook.Rate;

/** The rule for a webhook's limits. */
final class ProtectionRule {
  static final int MAXIMUM_CONCURRENCY = 64;
  static final int MAXIMUM_PER_SECOND = 1_000;

  /** A slower receiver is better served by a schedule of its own. */
  static final int LONGEST_PERIOD_SECONDS = 60;

  static final int MAXIMUM_BURST = 1_000;

  private ProtectionRule() {}

  static Protection check(ProtectionDraft draft, Problems problems) {
    return new Protection(
        within(
            "concurrency",
            draft.concurrency(),
            Protection.DEFAULT_CONCURRENCY,
            MAXIMUM_CONCURRENCY,
            problems),
        rate(draft.rate(), problems),
        Objects.requireNonNullElse(draft.circuitBreaker(), true),
        Objects.requireNonNullElse(draft.autoDisable(), true),
        Objects.requireNonNullElse(draft.ordered(), false));
  }

  private static @Nullable Rate rate(ProtectionDraft.@Nullable RateDraft draft, Problems problems) {
    if (draft == null) {
      return null;
    }
    if (draft.limit() == null) {
      problems.add(
          "rate.limit",
          "A rate needs a limit.",
          "Say how many requests the receiver takes, for instance 60 with per_seconds 60.");
    }
    int period =
        within("rate.per_seconds", draft.perSeconds(), 1, LONGEST_PERIOD_SECONDS, problems);
    int limit =
        within("rate.limit", draft.limit(), 1, MAXIMUM_PER_SECOND * Math.max(1, period), problems);
    int burst = within("rate.burst", draft.burst(), 1, MAXIMUM_BURST, problems);
    return new Rate(limit, period, burst);
  }

  private static int within(
      String field, @Nullable Integer given, int otherwise, int maximum, Problems problems) {
    int value = given == null ? otherwise : given;
    if (value < 1 || value > maximum) {
      problems.add(
          field,
          value + " is not between 1 and " + maximum + ".",
          "Give a whole number in this range.");
    }
    return value;
  }
}
