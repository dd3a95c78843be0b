package org.wardbell.workflows.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pace at which a rate allows requests: the generic cell rate algorithm, which needs one moment
 * of memory. That moment is the one at which the requests so far would have been through, had they
 * come evenly; as many as the burst may be ahead of it.
 *
 * @param rate the receiver's limit
 * @param from the moment kept, or null before the first request
 */
public record Pace(Rate rate, @Nullable Instant from) {

  /** Returns the wait of the request after so many others, seen from now; zero or more. */
  public Duration waitAfter(int others, Instant now) {
    Instant allowed = start(now).plus(between(others + 1L - rate.burst()));
    return allowed.isAfter(now) ? Duration.between(now, allowed) : Duration.ZERO;
  }

  /** Returns the number of requests allowed from now until a horizon, at most so many. */
  public int permits(Instant now, Duration horizon, int atMost) {
    int permits = 0;
    while (permits < atMost && waitAfter(permits, now).compareTo(horizon) <= 0) {
      permits++;
    }
    return permits;
  }

  /** Returns the moment to keep once so many requests were let through. */
  public Instant after(int requests, Instant now) {
    return start(now).plus(between(requests));
  }

  private Instant start(Instant now) {
    return from == null || from.isBefore(now) ? now : from;
  }

  /**
   * Returns the time between requests in whole microseconds, as the database keeps times, and never
   * too short.
   */
  private Duration between(long requests) {
    long micros = Math.ceilDiv(rate.perSeconds() * 1_000_000L, rate.limit());
    return Duration.of(requests * micros, ChronoUnit.MICROS);
  }
}
