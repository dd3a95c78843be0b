package org.wardbell.activities.crypto;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The master key as this process has it, and the place where it can be read again: a file that
 * somebody replaced while the process runs is noticed when a data key does not open.
 */
final class MasterKeySource {
  /** A file that has not got the right key either is not read for each request. */
  private static final long BETWEEN_READS = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<MasterKey> place;
  private volatile MasterKey current;
  private long next = System.nanoTime();

  MasterKeySource(MasterKey current, Supplier<MasterKey> place) {
    this.current = current;
    this.place = place;
  }

  /** Returns a key that is the same for as long as the process runs. */
  static MasterKeySource fixed(MasterKey key) {
    return new MasterKeySource(key, () -> key);
  }

  MasterKey current() {
    return current;
  }

  /** Returns the key that is there by now, or the one of before if there is no usable one. */
  MasterKey latest() {
    try {
      return read();
    } catch (WrongMasterKeyException unreadable) {
      return current;
    }
  }

  /**
   * Reads the key again, unless that was done a moment ago; the same as before if that is what is
   * there.
   *
   * @throws WrongMasterKeyException if there is no usable key any more
   */
  synchronized MasterKey read() {
    return System.nanoTime() - next >= 0 ? readNow() : current;
  }

  /**
   * Reads the key again, however long ago that was done: for who changes it.
   *
   * @throws WrongMasterKeyException if there is no usable key any more
   */
  synchronized MasterKey readNow() {
    MasterKey found = place.get();
    if (!found.isSame(current)) {
      current = found;
    }
    next = System.nanoTime() + BETWEEN_READS;
    return current;
  }
}
