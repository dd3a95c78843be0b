package org.wardbell.activities.delivery.attempt;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.env.Environment;
import org.wardbell.activities.delivery.state.ClaimedAttempt;

/**
 * The memory for requests under way in this process: the bodies and data of claimed attempts, in
 * bytes. What finds no room stays parked in the database or is claimed later, so that large events
 * cost time and not the process. {@code wardbell.sending.megabytes}, an eighth of the heap if it is
 * not set.
 */
public final class SendingMemory {
  /** The data of one event and a body made of it, with what else belongs to a request. */
  public static final long LARGEST = 640L * 1024;

  /** Small requests have this at least: headers, an answer, objects. */
  private static final long SMALLEST = 8L * 1024;

  private static final int PART_OF_HEAP = 8;

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  public SendingMemory(long limit) {
    this.limit = Math.max(limit, LARGEST);
  }

  static SendingMemory of(Environment environment) {
    Long megabytes = environment.getProperty("wardbell.sending.megabytes", Long.class);
    return new SendingMemory(
        megabytes == null
            ? Runtime.getRuntime().maxMemory() / PART_OF_HEAP
            : megabytes * 1024 * 1024);
  }

  /** Returns what a claimed attempt holds until its request has ended. */
  public static long of(ClaimedAttempt claim) {
    return of(claim.event().data().length, claim.body().bytes().length);
  }

  /** Returns what a request of this event's data and this body would hold. */
  public static long of(int data, int body) {
    return SMALLEST + data + body;
  }

  /** Takes so many bytes; false if there is no room for them. */
  public boolean take(long bytes) {
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /** Takes room for as many of the largest requests as there is, and returns how many. */
  public int takeLargest(int wanted) {
    int taken = 0;
    while (taken < wanted && take(LARGEST)) {
      taken++;
    }
    return taken;
  }

  /** Gives bytes back. */
  public void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Returns a part of it that is given back as a whole, unless what it was taken for begins. */
  public Part part() {
    return new Part();
  }

  /** Bytes that were taken for work that may still be undone. */
  public final class Part {
    private long bytes;

    private Part() {}

    /** Takes so many bytes; false if there is no room for them. */
    public boolean take(long more) {
      if (!SendingMemory.this.take(more)) {
        return false;
      }
      bytes += more;
      return true;
    }

    /** Gives all of them back: the work was undone. */
    public void giveBack() {
      SendingMemory.this.giveBack(bytes);
      bytes = 0;
    }
  }

  /** Returns how many bytes are taken. */
  public long used() {
    return used.get();
  }
}
