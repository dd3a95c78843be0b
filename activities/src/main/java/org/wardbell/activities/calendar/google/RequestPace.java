package org.wardbell.activities.calendar.google;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.wardbell.activities.calendar.google.GoogleFailure.Meaning;
import org.wardbell.activities.calendar.google.RequestBudget.Grant;

/** The keeper of the pace: a short wait is waited for, a longer one is the caller's. */
final class RequestPace {
  /** So long a request waits in its thread: less than what a new try costs. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final RequestBudget budget;

  RequestPace(RequestBudget budget) {
    this.budget = budget;
  }

  /**
   * Waits for the right to make one request.
   *
   * @throws GoogleFailure with the wait, if it is longer than 2 s in all
   */
  void keep(CalendarPermission permission) throws GoogleFailure {
    String user =
        switch (permission) {
          case CalendarPermission.Consent(String refreshToken) -> refreshToken;
          case CalendarPermission.Delegation(String account) -> account;
        };

    Duration patience = PATIENCE;
    while (true) {
      String code;
      Duration wait;
      switch (budget.take(user)) {
        case Grant.Given() -> {
          return;
        }
        case Grant.UserWaits(Duration until) -> {
          code = "google_pace_user";
          wait = until;
        }
        case Grant.ProjectWaits(Duration until) -> {
          code = "google_pace_project";
          wait = until;
        }
      }
      patience = patience.minus(wait);
      if (patience.isNegative()) {
        throw new GoogleFailure(Meaning.SLOW_DOWN, code, wait);
      }
      sleep(wait);
    }
  }

  private static void sleep(Duration wait) throws GoogleFailure {
    try {
      TimeUnit.NANOSECONDS.sleep(wait.toNanos() + 1);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new GoogleFailure(Meaning.UNAVAILABLE, "google_interrupted", null);
    }
  }
}
