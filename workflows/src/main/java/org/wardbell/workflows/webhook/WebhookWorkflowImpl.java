package org.wardbell.workflows.webhook;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.wardbell.workflows.TaskQueues;

/** A loop: drain, wait until the next is due or somebody wakes it, drain again. */
public final class WebhookWorkflowImpl implements WebhookWorkflow {
  /** A drain works for 20 s, then for as long as the longest timeout (300 s) and its journal. */
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(340);

  /**
   * A drain whose process was killed is begun again after this; a living one gives a sign every few
   * seconds.
   */
  private static final Duration DRAIN_HEARTBEAT = Duration.ofSeconds(15);

  /** A drain with its timer and a wake adds at most 20 events, so that a history ends below 400. */
  private static final int HISTORY_LIMIT = 350;

  private final WebhookActivities activities =
      Workflow.newActivityStub(
          WebhookActivities.class,
          ActivityOptions.newBuilder()
              .setTaskQueue(TaskQueues.DRAINS)
              .setStartToCloseTimeout(DRAIN_TIMEOUT)
              .setHeartbeatTimeout(DRAIN_HEARTBEAT)
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setInitialInterval(Duration.ofSeconds(1))
                      .setMaximumInterval(Duration.ofSeconds(60))
                      .build())
              .build());

  private boolean woken;

  @Override
  public DrainSum drain(String webhookId) {
    int sent = 0;
    while (Workflow.getInfo().getHistoryLength() < HISTORY_LIMIT
        && !Workflow.getInfo().isContinueAsNewSuggested()) {
      woken = false;
      DrainResult result = activities.drain(webhookId);
      sent += result.sent();
      Workflow.setCurrentDetails(result.sent() + " sent last, " + result.parked() + " parked");
      if (result.parked() == 0 && !woken) {
        return new DrainSum(sent, result.parked());
      }
      Workflow.await(Duration.ofMillis(result.waitMillis()), () -> woken);
    }
    Workflow.continueAsNew(webhookId);
    throw new IllegalStateException("goes on as a new run");
  }

  @Override
  public void wake() {
    woken = true;
  }
}
