package org.wardbell.workflows.retention;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** A sweep over all clinics that ends what is older than they keep it; started by a schedule. */
@WorkflowInterface
public interface RetentionWorkflow {
  /** The type's name with Temporal; stored in histories. */
  String TYPE = "RetentionWorkflow";

  /** The id of the schedule, and the beginning of the ids of its workflows. */
  String SCHEDULE = "retention";

  /**
   * Runs until every clinic is done.
   *
   * @param run the sweep to go on with, or null for a new one
   * @return what came out, in counts
   */
  @WorkflowMethod(name = TYPE)
  SweepResult run(@Nullable String run);
}
