package org.wardbell.workflows.history;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityOptions;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardbell.workflows.calendar.CalendarActivities;
import org.wardbell.workflows.calendar.CalendarWorkflow;
import org.wardbell.workflows.calendar.CalendarWorkflowImpl;
import org.wardbell.workflows.delivery.ReplayWorkflow;
import org.wardbell.workflows.delivery.ReplayWorkflowImpl;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.event.EventResult;
import org.wardbell.workflows.event.EventWorkflow;
import org.wardbell.workflows.event.EventWorkflowImpl;
import org.wardbell.workflows.interactive.InteractiveWorkflow;
import org.wardbell.workflows.interactive.InteractiveWorkflowImpl;
import org.wardbell.workflows.webhook.DrainSum;
import org.wardbell.workflows.webhook.WebhookActivities;
import org.wardbell.workflows.webhook.WebhookWorkflow;
import org.wardbell.workflows.webhook.WebhookWorkflowImpl;

/** Today's code understands the histories of yesterday's, and a careless change would be seen. */
class ReplayTest {
  @ParameterizedTest
  @EnumSource
  void history_todaysWorkflow_replays(RecordedRun run) {
    assertThatCode(() -> WorkflowReplayer.replayWorkflowExecution(run.json(), run.workflow()))
        .doesNotThrowAnyException();
  }

  @Test
  void event_workflowThatWaitsFirst_doesNotReplay() {
    assertFails(RecordedRun.EVENT_WITH_TWO_ACTIVITIES, WaitsFirstEventWorkflow.class);
    assertFails(RecordedRun.EVENT_BATCH, WaitsFirstEventWorkflow.class);
  }

  @Test
  void event_workflowThatDeliversNothing_doesNotReplay() {
    assertFails(RecordedRun.EVENT_WITH_TWO_ACTIVITIES, DeliversNothingEventWorkflow.class);
  }

  @Test
  void webhook_workflowWithAnotherDrain_doesNotReplay() {
    assertFails(RecordedRun.WEBHOOK, DrainsTwiceWebhookWorkflow.class);
  }

  @Test
  void calendar_workflowThatPullsBeforeItLooks_doesNotReplay() {
    assertFails(RecordedRun.CALENDAR, PullsFirstCalendarWorkflow.class);
  }

  @Test
  void replay_workflowThatRestsFirst_doesNotReplay() {
    assertFails(RecordedRun.REPLAY, RestsFirstReplayWorkflow.class);
  }

  @Test
  void interactive_workflowThatDoesItTwice_doesNotReplay() {
    assertFails(RecordedRun.INTERACTIVE, TriesAgainInteractiveWorkflow.class);
  }

  private static void assertFails(RecordedRun run, Class<?> altered) {
    assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(run.json(), altered))
        .hasStackTraceContaining("NonDeterministic");
  }

  /** A step in front. */
  public static final class WaitsFirstEventWorkflow implements EventWorkflow {
    @Override
    public EventResult deliver(EventBatch batch) {
      Workflow.sleep(Duration.ofSeconds(1));
      return new EventWorkflowImpl().deliver(batch);
    }
  }

  /** A step left out. */
  public static final class DeliversNothingEventWorkflow implements EventWorkflow {
    @Override
    public EventResult deliver(EventBatch batch) {
      return new EventResult(0, 0, 0, 0);
    }
  }

  /** An activity too many. */
  public static final class DrainsTwiceWebhookWorkflow implements WebhookWorkflow {
    private final WebhookWorkflowImpl real = new WebhookWorkflowImpl();

    @Override
    public DrainSum drain(String webhookId) {
      Workflow.newActivityStub(
              WebhookActivities.class,
              ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build())
          .drain(webhookId);
      return real.drain(webhookId);
    }

    @Override
    public void wake() {
      real.wake();
    }
  }

  /** Two steps in the other order. */
  public static final class PullsFirstCalendarWorkflow implements CalendarWorkflow {
    private final CalendarWorkflowImpl real = new CalendarWorkflowImpl();

    @Override
    public void synchronize(String calendarId) {
      Workflow.newActivityStub(
              CalendarActivities.class,
              ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build())
          .pull(calendarId);
      real.synchronize(calendarId);
    }

    @Override
    public void wake() {
      real.wake();
    }
  }

  /** Once more, to be sure. */
  public static final class TriesAgainInteractiveWorkflow implements InteractiveWorkflow {
    @Override
    public void perform(String taskId) {
      new InteractiveWorkflowImpl().perform(taskId);
      new InteractiveWorkflowImpl().perform(taskId);
    }
  }

  /** A rest in front. */
  public static final class RestsFirstReplayWorkflow implements ReplayWorkflow {
    private final ReplayWorkflowImpl real = new ReplayWorkflowImpl();

    @Override
    public void run(String replayId) {
      Workflow.sleep(Duration.ofSeconds(1));
      real.run(replayId);
    }

    @Override
    public void wake() {
      real.wake();
    }
  }
}
