package org.wardbell.activities.webhook.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.webhook.RetryPolicy;

/** The rule for a webhook's retries. */
final class RetryRule {
  static final int MAXIMUM_ATTEMPTS = 20;
  static final int MAXIMUM_WAIT_SECONDS = 86_400;
  static final double MAXIMUM_FACTOR = 10;

  private RetryRule() {}

  static RetryPolicy check(@Nullable RetryPolicy given, Problems problems) {
    if (given == null) {
      return RetryPolicy.STANDARD;
    }
    checkOn(given.on(), problems);
    List<Integer> schedule = given.scheduleSeconds();
    boolean grows =
        given.attempts() != null
            || given.initialSeconds() != null
            || given.factor() != null
            || given.maxSeconds() != null;
    if (schedule == null) {
      checkGrowth(given, problems);
      return grows ? given : RetryPolicy.STANDARD.triedOn(given.on());
    }
    if (grows) {
      problems.add(
          "retry",
          "schedule_seconds says all; attempts, initial_seconds, factor and max_seconds cannot stand"
              + " beside it.",
          "Remove one or the other.");
    }
    checkSchedule(schedule, problems);
    return given;
  }

  private static void checkOn(@Nullable String on, Problems problems) {
    if (on != null && !on.equals(RetryPolicy.ANY) && !on.equals(RetryPolicy.TEMPORARY)) {
      problems.add(
          "retry.on",
          "This is none of the answers that can be chosen.",
          "Use any to try again also after answers such as 400 and 422, or temporary not to.");
    }
  }

  private static void checkSchedule(List<Integer> schedule, Problems problems) {
    if (schedule.isEmpty() || schedule.size() > MAXIMUM_ATTEMPTS) {
      problems.add(
          "retry.schedule_seconds",
          "A schedule has 1 to " + MAXIMUM_ATTEMPTS + " waits, one for each attempt.",
          "Give a list such as [0, 5, 300].");
      return;
    }
    for (int i = 0; i < schedule.size(); i++) {
      Integer wait = schedule.get(i);
      if (wait == null || wait < 0 || wait > MAXIMUM_WAIT_SECONDS) {
        problems.add(
            "retry.schedule_seconds[" + i + "]",
            "A wait is 0 to " + MAXIMUM_WAIT_SECONDS + " seconds.",
            "Give a whole number in this range.");
      } else if (i == 0 && wait != 0) {
        problems.add(
            "retry.schedule_seconds[0]",
            "The first attempt is made at once.",
            "Put 0 first; the waits before the further attempts follow it.");
      }
    }
  }

  private static void checkGrowth(RetryPolicy given, Problems problems) {
    checkRange("attempts", given.attempts(), MAXIMUM_ATTEMPTS, problems);
    checkRange("initial_seconds", given.initialSeconds(), MAXIMUM_WAIT_SECONDS, problems);
    checkRange("max_seconds", given.maxSeconds(), MAXIMUM_WAIT_SECONDS, problems);
    checkOrder(given.initialSeconds(), given.maxSeconds(), problems);
    Double factor = given.factor();
    if (factor != null && !(factor >= 1 && factor <= MAXIMUM_FACTOR)) {
      problems.add(
          "retry.factor",
          "The factor is 1 to 10.",
          "Give 1 for equal waits, 2 to double them each time.");
    }
  }

  private static void checkOrder(
      @Nullable Integer initial, @Nullable Integer longest, Problems problems) {
    if (initial != null && longest != null && initial > longest) {
      problems.add(
          "retry.initial_seconds",
          initial + " is more than max_seconds, " + longest + ".",
          "Give a first wait that is not longer than the longest.");
    }
  }

  private static void checkRange(
      String field, @Nullable Integer value, int maximum, Problems problems) {
    if (value != null && (value < 1 || value > maximum)) {
      problems.add(
          "retry." + field,
          value + " is not between 1 and " + maximum + ".",
          "Give a whole number in this range.");
    }
  }
}
