package org.wardbell.api.brake;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The count of one key's, or one person's, requests per second in this process. */
public final class RequestBudget {
  /** Requests of a second, in the low bits below the second itself. */
  private static final int COUNT_BITS = 24;

  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

  private final int perSecond;
  private final AtomicLong secondAndCount = new AtomicLong();

  /**
   * @param perSecond requests of one second
   */
  public RequestBudget(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Counts a request, and returns what is left. */
  public Allowance spend(Instant now) {
    long second = now.getEpochSecond() << COUNT_BITS;
    long after =
        secondAndCount.updateAndGet(
            before -> (before & ~COUNT_MASK) == second ? before + 1 : second + 1);
    return new Allowance(perSecond, after & COUNT_MASK);
  }
}
