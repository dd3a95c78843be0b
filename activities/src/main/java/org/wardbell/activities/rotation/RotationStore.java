package org.wardbell.activities.rotation;

import static org.wardbell.activities.database.generated.Tables.KEY_ROTATION;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.KeyRotation;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.KeyRotationRecord;

/** The store of rotations. */
public final class RotationStore {
  static final String RUNNING = "RUNNING";
  static final String DONE = "DONE";

  private static final UUID INSTALLATION = new UUID(0, 0);

  private final KeyRotation keys;

  public RotationStore(KeyRotation keys) {
    this.keys = keys;
  }

  /**
   * Sees to what must be there before {@link #begin}; not inside a transaction.
   *
   * @param clinic or null for the installation's or the master key
   */
  public void prepare(@Nullable UUID clinic) {
    keys.prepare(clinic);
  }

  /**
   * Begins a rotation in the caller's transaction: a new data key seals from its commit on. Of one
   * scope there is one at a time; the one that runs is returned. For a master key whose rotation
   * has ended that one is returned, as long as the old key is at hand: who has to remove that may
   * have missed the end.
   *
   * @return empty if no data key is wrapped with an old master key that is still at hand, so that
   *     there is nothing to do
   */
  public Optional<Begun> begin(
      DSLContext transaction, RotationKind kind, @Nullable UUID clinic, String requestedBy) {
    // Of two that begin at once the second one waits here, and finds the first one's job.
    keys.lock(transaction, clinic);
    UUID scope = clinic == null ? INSTALLATION : clinic;
    Optional<Begun> running = newest(transaction, scope, kind, KEY_ROTATION.STATUS.eq(RUNNING));
    if (running.isPresent()) {
      return running;
    }
    if (kind == RotationKind.DATA) {
      return Optional.of(
          insert(transaction, scope, kind, keys.add(transaction, clinic), requestedBy));
    }
    int keyId = keys.masterKey();
    if (keys.isWrappedByOldMasterKey(transaction)) {
      return Optional.of(insert(transaction, scope, kind, keyId, requestedBy));
    }
    return keys.hasOldMasterKey()
        ? newest(transaction, scope, kind, KEY_ROTATION.KEY_ID.eq(keyId))
        : Optional.empty();
  }

  private static Optional<Begun> newest(
      DSLContext transaction, UUID scope, RotationKind kind, Condition wanted) {
    return transaction
        .selectFrom(KEY_ROTATION)
        .where(KEY_ROTATION.SCOPE.eq(scope), KEY_ROTATION.KIND.eq(kind.name()), wanted)
        .orderBy(KEY_ROTATION.NUMBER.desc())
        .limit(1)
        .fetchOptional(row -> new Begun(read(row), false));
  }

  private Begun insert(
      DSLContext transaction, UUID scope, RotationKind kind, int keyId, String requestedBy) {
    UUID id = Ids.next();
    transaction
        .insertInto(KEY_ROTATION)
        .set(KEY_ROTATION.ID, id)
        .set(KEY_ROTATION.SCOPE, scope)
        .set(KEY_ROTATION.KIND, kind.name())
        .set(KEY_ROTATION.STATUS, RUNNING)
        .set(KEY_ROTATION.KEY_ID, keyId)
        .set(KEY_ROTATION.ROUND_AT, DatabaseClock.now())
        .set(KEY_ROTATION.REQUESTED_BY, requestedBy)
        .set(KEY_ROTATION.CREATED_AT, DatabaseClock.now())
        .set(KEY_ROTATION.WAKES_AT, DatabaseClock.now())
        .execute();
    return new Begun(find(transaction, id).orElseThrow(), true);
  }

  /**
   * The answer to a request.
   *
   * @param rotation the job
   * @param fresh whether this request began it
   */
  public record Begun(KeptRotation rotation, boolean fresh) {}

  /** Has this process use the new key at once; called after the commit. */
  public void begun(@Nullable UUID clinic) {
    keys.forget(clinic);
  }

  /** Returns the job with this id. */
  public Optional<KeptRotation> find(DSLContext dsl, UUID id) {
    return dsl.selectFrom(KEY_ROTATION)
        .where(KEY_ROTATION.ID.eq(id))
        .fetchOptional(RotationStore::read);
  }

  /**
   * Jobs, newest first.
   *
   * @param clinic only that clinic's, or null for all
   * @param before only jobs with a smaller number, or null to begin with the newest
   */
  public List<KeptRotation> list(
      DSLContext dsl, @Nullable UUID clinic, @Nullable Long before, int limit) {
    return dsl.selectFrom(KEY_ROTATION)
        .where(clinic == null ? DSL.noCondition() : KEY_ROTATION.SCOPE.eq(clinic))
        .and(before == null ? DSL.noCondition() : KEY_ROTATION.NUMBER.lt(before))
        .orderBy(KEY_ROTATION.NUMBER.desc())
        .limit(limit)
        .fetch(RotationStore::read);
  }

  /** Returns the clinic of a scope, or null for the installation. */
  static @Nullable UUID clinic(KeyRotationRecord row) {
    return row.getScope().equals(INSTALLATION) ? null : row.getScope();
  }

  private static KeptRotation read(KeyRotationRecord row) {
    return new KeptRotation(
        row.getId(),
        row.getNumber(),
        RotationKind.valueOf(row.getKind()),
        clinic(row),
        row.getKeyId(),
        row.getStatus(),
        row.getRound(),
        row.getLookedAt(),
        row.getSealed(),
        row.getUnreadable(),
        row.getRequestedBy(),
        row.getCreatedAt(),
        row.getFinishedAt());
  }
}
