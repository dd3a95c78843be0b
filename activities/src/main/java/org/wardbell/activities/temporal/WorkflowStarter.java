package org.wardbell.activities.temporal;

import io.grpc.Status;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardbell.workflows.TaskQueues;
import org.wardbell.workflows.appointment.imports.AppointmentImportWorkflow;
import org.wardbell.workflows.appointment.sweep.AppointmentSweepWorkflow;
import org.wardbell.workflows.calendar.CalendarWorkflow;
import org.wardbell.workflows.delivery.ReplayWorkflow;
import org.wardbell.workflows.erasure.ErasureWorkflow;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.event.EventWorkflow;
import org.wardbell.workflows.interactive.InteractiveWorkflow;
import org.wardbell.workflows.logjob.LogJobWorkflow;
import org.wardbell.workflows.rotation.RotationWorkflow;
import org.wardbell.workflows.webhook.WebhookWorkflow;

/**
 * The only caller that starts and signals workflows. Each call is made in the caller's thread, with
 * a deadline, and throws the client's {@link RuntimeException} if Temporal did not say yes by then.
 * Except for a person's task, a call may be repeated at any time: what runs already is left alone.
 */
public final class WorkflowStarter {
  /** Behind each of these calls stands a relay; Google waits longer for the answer to a push. */
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  /** Part of the 5 s that a person waits for a beginning. */
  private static final Duration INTERACTIVE_DEADLINE = Duration.ofSeconds(3);

  /** A person's task that no worker took by then is gone without a trace. */
  private static final Duration FORGOTTEN_AFTER =
      InteractiveWorkflow.LONGEST_RUN.plus(InteractiveWorkflow.START_TIMEOUT).plusSeconds(25);

  private final WorkflowClient client;
  private final SearchableNamespace searchable;

  /**
   * @param searchable decides whether workflows are started with search attributes
   */
  public WorkflowStarter(WorkflowClient client, SearchableNamespace searchable) {
    this.client = client;
    this.searchable = searchable;
  }

  /**
   * Starts the workflow of these events. Eagerly: if this process has a worker with a free slot,
   * the first task comes with the answer, which saves a round trip per event.
   *
   * @param summary for people who look at the workflow; Temporal keeps it in plain text
   */
  public void startEvents(EventBatch batch, String summary, WorkflowLabels labels) {
    startEvents(EventWorkflow.workflowId(batch), batch, summary, labels);
  }

  /**
   * Starts a workflow for events whose own one was lost, or may have been. It has an id of its own:
   * the first event's workflow may still be open, and would be taken for one that has all of them.
   */
  public void startEventsAgain(EventBatch batch) {
    int events = batch.eventIds().size();
    startEvents(
        EventWorkflow.workflowId(batch) + "/relay-" + System.currentTimeMillis(),
        batch,
        "relay: " + events + " events",
        WorkflowLabels.ofEvents(batch.eventIds()));
  }

  /** Starts the workflow of these events under an id of the caller's, as eagerly. */
  public void startEvents(String id, EventBatch batch, String summary, WorkflowLabels labels) {
    labelled(
        labels,
        repeatable(id, summary).setDisableEagerExecution(false).build(),
        options -> client.newUntypedWorkflowStub(EventWorkflow.TYPE, options).start(batch));
  }

  /** Signals the webhook's workflow, and starts it if it is not alive. */
  public void wakeWebhook(UUID webhookId) {
    signalWithStart(
        WebhookWorkflow.TYPE,
        repeatable(WebhookWorkflow.workflowId(webhookId), "parked deliveries"),
        WebhookWorkflow.WAKE,
        webhookId,
        WorkflowLabels.ofWebhook(webhookId));
  }

  /** Signals the workflow of a replay job, and starts it if it is not alive. */
  public void wakeReplay(UUID replayId) {
    signalWithStart(
        ReplayWorkflow.TYPE,
        repeatable(ReplayWorkflow.workflowId(replayId), "replay job"),
        ReplayWorkflow.WAKE,
        replayId,
        WorkflowLabels.NONE);
  }

