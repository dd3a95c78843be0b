package org.wardbell.workflows.retention;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A loop: sweep for a while, until nothing is left. */
public final class RetentionWorkflowImpl implements RetentionWorkflow {
  /** A call works for 20 s, and for one chunk more. */
  private static final Duration SWEEP_TIMEOUT = Duration.ofSeconds(90);

  /** A sweep whose process was killed goes on elsewhere after this. */
  private static final Duration SWEEP_HEARTBEAT = Duration.ofSeconds(15);

  /** A call adds at most 6 events, so that a history ends below 400. */
  private static final int HISTORY_LIMIT = 350;

  private final RetentionActivities activities =
      Workflow.newActivityStub(
          RetentionActivities.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(SWEEP_TIMEOUT)
              .setHeartbeatTimeout(SWEEP_HEARTBEAT)
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setInitialInterval(Duration.ofSeconds(1))
                      .setMaximumInterval(Duration.ofSeconds(60))
                      .build())
              .build());

  private long rows;

  @Override
  public SweepResult run(@Nullable String run) {
    String id = run == null ? activities.begin() : run;
    while (Workflow.getInfo().getHistoryLength() < HISTORY_LIMIT
        && !Workflow.getInfo().isContinueAsNewSuggested()) {
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
