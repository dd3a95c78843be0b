package org.wardbell.activities.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.Scale;

/**
 * A clinic that keeps posting: one event after the other, each accepted, matched and sent, so that
 * each table that a sweep takes rows from gets new ones.
 */
final class LiveWriter implements AutoCloseable {
  /** Posts before anything else runs, to compare with; each night only they are compared. */
  private static final int ALONE = Scale.of(20, 400);

  private static final long PAUSE_MILLIS = 2;

  /** A post: the event, and how long it took until its outcome was committed. */
  private record Post(UUID event, long nanos) {}

  private final DeliveryHarness harness;
  private final List<Post> alone = new ArrayList<>();
  private final List<Post> after = new ArrayList<>();
  private final List<Post> beside = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean over;
  private volatile @Nullable RuntimeException failure;

  private LiveWriter(DeliveryHarness harness) {
    this.harness = harness;
    for (int i = 0; i < ALONE; i++) {
      alone.add(post());
    }
    thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (!over) {
                      beside.add(post());
                    }
                  } catch (RuntimeException e) {
                    failure = e;
                  }
                });
  }

  /** Posts some events alone, and goes on in the background. */
  static LiveWriter start(DeliveryHarness harness) {
    for (int i = 0; i < ALONE; i++) {
      // What a process does for the first time takes longer.
      var _ = post(harness);
    }
    return new LiveWriter(harness);
  }

  private Post post() {
    return post(harness);
  }

  private static Post post(DeliveryHarness harness) {
    pause();
    long began = System.nanoTime();
    var batch = harness.accept(1);
    harness.engine.dispatch().dispatch(batch);
    return new Post(UUID.fromString(batch.eventIds().getFirst()), System.nanoTime() - began);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Returns the events that were posted in the background so far. */
  List<UUID> posted() {
    return beside.stream().map(Post::event).toList();
  }

  /**
   * Posts some more events alone, after the others have ended: the machine may have slowed down.
   */
  void postAlone() {
    for (int i = 0; i < ALONE; i++) {
      after.add(post());
    }
  }

  /**
   * Returns the 99th percentile of posts that had the database for themselves: before the others,
   * or after them if those were slower.
   */
  Duration p99Alone() {
    Duration before = p99(alone);
    return after.isEmpty() || p99(after).compareTo(before) < 0 ? before : p99(after);
  }

  /** Returns the 99th percentile of posts in the background. */
  Duration p99Beside() {
    return p99(beside);
  }

  private static Duration p99(List<Post> posts) {
    long[] sorted = posts.stream().mapToLong(Post::nanos).sorted().toArray();
    return Duration.ofNanos(sorted[(int) Math.ceil(sorted.length * 0.99) - 1]);
  }

  @Override
  public void close() {
    if (!over) {
      stop();
    }
  }

  /** Ends the posts; fails if one of them did. */
  void stop() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
    if (failure != null) {
      throw failure;
    }
  }
}