  /** Signals the calendar's workflow, and starts it if it is not alive. */
  public void wakeCalendar(UUID calendarId) {
    signalWithStart(
        CalendarWorkflow.TYPE,
        repeatable(CalendarWorkflow.workflowId(calendarId), "calendar sync"),
        CalendarWorkflow.WAKE,
        calendarId,
        WorkflowLabels.ofCalendar(calendarId));
  }

  /** Starts the workflow of an erasure, unless it is alive. */
  public void startErasure(UUID erasureId) {
    startJob(ErasureWorkflow.TYPE, ErasureWorkflow.workflowId(erasureId), "erasure", erasureId);
  }

  /** Starts the workflow of a rotation of keys, unless it is alive. */
  public void startKeyRotation(UUID rotationId) {
    startJob(
        RotationWorkflow.TYPE,
        RotationWorkflow.workflowId(rotationId),
        "rotation of a key",
        rotationId);
  }

  /** Starts the workflow of a job on the execution log, unless it is alive. */
  public void startLogJob(UUID jobId) {
    startJob(
        LogJobWorkflow.TYPE, LogJobWorkflow.workflowId(jobId), "job on the execution log", jobId);
  }

  /** Starts the workflow of an import of appointments, unless it is alive. */
  public void startAppointmentImport(UUID importId) {
    startJob(
        AppointmentImportWorkflow.TYPE,
        AppointmentImportWorkflow.workflowId(importId),
        "import of appointments",
        importId);
  }

  /** Starts the sweep over appointments, unless it is alive. */
  public void startAppointmentSweep() {
    startJob(
        AppointmentSweepWorkflow.TYPE,
        AppointmentSweepWorkflow.workflowId(),
        "appointments that begin, are near, or are over",
        AppointmentSweepWorkflow.workflowId());
  }

  private void startJob(String type, String id, String summary, Object job) {
    WorkflowOptions lazy = repeatable(id, summary).setDisableEagerExecution(true).build();
    CallDeadline.within(
        DEADLINE, () -> client.newUntypedWorkflowStub(type, lazy).start(job.toString()));
  }

  /** Starts the workflow of a task that a person waits for. */
  public void startInteractive(UUID taskId) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(InteractiveWorkflow.workflowId(taskId))
            .setTaskQueue(TaskQueues.INTERACTIVE)
            .setWorkflowExecutionTimeout(FORGOTTEN_AFTER)
            .setStaticSummary("somebody waits")
            .build();
    CallDeadline.within(
        INTERACTIVE_DEADLINE,
        () ->
            client
                .newUntypedWorkflowStub(InteractiveWorkflow.TYPE, options)
                .start(taskId.toString()));
  }

  private void signalWithStart(
      String type,
      WorkflowOptions.Builder options,
      String signal,
      UUID argument,
      WorkflowLabels labels) {
    labelled(
        labels,
        // A start that comes with a signal cannot be eager.
        options.setDisableEagerExecution(true).build(),
        lazy ->
            client
                .newUntypedWorkflowStub(type, lazy)
                .signalWithStart(signal, new Object[0], new Object[] {argument.toString()}));
  }

  private void labelled(
      WorkflowLabels labels, WorkflowOptions options, Consumer<WorkflowOptions> call) {
    if (searchable.isReady() && !labels.isEmpty()) {
      WorkflowOptions labelled =
          WorkflowOptions.newBuilder(options).setTypedSearchAttributes(labels.attributes()).build();
      try {
        CallDeadline.within(DEADLINE, () -> call.accept(labelled));
        return;
      } catch (RuntimeException refused) {
        if (!isInvalid(refused)) {
          throw refused;
        }
        searchable.lost();
      }
    }
    CallDeadline.within(DEADLINE, () -> call.accept(options));
  }

  private static boolean isInvalid(RuntimeException failure) {
    return Status.fromThrowable(failure).getCode() == Status.Code.INVALID_ARGUMENT;
  }

  private static WorkflowOptions.Builder repeatable(String id, String summary) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(TaskQueues.MAIN)
        .setStaticSummary(summary)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE);
  }
}
