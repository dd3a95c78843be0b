package org.wardbell.activities.webhook.state;

import java.time.Duration;
import org.wardbell.workflows.Backoff;

/**
 * The waits of an open circuit before its probes.
 *
 * @param first from its opening to the first probe; each further wait is twice as long
 * @param longest where the doubling ends
 */
public record ProbeTimes(Duration first, Duration longest) {
  /** A restart takes half a minute; after a longer outage half an hour more does not matter. */
  public static final ProbeTimes STANDARD =
      new ProbeTimes(Duration.ofSeconds(30), Duration.ofMinutes(30));

  /** The wait after the next probe, should it fail. */
  Duration after(Duration wait) {
    return new Backoff(first, longest).after(wait);
  }
}
