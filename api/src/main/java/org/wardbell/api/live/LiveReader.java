package org.wardbell.api.live;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.live.LiveCaller;

/**
 * One who watches: a queue between the thread that looks at the database and the thread that writes
 * to this one's connection. Nobody waits for it: if it is full, the reader is dropped.
 */
final class LiveReader {
  /** Looks at the database that a reader may lag behind: some 16 s. */
  static final int QUEUED = 16;

  private final UUID key;
  private final String address;
  private final @Nullable UUID clinic;
  private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(QUEUED);
  private volatile boolean ended;

  /**
   * Creates a reader.
   *
   * @param key it holds, or the person who it is
   * @param address it comes from
   * @param clinic it sees, or null for all
   */
  LiveReader(UUID key, String address, @Nullable UUID clinic) {
    this.key = key;
    this.address = address;
    this.clinic = clinic;
  }

  UUID key() {
    return key;
  }

  LiveCaller caller() {
    return new LiveCaller(key, clinic);
  }

  String address() {
    return address;
  }

  /** Returns whether it sees what belongs to a clinic, or to none. */
  Predicate<LiveMessage> sees() {
    return message ->
        clinic == null
            || message.isForEverybody()
            || (message.clinic() != null && message.clinic().equals(clinic));
  }

  /** Gives it something to write; returns false if it has not written what it was given before. */
  boolean offer(String text) {
    if (queue.offer(text)) {
      return true;
    }
    end();
    return false;
  }

  /** Ends its stream after what it is writing just now. */
  void end() {
    ended = true;
    queue.clear();
    // Wakes it if it waits.
    boolean _ = queue.offer("");
  }

  boolean hasEnded() {
    return ended;
  }

  /** Waits for something to write; null if there was nothing for so long. */
  @Nullable String next(Duration wait) throws InterruptedException {
    return queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
  }
}
