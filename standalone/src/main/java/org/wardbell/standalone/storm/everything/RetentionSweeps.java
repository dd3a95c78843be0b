package org.wardbell.standalone.storm.everything;

import io.grpc.StatusRuntimeException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.standalone.storm.fault.Pauses;
import org.wardbell.workflows.retention.RetentionWorkflow;

/**
 * An operator who triggers the sweep by age in Temporal's pages now and then. Nothing in a storm is
 * a day old, so whatever it removes is missed.
 */
final class RetentionSweeps {
  private static final int LONGEST_PAUSE_MILLIS = 60_000;

  private final WorkflowServiceStubs stubs;
  private final SplittableRandom random;
  private final Consumer<String> log;
  private final Thread thread = Thread.ofVirtual().name("sweeps").unstarted(this::play);
  private volatile boolean wanted = true;

  RetentionSweeps(String target, long seed, Consumer<String> log) {
    this.random = new SplittableRandom(seed ^ RetentionWorkflow.SCHEDULE.hashCode());
    this.log = log;
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(target)
                .setRpcTimeout(Duration.ofSeconds(5))
                .build());
  }

  void begin() {
    thread.start();
  }

  private void play() {
    ScheduleClient schedules =
        ScheduleClient.newInstance(
            stubs,
            ScheduleClientOptions.newBuilder().setNamespace(EmbeddedTemporal.NAMESPACE).build());
    while (wanted) {
      Pauses.atMost(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)), () -> wanted);
      if (wanted) {
        try {
          schedules.getHandle(RetentionWorkflow.SCHEDULE).trigger();
          log.accept("operator: sweep triggered");
        } catch (ScheduleException | StatusRuntimeException away) {
          // Temporal is down, or was wiped and nobody has made the schedule again yet.
          log.accept("operator: no sweep, " + away.getClass().getSimpleName());
        }
      }
    }
  }

  void end() {
    wanted = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    stubs.shutdownNow();
  }
}
