package org.wardbell.workflows.testing;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wardbell.workflows.TaskQueues;

/** An in-memory Temporal whose clock jumps to the next timer whenever nobody works. */
public final class SkippingTemporal implements AutoCloseable {
  /** So that a recorded history names no machine. */
  private static final String IDENTITY = "test";

  private final TestWorkflowEnvironment environment =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setIdentity(IDENTITY).build())
              .build());

  /** Runs this workflow with these activities, whichever queue they are asked for on. */
  public SkippingTemporal(Class<?> workflow, Object... activities) {
    for (String queue :
        List.of(
            TaskQueues.MAIN,
            TaskQueues.DELIVERIES,
            TaskQueues.DRAINS,
            TaskQueues.CALENDARS,
            TaskQueues.INTERACTIVE)) {
      Worker worker = environment.newWorker(queue);
      worker.registerWorkflowImplementationTypes(workflow);
      worker.registerActivitiesImplementations(activities);
    }
    environment.start();
  }

  /** Starts a workflow and returns at once. */
  public WorkflowStub start(String type, String id, Object input) {
    WorkflowStub stub =
        environment
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                type,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.MAIN)
                    .setWorkflowId(id)
                    .build());
    stub.start(input);
    return stub;
  }

  /** Waits until the workflow, with all its later runs, has ended; the clock skips meanwhile. */
  public void end(WorkflowStub workflow) {
    workflow.getResult(Void.class);
  }

  /** Signals whichever run of the workflow is open. */
  public void signal(String id, String name) {
    environment.getWorkflowClient().newUntypedWorkflowStub(id).signal(name);
  }

  /** Lets this much of the workflow's time pass. */
  public void pass(Duration time) {
    environment.sleep(time);
  }

  /**
   * Returns the length of a run by the workflow's time. (After the last workflow the clock may leap
   * years.)
   */
  public static Duration length(WorkflowExecutionHistory history) {
    return time(history.getLastEvent()).minus(time(history.getEvents().getFirst()));
  }

  private static Duration time(HistoryEvent event) {
    return Duration.ofSeconds(event.getEventTime().getSeconds());
  }

  /** Returns the workflow's time. */
  public Duration now() {
    return Duration.ofMillis(environment.currentTimeMillis());
  }

  /** Returns the workflow's current details, as Temporal's web page shows them. */
  public String details(String id) {
    return environment
        .getWorkflowClient()
        .newUntypedWorkflowStub(id)
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  /** Returns the history of a workflow's first run. */
  public WorkflowExecutionHistory history(WorkflowStub workflow) {
    return history(workflow.getExecution());
  }

  /** Returns the histories of a workflow's runs, each continued as the next. */
  public List<WorkflowExecutionHistory> histories(WorkflowStub workflow) {
    List<WorkflowExecutionHistory> histories = new ArrayList<>();
    WorkflowExecution run = workflow.getExecution();
    while (true) {
      WorkflowExecutionHistory history = history(run);
      histories.add(history);
      HistoryEvent last = history.getLastEvent();
      if (last.getEventType() != EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW) {
        return histories;
      }
      String next = last.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId();
      run = run.toBuilder().setRunId(next).build();
    }
  }

  private WorkflowExecutionHistory history(WorkflowExecution run) {
    return environment.getWorkflowClient().fetchHistory(run.getWorkflowId(), run.getRunId());
  }

  @Override
  public void close() {
    environment.close();
  }
}
