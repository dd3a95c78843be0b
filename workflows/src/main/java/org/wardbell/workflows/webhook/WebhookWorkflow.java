package org.wardbell.workflows.webhook;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The workflow of one webhook while deliveries are parked for it: it drains them in order, in
 * batches, when they can go. Workflow id {@code webhook/<webhook id>}; ends when nothing is parked.
 */
@WorkflowInterface
public interface WebhookWorkflow {
  /** The type's name with Temporal: wire format. */
  String TYPE = "WebhookWorkflow";

  /** The signal's name with Temporal: wire format. */
  String WAKE = "wake";

  /** Drains until nothing is parked. */
  @WorkflowMethod(name = TYPE)
  DrainSum drain(String webhookId);

  /** Wakes the workflow after a change (resumed, parked, repaired). */
  @SignalMethod(name = WAKE)
  void wake();

  /** Returns the workflow's id for this webhook. */
  static String workflowId(Object webhookId) {
    return "webhook/" + webhookId;
  }
}
