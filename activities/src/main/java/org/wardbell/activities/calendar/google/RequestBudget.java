package org.wardbell.activities.calendar.google;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The number of requests that this process makes to Google: a bucket of tokens for each Google
 * user, and one for the whole project. The project's tokens are shared fairly: a user may take
 * another one only while fewer of their own are out than are left, so that whoever asks little is
 * never refused because of somebody who asks much.
 */
final class RequestBudget {
  /** Google's limits by the minute ("Manage quotas"): for each user, and for the project. */
  static final int PER_USER = 600;

  static final int PER_PROJECT = 10_000;

  /**
   * The share of a minute's requests that may go at once. The rest comes back evenly, so that no
   * minute sees more than the limit.
   */
  private static final double BURST = 0.25;

  private static final double NANOS_PER_MINUTE = 60e9;

  /** Users that are remembered; one that was forgotten begins with a full bucket. */
  private static final int USERS = 10_000;

  private final int perUser;
  private final LongSupplier nanoTime;
  private final Bucket project;
  private final Map<String, Bucket> users =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > USERS;
        }
      };

  /**
   * @param perUser requests a minute for each Google user
   * @param perProject requests a minute for all
   * @param nanoTime a clock like {@link System#nanoTime()}
   * @throws IllegalArgumentException if a number is below 4: then nothing could ever be asked
   */
  RequestBudget(int perUser, int perProject, LongSupplier nanoTime) {
    if (perUser < 4 || perProject < 4) {
      throw new IllegalArgumentException(
          "WARDBELL_GOOGLE_USER_REQUESTS_PER_MINUTE and WARDBELL_GOOGLE_PROJECT_REQUESTS_PER_MINUTE"
              + " are at least 4");
    }
    this.perUser = perUser;
    this.nanoTime = nanoTime;
    this.project = new Bucket(perProject, nanoTime.getAsLong());
  }

  /** The answer to somebody who wants to ask Google. */
  sealed interface Grant {
    /** The request may be made; its token is taken. */
    record Given() implements Grant {}

    /** The user asked too much. */
    record UserWaits(Duration delay) implements Grant {}

    /** All users together ask too much, and this one is not among those who ask least. */
    record ProjectWaits(Duration delay) implements Grant {}
  }

  /** Takes a request's token from the user's bucket and the project's, or from neither. */
  synchronized Grant take(String user) {
    long now = nanoTime.getAsLong();
    Bucket own = users.computeIfAbsent(user, _ -> new Bucket(perUser, now));
    own.refill(now);
    project.refill(now);
    if (own.tokens < 1) {
      return new Grant.UserWaits(own.until(1));
    }
    double needed = Math.max(1, own.capacity - own.tokens + 1);
    if (project.tokens < needed) {
      return new Grant.ProjectWaits(project.until(needed));
    }
    own.tokens--;
    project.tokens--;
    return new Grant.Given();
  }

  private static final class Bucket {
    private final double capacity;
    private final double perNano;
    private double tokens;
    private long refilledAt;

    Bucket(int perMinute, long now) {
      this.capacity = perMinute * BURST;
      this.perNano = perMinute * (1 - BURST) / NANOS_PER_MINUTE;
      this.tokens = capacity;
      this.refilledAt = now;
    }

    void refill(long now) {
      tokens = Math.min(capacity, tokens + (now - refilledAt) * perNano);
      refilledAt = now;
    }

    Duration until(double wanted) {
      return Duration.ofNanos((long) Math.ceil((wanted - tokens) / perNano));
    }
  }
}
