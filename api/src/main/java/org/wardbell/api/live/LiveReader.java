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
  static final int QUEUED = 64;

  private final LiveCaller caller;
  private final String address;
  private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(QUEUED);
  private volatile boolean ended;

  /**
   * Creates a reader.
   *
   * @param caller who watches, and what it sees
   * @param address it comes from
   */
  LiveReader(LiveCaller caller, String address) {
    this.caller = caller;
    this.address = address;
  }

  /** Returns the id of the key that it holds, or of the person who it is. */
  UUID key() {
    return caller.id();
  }

  LiveCaller caller() {
    return caller;
  }

  String address() {
    return address;
  }

  /** Returns whether it sees what belongs to a clinic, or to none. */
  Predicate<LiveMessage> sees() {
    UUID clinic = caller.clinic();
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
