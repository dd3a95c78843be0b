package org.wardbell.activities.retention;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditRetention;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.ChunkPace;
import org.wardbell.activities.temporal.Heartbeat;
import org.wardbell.workflows.retention.RetentionActivities;
import org.wardbell.workflows.retention.SweepResult;

/**
 * The activity that sweeps for a while. Clinics take turns of half a second, so that one with a
 * million old rows delays no other's sweep; all that it knows is in rows, so that another process
 * goes on where this one was killed.
 */
final class RetentionActivitiesImpl implements RetentionActivities {
  private static final Duration WORKING_TIME = Duration.ofSeconds(20);
  private static final Duration TURN = Duration.ofMillis(500);

  private final SweepRuns runs;
  private final ShareSteps steps;
  private final AuditRetention audit;
  private final WorkflowStarts starts;
  private final ActivityHeartbeat heartbeat;

  RetentionActivitiesImpl(
      SweepRuns runs,
      ShareSteps steps,
      AuditRetention audit,
      WorkflowStarts starts,
      ActivityHeartbeat heartbeat) {
    this.runs = runs;
    this.steps = steps;
    this.audit = audit;
    this.starts = starts;
    this.heartbeat = heartbeat;
  }

  @Override
  public String begin() {
    return runs.begin(heartbeat).toString();
  }

  @Override
  public SweepResult sweep(String runId) {
    UUID run = UUID.fromString(runId);
    Heartbeat life = new Heartbeat(heartbeat);
    ChunkPace pace = new ChunkPace();
    long end = System.nanoTime() + WORKING_TIME.toNanos();
    long rows = 0;
    while (System.nanoTime() < end && life.wanted()) {
      UUID clinic = runs.next(run);
      if (clinic == null) {
        return theRest(run, rows, end, pace, life);
      }
      rows += turn(run, clinic, pace, life);
      runs.turned(run, clinic);
    }
    return new SweepResult(false, rows, runs.left(run));
  }

  private long turn(UUID run, UUID clinic, ChunkPace pace, Heartbeat life) {
    long end = System.nanoTime() + TURN.toNanos();
    long rows = 0;
    while (true) {
      long began = System.nanoTime();
      ShareSteps.Step step = steps.step(run, clinic, pace.rows());
      long took = System.nanoTime() - began;
      starts.start(step.news());
      rows += step.rows();
      if (step.over() || System.nanoTime() > end || !life.wanted()) {
        return rows;
      }
      pace.took(took);
    }
  }

  /** The audit trail is one chain for all clinics, so it comes once, after them. */
  private SweepResult theRest(UUID run, long before, long end, ChunkPace pace, Heartbeat life) {
    long rows = before;
    @Nullable String problem = null;
    while (problem == null) {
      if (System.nanoTime() > end || !life.wanted()) {
        return new SweepResult(false, rows, 0);
      }
      long began = System.nanoTime();
      AuditRetention.Step step = audit.step(runs.auditUntil(run), pace.rows());
      long took = System.nanoTime() - began;
      if (step.rows() == 0 && step.problem() == null) {
        break;
      }
      problem = step.problem();
      runs.countAudit(run, step.rows());
      rows += step.rows();
      pace.took(took);
    }
    while (runs.forget(ChunkPace.MOST)) {
      if (System.nanoTime() > end || !life.wanted()) {
        return new SweepResult(false, rows, 0);
      }
    }
    runs.finish(run, problem);
    return new SweepResult(true, rows, 0);
  }
}
