package org.wardbell.workflows;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/** The loop of a durable job: work for a while, wait if need be, until it is over. */
public final class JobLoop {
  /** A step works for 20 s, and for one chunk more. */
  private static final Duration STEP_TIMEOUT = Duration.ofSeconds(90);

  /** A step whose process was killed is begun again after this. */
  private static final Duration STEP_HEARTBEAT = Duration.ofSeconds(15);

  /** A step with its timer adds at most 12 events, so that a history ends below 400. */
  private static final int HISTORY_LIMIT = 350;

  private JobLoop() {}

  /** Returns a stub of the job's activities. */
  public static <T> T activities(Class<T> type) {
    return Workflow.newActivityStub(
        type,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(STEP_TIMEOUT)
            .setHeartbeatTimeout(STEP_HEARTBEAT)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofSeconds(1))
                    .setMaximumInterval(Duration.ofSeconds(60))
                    .build())
            .build());
  }

  /** Returns whether this run's history has room for another step. */
  public static boolean hasRoom() {
    return Workflow.getInfo().getHistoryLength() < HISTORY_LIMIT
        && !Workflow.getInfo().isContinueAsNewSuggested();
  }

  /**
   * Runs steps until one says that the job is over, or the history is long: then as a new run.
   *
   * @param id the argument of the next run
   */
  public static void run(Supplier<JobProgress> step, String id) {
    long rows = 0;
    while (hasRoom()) {
      JobProgress progress = step.get();
      rows += progress.rows();
      Workflow.setCurrentDetails(rows + " rows changed by this run");
      if (progress.over()) {
        return;
      }
      if (progress.waitMillis() > 0) {
        Workflow.sleep(Duration.ofMillis(progress.waitMillis()));
      }
    }
    Workflow.continueAsNew(id);
  }
}
