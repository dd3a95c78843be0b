package org.wardbell.workflows.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a rate allows the next requests: the generic cell rate algorithm, which needs one moment of
 * memory. That moment is when the requests so far would have been through, had they come evenly; as
 * many as the burst may be ahead of it.
 *
 * @param rate what the receiver takes
 * @param from the moment kept, or null before the first request
 */
public record Pace(Rate rate, @Nullable Instant from) {

  /** How long the request after so many others has to wait, seen from now; zero or more. */
  public Duration waitAfter(int others, Instant now) {
    Instant allowed = start(now).plus(between(others + 1L - rate.burst()));
    return allowed.isAfter(now) ? Duration.between(now, allowed) : Duration.ZERO;
  }

  /** How many requests are allowed from now until a horizon, at most so many. */
  public int permits(Instant now, Duration horizon, int atMost) {
    int permits = 0;
    while (permits < atMost && waitAfter(permits, now).compareTo(horizon) <= 0) {
      permits++;
    }
    return permits;
  }

  /** The moment to keep once so many requests were let through. */
  public Instant after(int requests, Instant now) {
    return start(now).plus(between(requests));
  }

  private Instant start(Instant now) {
    return from == null || from.isBefore(now) ? now : from;
  }

  /** In whole microseconds, as the database keeps times, and never too short. */
  private Duration between(long requests) {
    long micros = Math.ceilDiv(rate.perSeconds() * 1_000_000L, rate.limit());
    return Duration.of(requests * micros, ChronoUnit.MICROS);
  }
}
