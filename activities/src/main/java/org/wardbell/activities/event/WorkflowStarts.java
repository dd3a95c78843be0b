package org.wardbell.activities.event;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.workflows.event.EventBatch;

/**
 * The bounded queue of starts and signals that follow a commit. Nobody waits for them, and what is
 * not started here is given up without noise, because the relay starts it.
 */
public final class WorkflowStarts implements AutoCloseable {
  /** More than two at once only makes the server slower (see RATIONALE.md). */
  private static final int IN_FLIGHT = 2;

  /** Starts that may wait; each names up to 100 events. The rest is the relay's. */
  private static final int WAITING = 200;

  private static final Logger log = LoggerFactory.getLogger(WorkflowStarts.class);

  private final WorkflowStarter starter;
  private final ThreadPoolExecutor executor;
  private final AtomicBoolean failing = new AtomicBoolean();

  /** Webhooks whose signal still waits here; that one signal covers all that comes meanwhile. */
  private final Set<UUID> waking = ConcurrentHashMap.newKeySet();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private int open;

  public WorkflowStarts(WorkflowStarter starter) {
    this.starter = starter;
    this.executor =
        new ThreadPoolExecutor(
            IN_FLIGHT,
            IN_FLIGHT,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("workflow-start-", 1).factory());
  }

  /**
   * Starts the workflow of events that were just committed; does nothing if all were duplicates.
   */
  public void start(RecordedEvents recorded) {
    if (!recorded.fresh().isEmpty()) {
      EventBatch batch = recorded.batch();
      submit(() -> starter.startEvents(batch, recorded.summary()));
    }
  }

  /**
   * Starts the webhook's workflow, or wakes it if it is alive. A burst of wakes is one signal,
   * because each costs the server as much as a workflow.
   */
  public void wakeWebhook(UUID webhookId) {
    wakeWebhook(webhookId, () -> true);
  }

  /**
   * Does the same if it is needed, which is asked just before; where that cannot be said it is
   * woken.
   */
  public void wakeWebhook(UUID webhookId, BooleanSupplier needed) {
    if (waking.add(webhookId)) {
      boolean submitted =
          submit(
              () -> {
                waking.remove(webhookId);
                if (isNeeded(needed)) {
                  starter.wakeWebhook(webhookId);
                }
              });
      if (!submitted) {
        waking.remove(webhookId);
      }
    }
  }

  private static boolean isNeeded(BooleanSupplier needed) {
    try {
      return needed.getAsBoolean();
    } catch (DataAccessException away) {
      return true;
    }
  }

  /** Starts the workflow of a replay job, or wakes it if it is alive. */
  public void wakeReplay(UUID replayId) {
    var _ = submit(() -> starter.wakeReplay(replayId));
  }

  /**
   * Waits until a start could begin at once, so that requests which arrive meanwhile join the next
   * commit. Returns early when starts fail: then the database is all that matters.
   */
  void awaitCapacity(Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (open >= IN_FLIGHT && !failing.get() && nanos > 0) {
        nanos = ended.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean submit(Runnable start) {
    changeOpen(1);
    try {
      executor.execute(() -> run(start));
      return true;
    } catch (RejectedExecutionException full) {
      changeOpen(-1);
      log.debug("start queue is full, left to the relay");
      return false;
    }
  }

  private void run(Runnable start) {
    try {
      start.run();
      if (failing.compareAndSet(true, false)) {
        log.info("temporal answers again, workflows are started at once");
      }
    } catch (RuntimeException failure) {
      if (failing.compareAndSet(false, true)) {
        log.warn("temporal does not answer ({}), the relay will start workflows", name(failure));
      }
    } finally {
      changeOpen(-1);
    }
  }

  private static String name(RuntimeException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getClass().getSimpleName();
  }

  private void changeOpen(int by) {
    lock.lock();
    try {
      open += by;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
