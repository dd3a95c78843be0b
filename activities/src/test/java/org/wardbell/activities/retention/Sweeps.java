package org.wardbell.activities.retention;

import static org.wardbell.activities.database.generated.Tables.RETENTION_POLICY;
import static org.wardbell.activities.database.generated.Tables.RETENTION_RUN;
import static org.wardbell.activities.database.generated.Tables.RETENTION_SHARE;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.wardbell.activities.audit.AuditRetention;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.generated.tables.records.RetentionShareRecord;
import org.wardbell.activities.delivery.state.DeliveryEnd;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.ActivityHeartbeat;

/** Sweeps as a worker runs them, for tests that look between two of their steps. */
public final class Sweeps {
  private final DSLContext dsl;
  private final BeanFactory process;
  private final RetentionPolicies policies = new RetentionPolicies();
  private final SweepRuns runs;
  private final ShareSteps steps;

  /**
   * @param dsl may tell of what is done with it
   */
  public Sweeps(DSLContext dsl, BeanFactory process) {
    this.dsl = dsl;
    this.process = process;
    this.runs = new SweepRuns(dsl, policies);
    this.steps =
        new ShareSteps(
            dsl,
            policies,
            process.getBean(DeliveryEnd.class),
            new AuditStore(InstantSource.system()));
  }

  /** Lets a clinic keep payloads and deliveries for so many days; 0 is until now. */
  public void keep(UUID clinic, int payloadDays, int deliveryDays) {
    policies.put(dsl, clinic, new RetentionPolicy(payloadDays, deliveryDays, 6));
  }

  /** Begins a sweep, or finds the one that has not ended. */
  public UUID begin() {
    return begin(() -> {});
  }

  /** Begins a sweep as an activity with this heartbeat does. */
  public UUID begin(ActivityHeartbeat heartbeat) {
    return runs.begin(heartbeat);
  }

  /** Takes one step of a clinic's part. */
  public void step(UUID run, UUID clinic) {
    step(run, clinic, 100);
  }

  /**
   * Takes one step of a clinic's part.
   *
   * @param limit rows that each statement touches at most
   */
  public void step(UUID run, UUID clinic, int limit) {
    var _ = steps.step(run, clinic, limit);
  }

  /** Returns the clinic whose turn is next. */
  public @Nullable UUID next(UUID run) {
    return runs.next(run);
  }

  /** Sweeps for as long as one activity does; returns whether the sweep is over. */
  public boolean work(UUID run) {
    return new RetentionActivitiesImpl(
            runs,
            steps,
            new AuditRetention(dsl, process.getBean(Encryption.class)),
            process.getBean(WorkflowStarts.class),
            () -> {})
        .sweep(run.toString())
        .over();
  }

  /** Runs a whole sweep and returns its id. */
  public UUID sweep() {
    UUID run = begin();
    while (!work(run)) {
      // Another activity goes on.
    }
    return run;
  }

  /** Returns what is kept of a clinic's part. */
  public RetentionShareRecord share(UUID run, UUID clinic) {
    return dsl.selectFrom(RETENTION_SHARE)
        .where(RETENTION_SHARE.RUN_ID.eq(run), RETENTION_SHARE.CLINIC_ID.eq(clinic))
        .fetchSingle();
  }

  /** Returns the reports as people see them. */
  public List<SweepReport> reports(@Nullable UUID clinic) {
    return reports(clinic, 10);
  }

  /** Returns so many reports at most. */
  public List<SweepReport> reports(@Nullable UUID clinic, int limit) {
    return new SweepReports(dsl).list(clinic, null, limit);
  }

  /** Forgets policies, marks and sweeps. */
  public void forget() {
    dsl.deleteFrom(RETENTION_POLICY).execute();
    dsl.execute("delete from retention_mark");
    dsl.execute("delete from removal_mark");
    dsl.deleteFrom(RETENTION_SHARE).execute();
    dsl.deleteFrom(RETENTION_RUN).execute();
  }
}
