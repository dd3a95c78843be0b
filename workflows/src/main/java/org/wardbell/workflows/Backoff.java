package org.wardbell.workflows;

import java.time.Duration;

/**
 * A wait that doubles with each failure, up to a bound.
 *
 * @param first after the first failure
 * @param longest where the doubling ends
 */
public record Backoff(Duration first, Duration longest) {
  /** Returns the wait after this one. */
  public Duration after(Duration wait) {
    Duration doubled = wait.multipliedBy(2);
    return doubled.compareTo(longest) > 0 ? longest : doubled;
  }
}
