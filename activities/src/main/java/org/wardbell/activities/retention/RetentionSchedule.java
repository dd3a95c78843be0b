package org.wardbell.activities.retention;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.temporal.CallDeadline;
import org.wardbell.workflows.TaskQueues;
import org.wardbell.workflows.retention.RetentionWorkflow;

/**
 * The schedule {@code retention}, one of the relay's scans: it is made at the first round, and
 * again if Temporal lost it. A person who pauses it, or changes its times, in Temporal's pages is
 * left to it.
 */
public final class RetentionSchedule implements Runnable {
  /** Records end so long after their time at the latest, if no sweep before takes longer. */
  static final Duration EVERY = Duration.ofHours(6);

  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(30);

  /** Other scans of the relay wait for this one. */
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private static final Duration JITTER = Duration.ofMinutes(10);

  private static final Logger log = LoggerFactory.getLogger(RetentionSchedule.class);

  private final WorkflowClient client;
  private long next = System.nanoTime();

  public RetentionSchedule(WorkflowClient client) {
    this.client = client;
  }

  /** Makes the schedule if it is missing; nothing if that was seen less than ten minutes ago. */
  @Override
  public void run() {
    if (System.nanoTime() - next < 0) {
      return;
    }
    next = System.nanoTime() + AFTER_A_FAILURE.toNanos();
    try {
      CallDeadline.within(
          DEADLINE,
          () -> schedules().createSchedule(RetentionWorkflow.SCHEDULE, schedule(), options()));
      log.info("schedule {} made: every {} hours", RetentionWorkflow.SCHEDULE, EVERY.toHours());
    } catch (ScheduleAlreadyRunningException there) {
      log.debug("schedule {} is there", RetentionWorkflow.SCHEDULE);
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw refused;
      }
      log.warn("this Temporal has no schedules, so nothing ends by age");
    }
    next = System.nanoTime() + BETWEEN_LOOKS.toNanos();
  }

  private ScheduleClient schedules() {
    return ScheduleClient.newInstance(
        client.getWorkflowServiceStubs(),
        ScheduleClientOptions.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setDataConverter(client.getOptions().getDataConverter())
            .build());
  }

  private static Schedule schedule() {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(RetentionWorkflow.TYPE)
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(RetentionWorkflow.SCHEDULE)
                        .setTaskQueue(TaskQueues.MAIN)
                        .setStaticSummary("records that end by age")
                        // Without them the SDK cannot read the schedule that it made.
                        .setStaticDetails("each run's report: GET /api/v1/retention")
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(EVERY)))
                .setJitter(JITTER)
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(EVERY)
                .build())
        .build();
  }

  private static ScheduleOptions options() {
    return ScheduleOptions.newBuilder().build();
  }
}
