package org.wardbell.activities.delivery.attempt;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Lets callers share commits without a thread of its own: a caller that comes while a commit runs
 * waits, and the first of those then commits for all of them.
 */
final class GroupCommit<T> {
  /** More rows would hold their locks for too long. */
  private static final int GROUP = 500;

  private record Entry<T>(T value, CompletableFuture<Void> done) {}

  private final Consumer<List<T>> write;
  private final Queue<Entry<T>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock writing = new ReentrantLock();

  /**
   * @param write commits a group or throws
   */
  GroupCommit(Consumer<List<T>> write) {
    this.write = write;
  }

  /** Returns once the value is committed; throws what the commit of its group threw. */
  void commit(T value) {
    Entry<T> entry = new Entry<>(value, new CompletableFuture<>());
    waiting.add(entry);
    writing.lock();
    try {
      while (!entry.done().isDone()) {
        commitGroup();
      }
    } finally {
      writing.unlock();
    }
    try {
      entry.done().join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  /** Values whose commit has not begun. */
  int waiting() {
    return waiting.size();
  }

  private void commitGroup() {
    List<Entry<T>> group = new ArrayList<>();
    for (Entry<T> next = waiting.poll(); next != null; next = waiting.poll()) {
      group.add(next);
      if (group.size() == GROUP) {
        break;
      }
    }
    try {
      write.accept(group.stream().map(Entry::value).toList());
      group.forEach(entry -> entry.done().complete(null));
    } catch (Throwable failure) {
      // An error too: whoever is left unfinished would wait for ever.
      group.forEach(entry -> entry.done().completeExceptionally(failure));
    }
  }
}
