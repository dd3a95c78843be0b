package org.wardbell.activities.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
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
import org.wardbell.activities.tracing.Tracing;

/**
 * The bounded queue of starts and signals that follow a commit. Nobody waits for them. One that
 * fails is tried once more; what is not started then is given up without noise, because the relay
 * starts it.
 */
public final class WorkflowStarts implements AutoCloseable {
  /** More than two at once only makes the server slower (see RATIONALE.md). */
  private static final int IN_FLIGHT = 2;

  /** Starts that may wait; each names up to 50 events. The rest is the relay's. */
  private static final int WAITING = 200;

  /** Sooner than the relay, and later than a hiccup. */
  private static final Duration TRY_AGAIN = Duration.ofMillis(500);

  private static final Logger log = LoggerFactory.getLogger(WorkflowStarts.class);

  private final WorkflowStarter starter;
  private final Tracing tracing;
  private final ThreadPoolExecutor executor;
  private final ScheduledThreadPoolExecutor again =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("workflow-start-again").factory());
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * Webhooks whose signal still waits here, and whether it is surely needed; that one signal covers
   * all that comes meanwhile.
   */
  private final Map<UUID, Boolean> waking = new ConcurrentHashMap<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private int open;

  public WorkflowStarts(WorkflowStarter starter, Tracing tracing) {
    this.starter = starter;
    this.tracing = tracing;
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
   * Starts the workflow of events that were just committed by something else than a request that
   * posted them; does nothing if all were duplicates.
   */
  public void start(RecordedEvents recorded) {
    recorded.traced(tracing, null);
    startPosted(recorded);
  }

  /** Does the same for events that were posted; their intake tells when that began. */
  void startPosted(RecordedEvents recorded) {
    for (RecordedEvents.Start start : recorded.starts()) {
      submit(() -> starter.startEvents(start.batch(), start.summary(), start.labels()));
    }
  }

  /**
   * Starts one workflow for events, as many as share one.
   *
   * @param workflowId what it is called
   */
  public void start(String workflowId, List<RecordedEvents.Fresh> events) {
    RecordedEvents.Start start = RecordedEvents.start(events);
    submit(() -> starter.startEvents(workflowId, start.batch(), start.summary(), start.labels()));
  }

  /**
   * Starts the webhook's workflow, or wakes it if it is alive. A burst of wakes is one signal,
   * because each costs the server as much as a workflow.
   */
  public void wakeWebhook(UUID webhookId) {
    wakeWebhook(webhookId, true, () -> true);
  }

  /**
   * Does the same if it is needed, which is asked just before; where that cannot be said it is
   * woken.
   */
  public void wakeWebhook(UUID webhookId, BooleanSupplier needed) {
    wakeWebhook(webhookId, false, needed);
  }

  private void wakeWebhook(UUID webhookId, boolean surely, BooleanSupplier needed) {
    AtomicBoolean first = new AtomicBoolean();
    waking.compute(
        webhookId,
        (_, before) -> {
          first.set(before == null);
          return surely || Boolean.TRUE.equals(before);
        });
    if (!first.get()) {
      return;
    }
    AtomicBoolean decided = new AtomicBoolean();
    boolean submitted =
        submit(
            () -> {
              boolean wanted = Boolean.TRUE.equals(waking.remove(webhookId));
              // Asked once: whoever said yes counts on the signal, also if it is tried again.
              if (decided.get() || wanted || isNeeded(needed)) {
                decided.set(true);
                starter.wakeWebhook(webhookId);
              }
            });
    if (!submitted) {
      waking.remove(webhookId);
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

  /** Starts the workflow of an erasure, unless it is alive. */
  public void startErasure(UUID erasureId) {
    var _ = submit(() -> starter.startErasure(erasureId));
  }

  /** Starts the workflow of a rotation of keys, unless it is alive. */
  public void startKeyRotation(UUID rotationId) {
    var _ = submit(() -> starter.startKeyRotation(rotationId));
  }

  /** Starts the workflow of a job on the execution log, unless it is alive. */
  public void startLogJob(UUID jobId) {
    var _ = submit(() -> starter.startLogJob(jobId));
  }

  /** Starts the workflow of an import of appointments, unless it is alive. */
  public void startAppointmentImport(UUID importId) {
    var _ = submit(() -> starter.startAppointmentImport(importId));
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
    return submit(start, true);
  }

  private boolean submit(Runnable start, boolean mayTryAgain) {
    changeOpen(1);
    try {
      executor.execute(() -> run(start, mayTryAgain));
      return true;
    } catch (RejectedExecutionException full) {
      changeOpen(-1);
      log.debug("start queue is full, left to the relay");
      return false;
    }
  }

  private void run(Runnable start, boolean mayTryAgain) {
    try {
      start.run();
      if (failing.compareAndSet(true, false)) {
        log.info("temporal answers again, workflows are started at once");
      }
    } catch (RuntimeException failure) {
      if (mayTryAgain && tryAgain(start)) {
        return;
      }
      if (failing.compareAndSet(false, true)) {
        log.warn("temporal does not answer ({}), the relay will start workflows", name(failure));
      }
    } finally {
      changeOpen(-1);
    }
  }

  /**
   * Has a start tried once more, because the relay comes seconds later: one call that got lost is
   * no outage. Not while many wait: then trying again only keeps the others waiting.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // What is submitted tells its failures itself.
  private boolean tryAgain(Runnable start) {
    if (executor.getQueue().size() > WAITING / 2 || again.getQueue().size() > WAITING / 2) {
      return false;
    }
    try {
      again.schedule(() -> submit(start, false), TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (RejectedExecutionException closed) {
      return false;
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
    again.shutdownNow();
    executor.shutdownNow();
  }
}
