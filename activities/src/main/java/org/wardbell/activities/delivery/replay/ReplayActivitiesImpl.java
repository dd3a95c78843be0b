package org.wardbell.activities.delivery.replay;

import java.time.Duration;
import java.util.UUID;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.Heartbeat;
import org.wardbell.workflows.delivery.ReplayActivities;
import org.wardbell.workflows.delivery.ReplayProgress;

/** The activity that advances a replay job for a while, and returns the time of the next step. */
final class ReplayActivitiesImpl implements ReplayActivities {
  private static final Duration WORKING_TIME = Duration.ofSeconds(15);

  /** Between two looks whether deliveries have ended, so that the next can be made. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** Nothing ended for a whole working time: the webhook is in trouble, or slow. */
  private static final Duration STUCK = Duration.ofSeconds(60);

  private final ReplaySteps steps;
  private final WorkflowStarts starts;
  private final ActivityHeartbeat heartbeat;
  private final Duration workingTime;

  ReplayActivitiesImpl(ReplaySteps steps, WorkflowStarts starts, ActivityHeartbeat heartbeat) {
    this(steps, starts, heartbeat, WORKING_TIME);
  }

  ReplayActivitiesImpl(
      ReplaySteps steps, WorkflowStarts starts, ActivityHeartbeat heartbeat, Duration workingTime) {
    this.steps = steps;
    this.starts = starts;
    this.heartbeat = heartbeat;
    this.workingTime = workingTime;
  }

  @Override
  public ReplayProgress advance(String replayId) {
    UUID id = UUID.fromString(replayId);
    Heartbeat life = new Heartbeat(heartbeat);
    long end = System.nanoTime() + workingTime.toNanos();
    int created = 0;
    int mostOpen = 0;
    while (true) {
      Duration wait = Duration.ZERO;
      switch (steps.step(id)) {
        case ReplayStep.Over() -> {
          return new ReplayProgress(true, created, 0);
        }
        case ReplayStep.Moved(UUID webhook, int made, boolean wake) -> {
          created += made;
          if (wake) {
            starts.wakeWebhook(webhook);
          }
        }
        case ReplayStep.Early(Duration early) -> {
          return new ReplayProgress(false, created, Math.min(early.toMillis(), STUCK.toMillis()));
        }
        case ReplayStep.Full(int open) -> {
          mostOpen = Math.max(mostOpen, open);
          wait = created > 0 || open < mostOpen ? Duration.ZERO : STUCK;
          sleep();
        }
      }
      if (System.nanoTime() > end || !life.wanted()) {
        return new ReplayProgress(false, created, wait.toMillis());
      }
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker is stopping", stopping);
    }
  }
}
