package org.wardbell.api.brake;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The count of one key's, or one person's, requests per second in this process. */
public final class RequestBudget {
  /** Requests of a second, in the low bits below the second itself. */
  private static final int COUNT_BITS = 24;

  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

  private final int perSecond;
  private final AtomicLong secondAndCount = new AtomicLong();

  /**
   * @param perSecond requests of one second; beyond them {@link #spend} refuses
   */
  public RequestBudget(int perSecond) {
    this.perSecond = perSecond;
  }

  /**
   * Counts a request.
   *
   * @throws ProblemException 429 if there were too many in this second
   */
  public void spend(Instant now) {
    long second = now.getEpochSecond() << COUNT_BITS;
    long after =
        secondAndCount.updateAndGet(
            before -> (before & ~COUNT_MASK) == second ? before + 1 : second + 1);
    if ((after & COUNT_MASK) > perSecond) {
      throw ProblemException.later(
          ProblemKind.TOO_MANY_REQUESTS,
          "This key or person may make %d requests per second. Slow down, or post events in batches."
              .formatted(perSecond),
          Duration.ofSeconds(1));
    }
  }
}
