package org.wardbell.activities.event;

import io.grpc.Context;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.workflows.TaskQueues;
import org.wardbell.workflows.delivery.ReplayWorkflow;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.event.EventWorkflow;
import org.wardbell.workflows.webhook.WebhookWorkflow;

/**
 * The starter of workflows after a commit. No caller waits: starts go through a bounded queue, with
 * a deadline, and give up without noise, because the relay starts every workflow that was not
 * started here.
 */
public final class WorkflowStarts implements AutoCloseable {
  /** More than two at once only makes the server slower (see RATIONALE.md). */
  private static final int IN_FLIGHT = 2;

  /** Starts that may wait; each names up to 100 events. The rest is the relay's. */
  private static final int WAITING = 200;

  /** A start that takes longer is given up here. */
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(WorkflowStarts.class);

  private final WorkflowClient client;
  private final ThreadPoolExecutor executor;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("workflow-start-deadlines").factory());
  private final AtomicBoolean failing = new AtomicBoolean();

  /** Webhooks whose signal still waits here; that one signal covers all that comes meanwhile. */
  private final Set<UUID> waking = ConcurrentHashMap.newKeySet();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private int open;

  public WorkflowStarts(WorkflowClient client) {
    this.client = client;
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
      submit(() -> startWorkflow(batch, recorded.summary()));
    }
  }

  /**
   * Starts the webhook's workflow, or wakes it if it is alive. A burst of wakes is one signal,
   * because each costs the server as much as a workflow.
   */
  public void wakeWebhook(UUID webhookId) {
    if (waking.add(webhookId)) {
      boolean submitted =
          submit(
              () -> {
                waking.remove(webhookId);
                signalWebhook(webhookId);
              });
      if (!submitted) {
        waking.remove(webhookId);
      }
    }
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
      withDeadline(start);
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

  private void withDeadline(Runnable start) {
    Context.CancellableContext context =
        Context.current().withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS, deadlines);
    try {
      context.run(start);
    } finally {
      context.close();
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

  /** Starts in the caller's thread, for the relay; throws when Temporal does not answer. */
  public void startNow(EventBatch batch, String summary) {
    withDeadline(() -> startWorkflow(batch, summary));
  }

  /**
   * Signals with start in the caller's thread, for the relay; throws when Temporal does not answer.
   */
  public void wakeNow(UUID webhookId) {
    withDeadline(() -> signalWebhook(webhookId));
  }

  /** Starts the workflow of a replay job, or wakes it if it is alive. */
  public void wakeReplay(UUID replayId) {
    var _ = submit(() -> signalReplay(replayId));
  }

  /**
   * Wakes a replay job in the caller's thread, for the relay; throws when Temporal does not answer.
   */
  public void wakeReplayNow(UUID replayId) {
    withDeadline(() -> signalReplay(replayId));
  }

  private void signalReplay(UUID replayId) {
    client
        .newUntypedWorkflowStub(
            ReplayWorkflow.TYPE,
            options(ReplayWorkflow.workflowId(replayId))
                .setDisableEagerExecution(true)
                .setStaticSummary("replay job")
                .build())
        .signalWithStart(ReplayWorkflow.WAKE, new Object[0], new Object[] {replayId.toString()});
  }

  private void startWorkflow(EventBatch batch, String summary) {
    WorkflowStub workflow =
        client.newUntypedWorkflowStub(
            "EventWorkflow",
            options(EventWorkflow.workflowId(batch)).setStaticSummary(summary).build());
    workflow.start(batch);
  }

  private void signalWebhook(UUID webhookId) {
    String id = WebhookWorkflow.workflowId(webhookId);
    WorkflowStub workflow =
        client.newUntypedWorkflowStub(
            "WebhookWorkflow",
            options(id)
                .setDisableEagerExecution(true)
                .setStaticSummary("parked deliveries")
                .build());
    workflow.signalWithStart("wake", new Object[0], new Object[] {webhookId.toString()});
  }

  private static WorkflowOptions.Builder options(String id) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(TaskQueues.MAIN)
        .setDisableEagerExecution(false)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    deadlines.shutdownNow();
  }
}
