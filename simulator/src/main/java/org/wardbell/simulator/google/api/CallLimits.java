package org.wardbell.simulator.google.api;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.wardbell.simulator.google.calendar.GoogleException;

/**
 * Google's limits of calls, in a sliding window; off at first. A call above one of them is refused
 * and does not count.
 */
public final class CallLimits {

  /** What users report: 600 a minute for one user, 10,000 for a project (guide "Manage quotas"). */
  public static final Limits REPORTED = new Limits(600, 0, 10_000, 403, Duration.ofMinutes(1));

  private static final Limits OFF = new Limits(0, 0, 0, 403, Duration.ofMinutes(1));

  private final Map<String, Deque<Long>> calls = new HashMap<>();
  private Limits limits = OFF;

  /**
   * The limits; 0 is none.
   *
   * @param perUser calls of one account in the window
   * @param perCalendar calls that concern one calendar in the window
   * @param perProject calls of all accounts in the window
   * @param status 403, or 429; Google's guide "Handle API errors" has both
   * @param window a minute at Google
   */
  public record Limits(int perUser, int perCalendar, int perProject, int status, Duration window) {}

  /** Sets the limits from now on; what was called before does not count. */
  public synchronized void set(Limits next) {
    limits = next;
    calls.clear();
  }

  /** Lets every call through again. */
  public void clear() {
    set(OFF);
  }

  /** Counts a call; 403 userRateLimitExceeded or rateLimitExceeded, or 429, when it is too many. */
  synchronized void check(String account, String calendarId) {
    long now = System.nanoTime();
    String user = "user " + account;
    String calendar = "calendar " + (calendarId.equals("primary") ? account : calendarId);
    if (isFull(user, limits.perUser(), now)) {
      throw limits.status() == 429
          ? rateLimit()
          : new GoogleException(403, "userRateLimitExceeded", "User Rate Limit Exceeded");
    }
    if (isFull(calendar, limits.perCalendar(), now)
        || isFull("project", limits.perProject(), now)) {
      throw rateLimit();
    }
    count(user, limits.perUser(), now);
    count(calendar, limits.perCalendar(), now);
    count("project", limits.perProject(), now);
  }

  private GoogleException rateLimit() {
    return new GoogleException(limits.status(), "rateLimitExceeded", "Rate Limit Exceeded");
  }

  private boolean isFull(String key, int most, long now) {
    Deque<Long> times = calls.get(key);
    if (most == 0 || times == null) {
      return false;
    }
    while (!times.isEmpty() && now - times.getFirst() >= limits.window().toNanos()) {
      times.removeFirst();
    }
    return times.size() >= most;
  }

  private void count(String key, int most, long now) {
    if (most > 0) {
      calls.computeIfAbsent(key, unseen -> new ArrayDeque<>()).addLast(now);
    }
  }
}
