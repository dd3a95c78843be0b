package org.wardbell.workflows.event;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The workflow that delivers the events of one commit to every matching webhook. Workflow id {@code
 * event/<event id>}, or {@code events/<first event id>} for several. Starting it twice is harmless:
 * the database is the gate.
 */
@WorkflowInterface
public interface EventWorkflow {
  /** The type's name with Temporal: wire format. */
  String TYPE = "EventWorkflow";

  /** Returns when each delivery is final or parked. */
  @WorkflowMethod(name = TYPE)
  EventResult deliver(EventBatch batch);

  /** Returns the workflow's id for these events. */
  static String workflowId(EventBatch batch) {
    String first = batch.eventIds().getFirst();
    return batch.eventIds().size() == 1 ? "event/" + first : "events/" + first;
  }
}
