package org.wardbell.workflows.calendar;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.wardbell.workflows.TaskQueues;

/** The loop of a calendar: asks what is due, does it, waits for the next time or a signal. */
public final class CalendarWorkflowImpl implements CalendarWorkflow {
  /** A round adds at most 30 events, so that a history ends below 400. */
  private static final int HISTORY_LIMIT = 350;

  /** A pull that covers more pushes than this is part of a burst, and bursts go on for a while. */
  private static final int BURST = 20;

  /** A burst of 10 s is five pulls: at once, one after it, and then one each 4 s. */
  private static final Duration PACE_IN_BURST = Duration.ofSeconds(4);

  private static final Duration FORMER_PACE_IN_BURST = Duration.ofSeconds(3);
  private static final String PACE_CHANGE = "pace-in-burst";
  private static final Duration PACE = Duration.ofMillis(200);

  /** A first pull of 10,000 events takes minutes; heartbeats tell sooner that its worker died. */
  private static final Duration WORK_TIMEOUT = Duration.ofMinutes(15);

  /** Longer than any one request to Google may take, with its refresh of the token. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(90);

  /**
   * The longest wait after a failure that does not say when to try again: Google's do, so this is
   * for our own, and for a worker that died or was overloaded.
   */
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  /** Stopping a channel is tried a few times only: Google lets it expire anyway. */
  private static final int STOP_ATTEMPTS = 3;

  private final CalendarActivities quick =
      Workflow.newLocalActivityStub(
          CalendarActivities.class,
          LocalActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(10))
              .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
              .build());

  private final CalendarActivities activities =
      Workflow.newActivityStub(CalendarActivities.class, options(0));

  private final CalendarActivities stopping =
      Workflow.newActivityStub(CalendarActivities.class, options(STOP_ATTEMPTS));

  private boolean woken;
  private long mayPullAt;

  @Override
  public void synchronize(String calendarId) {
    while (true) {
      woken = false;
      CalendarPlan plan = CalendarPlan.of(look(calendarId));
      if (plan.over()) {
        return;
      }
      if (plan.isBusy()) {
        work(calendarId, plan);
      } else {
        Workflow.await(plan.idle(), () -> woken);
      }
      if (plan.stop()) {
        return;
      }
      if (Workflow.getInfo().getHistoryLength() > HISTORY_LIMIT
          || Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(calendarId);
      }
    }
  }

  @Override
  public void wake() {
    woken = true;
  }

  private void work(String calendarId, CalendarPlan plan) {
    if (plan.stop()) {
      stop(calendarId);
    }
    if (plan.probe()) {
      activities.probe(calendarId);
    }
    if (plan.watch()) {
      activities.watch(calendarId);
    }
    if (plan.pull()) {
      pull(calendarId);
    }
    if (plan.write()) {
      activities.write(calendarId);
    }
  }

  private void pull(String calendarId) {
    long wait = mayPullAt - Workflow.currentTimeMillis();
    if (wait > 0) {
      Workflow.sleep(Duration.ofMillis(wait));
    }
    long began = Workflow.currentTimeMillis();
    SyncOutcome outcome = activities.pull(calendarId);
    Duration pace = outcome.pushesCovered() > BURST ? paceInBurst() : PACE;
    mayPullAt = began + pace.toMillis();
    Workflow.setCurrentDetails(
        (outcome.full() ? "last pull: whole window, " : "last pull: what changed, ")
            + outcome.changes()
            + " appointments touched");
  }

  private static Duration paceInBurst() {
    return Workflow.getVersion(PACE_CHANGE, Workflow.DEFAULT_VERSION, 1) == 1
        ? PACE_IN_BURST
        : FORMER_PACE_IN_BURST;
  }

  /** Reads the facts, without a history event of its own unless the database is slow. */
  private CalendarFacts look(String calendarId) {
    try {
      return quick.look(calendarId);
    } catch (ActivityFailure databaseAway) {
      return activities.look(calendarId);
    }
  }

  private void stop(String calendarId) {
    try {
      stopping.stop(calendarId);
    } catch (ActivityFailure unreachable) {
      Workflow.getLogger(CalendarWorkflowImpl.class)
          .info("channels were not stopped, they expire by themselves");
    }
  }

  private static ActivityOptions options(int attempts) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(TaskQueues.CALENDARS)
        .setStartToCloseTimeout(WORK_TIMEOUT)
        .setHeartbeatTimeout(HEARTBEAT)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofSeconds(1))
                .setMaximumInterval(LONGEST_RETRY)
                .setMaximumAttempts(attempts)
                .build())
        .build();
  }
}
