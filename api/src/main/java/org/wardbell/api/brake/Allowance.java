package org.wardbell.api.brake;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The requests that a key or a person has left in this second and this process, as answers tell
 * them (IETF draft httpapi-ratelimit-headers).
 *
 * @param perSecond requests of one second
 * @param spent those of this second so far, this one included
 */
public record Allowance(int perSecond, long spent) {
  /** The header that tells the limit. */
  public static final String POLICY = "RateLimit-Policy";

  /** The header that tells what is left. */
  public static final String LEFT = "RateLimit";

  private static final String NAME = "\"requests\"";

  /** Writes the headers of an answer. */
  public void tell(HttpServletResponse response) {
    response.setHeader(POLICY, NAME + ";q=" + perSecond + ";w=1");
    response.setHeader(LEFT, NAME + ";r=" + Math.max(0, perSecond - spent) + ";t=1");
  }

  /**
   * Ends the request if it is one too many.
   *
   * @throws ProblemException 429
   */
  public void orThrow() {
    if (spent > perSecond) {
      throw ProblemException.later(
          ProblemKind.TOO_MANY_REQUESTS,
          "This key or person may make %d requests per second. Slow down, or post events in batches."
              .formatted(perSecond),
          Duration.ofSeconds(1));
    }
  }
}
