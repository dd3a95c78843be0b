package org.wardbell.api.access;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The count of one key's requests per second in this process. */
final class RequestBudget {
  /** Requests of a second, in the low bits below the second itself. */
  private static final int COUNT_BITS = 24;

  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

  private final int perSecond;
  private final AtomicLong secondAndCount = new AtomicLong();

  RequestBudget(int perSecond) {
    this.perSecond = perSecond;
  }

  void spend(Instant now) {
    long second = now.getEpochSecond() << COUNT_BITS;
    long after =
        secondAndCount.updateAndGet(
            before -> (before & ~COUNT_MASK) == second ? before + 1 : second + 1);
    if ((after & COUNT_MASK) > perSecond) {
      throw ProblemException.later(
          ProblemKind.TOO_MANY_REQUESTS,
          "This key may make %d requests per second. Slow down, or post events in batches."
              .formatted(perSecond),
          Duration.ofSeconds(1));
    }
  }
}
