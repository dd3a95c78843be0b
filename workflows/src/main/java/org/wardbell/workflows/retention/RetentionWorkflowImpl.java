package org.wardbell.workflows.retention;

import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.JobLoop;

/** A loop: sweep for a while, until nothing is left. */
public final class RetentionWorkflowImpl implements RetentionWorkflow {
  private final RetentionActivities activities = JobLoop.activities(RetentionActivities.class);

  private long rows;

  @Override
  public SweepResult run(@Nullable String run) {
    String id = run == null ? activities.begin() : run;
    while (JobLoop.hasRoom()) {
      SweepResult result = activities.sweep(id);
      rows += result.rows();
      Workflow.setCurrentDetails(
          rows + " rows ended by this run, " + result.clinicsLeft() + " clinics left");
      if (result.over()) {
        return new SweepResult(true, rows, 0);
      }
    }
    Workflow.continueAsNew(id);
    return new SweepResult(false, rows, 0);
  }
}
