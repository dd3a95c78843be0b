package org.wardbell.activities.delivery.attempt;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The virtual threads that requests are sent on. Closing it lets requests under way end and writes
 * their outcomes; that is done after the process's workers have stopped.
 */
public final class SendingThreads implements AutoCloseable {
  /** Requests under way may end on their own for this long when the process stops. */
  private static final int DRAIN_SECONDS = 20;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AttemptJournal journal;

  SendingThreads(AttemptJournal journal) {
    this.journal = journal;
  }

  /** Runs the task; its result is there when the request has ended. */
  public <T> Future<T> submit(Callable<T> task) {
    return threads.submit(task);
  }

  /** Runs the task. */
  public void execute(Runnable task) {
    threads.execute(task);
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    journal.close();
  }
}
