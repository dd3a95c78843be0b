package org.wardbell.activities.delivery.express;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.delivery.attempt.SendingThreads;
import org.wardbell.activities.event.EventIntake;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.activities.event.RecordedEvents.Fresh;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.log.FailureText;
import org.wardbell.workflows.event.DispatchResult;

/**
 * The dispatch of events by the process that has just committed them, before Temporal hears of
 * them. The gate is the same, so whoever else dispatches them at the same time does no harm, and
 * what a crash leaves is the relay's.
 */
final class DirectDispatch implements EventIntake.ShorterWay, AutoCloseable {
  /** The time in which the events of later commits join a workflow that is not started yet. */
  private static final Duration WINDOW = Duration.ofMillis(500);

  /**
   * Dispatches at the same time, with their waits for receivers (3 s at most). Events beyond that
   * go by way of Temporal, which keeps them.
   */
  private static final int UNDER_WAY = 200;

  /** Transactions of dispatches at the same time; while these run, commits gather events. */
  private static final int PLANNED_AT_ONCE = 2;

  /**
   * After a dispatch left something open, the clinic's events need a workflow anyhow, and begin
   * with it.
   */
  private static final Duration TROUBLED = Duration.ofSeconds(10);

  /** Clinics whose trouble is remembered. */
  private static final int TROUBLED_CLINICS = 10_000;

  /** Data of events that wait here for their turn in memory, in bytes. */
  private static final long DATA = 16L * 1024 * 1024;

  /** Longer than a dispatch waits for receivers. */
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(DirectDispatch.class);

  private final DispatchActivitiesImpl dispatches;
  private final WorkflowStarts starts;
  private final SettledDispatches settled;
  private final SendingThreads threads;
  private final AtomicLong data = new AtomicLong();
  private final Semaphore places = new Semaphore(UNDER_WAY);
  private final Cache<UUID, Boolean> troubled =
      Caffeine.newBuilder().expireAfterWrite(TROUBLED).maximumSize(TROUBLED_CLINICS).build();
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("workflow-windows").factory());
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition planned = lock.newCondition();
  private int planning;
  private @Nullable WorkflowWindow open;
  private long latest = System.nanoTime() - 2 * WINDOW.toNanos();
  private boolean closed;

  DirectDispatch(
      DispatchActivitiesImpl dispatches,
      WorkflowStarts starts,
      SettledDispatches settled,
      SendingThreads threads) {
    this.dispatches = dispatches;
    this.starts = starts;
    this.settled = settled;
    this.threads = threads;
  }

  /**
   * Reserves a place, except for events that come alone: they need a workflow each in any case, and
   * Temporal keeps them from the beginning.
   */
  @Override
  public EventIntake.@Nullable Place reserve(Set<UUID> clinics, int events, UUID first) {
    lock.lock();
    try {
      long now = System.nanoTime();
      boolean alone = now - latest > WINDOW.toNanos();
      latest = now;
      if (closed
          || alone
          || events > WorkflowWindow.LARGEST
          || !troubled.getAllPresent(clinics).isEmpty()
          || !places.tryAcquire()) {
        return null;
      }
      return new Place(window(events, first));
    } finally {
      lock.unlock();
    }
  }

  private WorkflowWindow window(int events, UUID first) {
    WorkflowWindow window = open;
    if (window == null || !window.join(events)) {
      if (window != null) {
        window.close();
      }
      window = new WorkflowWindow("events/" + first, starts, settled);
      window.join(events);
      open = window;
      var _ = clock.schedule(window::close, WINDOW.toMillis(), TimeUnit.MILLISECONDS);
    }
    return window;
  }

  @Override
  public void awaitRoom(Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (planning >= PLANNED_AT_ONCE && nanos > 0) {
        nanos = planned.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private void changePlanning(int by) {
    lock.lock();
    try {
      planning += by;
      planned.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean held(long bytes) {
    if (data.addAndGet(bytes) <= DATA) {
      return true;
    }
    data.addAndGet(-bytes);
    return false;
  }

  private void planned(long bytes) {
    data.addAndGet(-bytes);
    changePlanning(-1);
  }

  /** A place in a window. */
  private final class Place implements EventIntake.Place {
    private final WorkflowWindow window;

    private Place(WorkflowWindow window) {
      this.window = window;
    }

    @Override
    public String workflowId() {
      return window.workflowId();
    }

    @Override
    public void committed(RecordedEvents recorded, Map<UUID, EventReader.Unsealed> known) {
      changePlanning(1);
      long bytes = known.values().stream().mapToLong(one -> one.event().data().length).sum();
      // Beyond that they are read from the database when their turn comes.
      boolean held = held(bytes);
      try {
        threads.execute(() -> dispatch(recorded.fresh(), held ? known : Map.of(), bytes));
      } catch (RejectedExecutionException stopping) {
        planned(held ? bytes : 0);
        unused(); // The relay finds them.
      }
    }

    @Override
    public void unused() {
      places.release();
      window.left();
    }

    private void dispatch(List<Fresh> events, Map<UUID, EventReader.Unsealed> known, long bytes) {
      try {
        DispatchResult result =
            dispatches.dispatch(
                WorkflowWindow.batch(events), known, () -> planned(known.isEmpty() ? 0 : bytes));
        if (result.more() || !result.open().isEmpty()) {
          events.forEach(event -> troubled.put(event.clinicId(), true));
          window.leftOpen(events, result);
        } else {
          window.ended(events, result);
        }
      } catch (RuntimeException | StackOverflowError failure) {
        log.debug(
            "{} events are left to their workflow: {}", events.size(), FailureText.name(failure));
        window.leftOpen(events, null); // It waits, for a database that is away as well.
      } finally {
        places.release();
      }
    }
  }

  /** Starts the workflow of what is dispatched, and waits for what is being dispatched. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (open != null) {
        open.close();
      }
    } finally {
      lock.unlock();
    }
    try {
      if (!places.tryAcquire(UNDER_WAY, DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("dispatches were still under way when this process stopped");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    clock.shutdownNow();
  }
}
