package org.wardbell.activities.delivery.replay;

import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.BeanFactory;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.workflows.delivery.ReplayProgress;

/** The steps of a replay job, for tests that take them one at a time. */
public final class ReplayJobSteps {
  /** Deliveries of one job that may be open at the same time. */
  public static final int MAXIMUM_OPEN = ReplaySteps.MAXIMUM_OPEN;

  private final BeanFactory process;

  public ReplayJobSteps(BeanFactory process) {
    this.process = process;
  }

  /** Takes one step. */
  public void step(UUID job) {
    var _ = process.getBean(ReplaySteps.class).step(job);
  }

  /** Takes one step whose filters have no more time than this, which is enough for one. */
  public void stepWithin(Duration filterTime, UUID job) {
    var _ =
        new ReplaySteps(
                process.getBean(Database.class).sending(),
                process.getBean(EventReader.class),
                process.getBean(WebhookReader.class),
                filterTime)
            .step(job);
  }

  /** Advances the job as one activity would, but not for as long. */
  public ReplayProgress advance(UUID job) {
    return new ReplayActivitiesImpl(
            process.getBean(ReplaySteps.class),
            process.getBean(WorkflowStarts.class),
            () -> {},
            Duration.ofMillis(600))
        .advance(job.toString());
  }
}
