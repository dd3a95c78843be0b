package org.wardbell.workflows.delivery;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** A loop: advance, wait until the next step makes sense or somebody wakes it, advance again. */
public final class ReplayWorkflowImpl implements ReplayWorkflow {
  /** A step works for 15 s, and for one more look at the database. */
  private static final Duration STEP_TIMEOUT = Duration.ofSeconds(60);

  /** A step whose process was killed is begun again after this. */
  private static final Duration STEP_HEARTBEAT = Duration.ofSeconds(15);

  /** A step with its timer and a wake adds at most 20 events, so that a history ends below 400. */
  private static final int HISTORY_LIMIT = 350;

  private final ReplayActivities activities =
      Workflow.newActivityStub(
          ReplayActivities.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(STEP_TIMEOUT)
              .setHeartbeatTimeout(STEP_HEARTBEAT)
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setInitialInterval(Duration.ofSeconds(1))
                      .setMaximumInterval(Duration.ofSeconds(60))
                      .build())
              .build());

  private boolean woken;
  private int created;

  @Override
  public void run(String replayId) {
    while (Workflow.getInfo().getHistoryLength() < HISTORY_LIMIT
        && !Workflow.getInfo().isContinueAsNewSuggested()) {
      woken = false;
      ReplayProgress progress = activities.advance(replayId);
      created += progress.created();
      Workflow.setCurrentDetails(created + " deliveries made by this run");
      if (progress.over() && !woken) {
        return;
      }
      Workflow.await(Duration.ofMillis(progress.waitMillis()), () -> woken);
    }
    Workflow.continueAsNew(replayId);
  }

  @Override
  public void wake() {
    woken = true;
  }
}
