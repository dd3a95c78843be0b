package org.wardbell.activities.rotation;

import static org.wardbell.activities.database.generated.Tables.KEY_ROTATION;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jooq.DSLContext;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.temporal.ChunkPace;
import org.wardbell.workflows.JobProgress;

/** Rotations as a worker runs them, for tests that look between two of their steps. */
public final class Rotations {
  private final DSLContext dsl;
  private final RotationStore store;
  private final RotationSteps steps;

  /**
   * @param oldKeyUsed for how long a process may seal or wrap with a key that was replaced
   */
  public Rotations(DSLContext dsl, Encryption encryption, Duration oldKeyUsed) {
    this.dsl = dsl;
    this.store = new RotationStore(encryption.rotation());
    this.steps =
        new RotationSteps(
            dsl, encryption, new AuditStore(InstantSource.system()), oldKeyUsed, oldKeyUsed);
  }

  /** Begins a rotation of a clinic's data key. */
  public UUID begin(UUID clinic) {
    return begin(clinic, () -> true);
  }

  /**
   * Begins a rotation of a clinic's data key.
   *
   * @param uncommitted what happens before its transaction ends
   */
  public UUID begin(UUID clinic, Callable<?> uncommitted) {
    store.prepare(clinic);
    return Contention.result(
        dsl,
        transaction -> {
          RotationStore.Begun begun =
              store.begin(transaction.dsl(), RotationKind.DATA, clinic, "key/test").orElseThrow();
          var _ = uncommitted.call();
          return begun.rotation().id();
        });
  }

  /** Begins a rotation of the master key, or finds one; empty if there is nothing to do. */
  Optional<KeptRotation> beginMaster() {
    store.prepare(null);
    return dsl.transactionResult(
        transaction ->
            store
                .begin(transaction.dsl(), RotationKind.MASTER, null, "key/test")
                .map(RotationStore.Begun::rotation));
  }

  /** Takes one step, as large as it may be. */
  public void step(UUID id) {
    var _ = steps.step(id, ChunkPace.MOST);
  }

  /** Takes steps until the job is over, or waits; returns whether it is over. */
  public boolean run(UUID id) {
    JobProgress progress = steps.step(id, ChunkPace.MOST);
    while (!progress.over() && progress.waitMillis() == 0) {
      progress = steps.step(id, ChunkPace.MOST);
    }
    return progress.over();
  }

  /** Returns the job as it is kept. */
  public KeptRotation read(UUID id) {
    return store.find(dsl, id).orElseThrow();
  }

  /** Returns the columns that a rotation seals again, as {@code table.column}. */
  static Set<String> columns() {
    Set<String> columns = new TreeSet<>();
    SealedTables.ALL.forEach(rows -> columns.addAll(rows.columns()));
    return columns;
  }

  /** Forgets all jobs. */
  public void forget() {
    dsl.deleteFrom(KEY_ROTATION).execute();
  }
}
