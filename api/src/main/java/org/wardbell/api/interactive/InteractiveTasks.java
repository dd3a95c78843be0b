package org.wardbell.api.interactive;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.wardbell.activities.interactive.InteractiveStore;
import org.wardbell.activities.interactive.KeptTask;
import org.wardbell.activities.interactive.TaskState;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.api.health.WorkerState;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.workflows.interactive.InteractiveWorkflow;

/**
 * Tasks for a worker while the caller waits: the request goes through a sealed row, and Temporal
 * hears the row's id. The caller watches the row, so that any worker will do.
 */
@Component
public final class InteractiveTasks {
  /** Proxies and browsers give up after 60 s; a webhook's usual timeout is 30 s. */
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(35);

  /** A quick task takes some 30 ms; between two looks at its row pass at first this many ms. */
  private static final long FIRST_PAUSE_MILLIS = 10;

  private static final long LONGEST_PAUSE_MILLIS = 100;

  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(InteractiveTasks.class);

  private final InteractiveStore store;
  private final WorkflowStarter starter;
  private final WorkerState workers;

  InteractiveTasks(InteractiveStore store, WorkflowStarter starter, WorkerState workers) {
    this.store = store;
    this.starter = starter;
    this.workers = workers;
  }

  /**
   * Waits until a worker has done it.
   *
   * @param clinicId whose key seals it, or null for the installation's
   * @param patience at most {@link #LONGEST_WAIT}; counts from the beginning
   * @param note writes the audit trail's row, in the commit that keeps the task
   * @throws ProblemException 503 at once if no worker is there, and if none begins within 5 s (then
   *     none will), 500 if the worker failed at it
   */
  public InteractiveAnswer run(
      @Nullable UUID clinicId,
      String kind,
      @Nullable UUID webhookId,
      byte[] request,
      Duration patience,
      Consumer<DSLContext> note) {
    workers.require("Nothing was done.");
    long begun = System.nanoTime();
    UUID id = store.insert(clinicId, kind, webhookId, request, note);
    try {
      starter.startInteractive(id);
    } catch (RuntimeException temporalAway) {
      log.warn("task {} was not started: {}", id, temporalAway.getClass().getSimpleName());
      if (store.giveUp(id)) {
        throw noWorker();
      }
    }
    return await(id, begun, patience);
  }

  private InteractiveAnswer await(UUID id, long begun, Duration patience) {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      TaskState state = store.state(id).orElse(TaskState.FAILED);
      Duration waited = Duration.ofNanos(System.nanoTime() - begun);
      switch (state) {
        case DONE -> {
          return new InteractiveAnswer.Done(id, result(id));
        }
        case FAILED ->
            throw ProblemException.of(
                ProblemKind.INTERNAL, "The worker failed at this; its log says why.");
        case GIVEN_UP -> throw noWorker();
        case WAITING -> {
          if (waited.compareTo(InteractiveWorkflow.START_TIMEOUT) > 0 && store.giveUp(id)) {
            throw noWorker();
          }
        }
        case RUNNING -> {
          if (waited.compareTo(patience) > 0) {
            return new InteractiveAnswer.Pending(id);
          }
        }
      }
      sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }
  }

  private byte[] result(UUID id) {
    byte[] result = store.find(id).map(KeptTask::result).orElse(null);
    if (result == null) {
      throw new IllegalStateException("task " + id + " was deleted while somebody waited for it");
    }
    return result;
  }

  private static ProblemException noWorker() {
    return ProblemException.later(
        ProblemKind.UNAVAILABLE,
        "No worker took this up within 5 seconds, so nothing was done. Check that a worker and Temporal run, then try again.",
        TRY_AGAIN);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw ProblemException.later(
          ProblemKind.UNAVAILABLE, "This server is stopping. Try again.", TRY_AGAIN);
    }
  }
}
