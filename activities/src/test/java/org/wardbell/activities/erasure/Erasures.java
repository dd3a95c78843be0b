package org.wardbell.activities.erasure;

import static org.wardbell.activities.database.generated.Tables.ERASURE;
import static org.wardbell.activities.database.generated.Tables.ERASURE_SUBJECT;

import java.time.InstantSource;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.beans.factory.BeanFactory;
import org.wardbell.activities.appointment.AppointmentErasure;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.temporal.ChunkPace;
import org.wardbell.workflows.JobProgress;

/** Erasures as a worker runs them, for tests that look between two of their steps. */
public final class Erasures {
  private final DSLContext dsl;
  private final ErasureStore store;
  private final ErasureSteps steps;

  public Erasures(DSLContext dsl, BeanFactory process) {
    this.dsl = dsl;
    Encryption encryption = process.getBean(Encryption.class);
    EventStore events = process.getBean(EventStore.class);
    this.store = new ErasureStore(encryption, events);
    this.steps =
        new ErasureSteps(
            dsl,
            events,
            new AppointmentErasure(encryption),
            store,
            new AuditStore(InstantSource.system()));
  }

  /** Begins a job, or finds the one that runs. */
  public KeptErasure begin(UUID clinic, String subject) {
    return dsl.transactionResult(
        transaction -> store.begin(transaction.dsl(), clinic, subject, "key/test").erasure());
  }

  /** Takes steps until the job is over, or waits; returns whether it is over. */
  public boolean run(UUID id) {
    return run(id, ChunkPace.MOST);
  }

  /**
   * Takes steps until the job is over, or waits; returns whether it is over.
   *
   * @param limit rows that each statement touches at most
   */
  public boolean run(UUID id, int limit) {
    JobProgress progress = steps.step(id, limit);
    while (!progress.over() && progress.waitMillis() == 0) {
      progress = steps.step(id, limit);
    }
    return progress.over();
  }

  /** Returns the job as it is kept. */
  public KeptErasure read(UUID id) {
    return store.find(dsl, id).orElseThrow();
  }

  /** Forgets all jobs. */
  public void forget() {
    dsl.deleteFrom(ERASURE_SUBJECT).execute();
    dsl.deleteFrom(ERASURE).execute();
  }
}
