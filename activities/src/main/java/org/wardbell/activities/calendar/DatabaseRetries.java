package org.wardbell.activities.calendar;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.wardbell.activities.calendar.trouble.Jitter;
import org.wardbell.activities.database.DatabaseFailures;

/**
 * The rule when an activity is tried again that failed because our own database is away or
 * overloaded: soon, because that is no fault of this calendar's and ends for all of them at once,
 * and spread, for the same reason.
 */
final class DatabaseRetries {
  /** Most races are over within it. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** With the spread 30 s. */
  private static final Duration LONGEST = Duration.ofSeconds(24);

  /** Beyond these the wait is the longest one anyway. */
  private static final int MOST_DOUBLINGS = 8;

  private DatabaseRetries() {}

  /** Runs a calendar's work; other failures are thrown as they are. */
  static <T> T run(UUID calendar, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException failure) {
      if (!DatabaseFailures.isAway(failure) && !DatabaseFailures.isRace(failure)) {
        throw failure;
      }
      throw soon(failure, calendar, Activity.getExecutionContext().getInfo().getAttempt());
    }
  }

  /** Returns what tells Temporal when to try again; it quotes no value. */
  static ApplicationFailure soon(RuntimeException failure, UUID calendar, int attempt) {
    return ApplicationFailure.newBuilder()
        .setMessage(DatabaseFailures.isAway(failure) ? "database_away" : "database_contended")
        .setType("Database")
        .setNextRetryDelay(Jitter.over(doubled(SHORTEST, attempt, LONGEST), calendar, attempt))
        .build();
  }

  /** Returns a wait that doubles with each attempt, from 1 on, up to the longest. */
  static Duration doubled(Duration shortest, int attempt, Duration longest) {
    Duration wait = shortest.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
