package org.wardbell.activities.rotation;

import static org.wardbell.activities.database.generated.Tables.KEY_ROTATION;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.KeyRotation;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.crypto.WrongMasterKeyException;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.KeyRotationRecord;
import org.wardbell.workflows.JobProgress;

/**
 * The steps of a rotation, a page each. All rows are walked through again and again until a round,
 * begun when no process could use the old key any more, finds nothing that it sealed; only then the
 * old key is removed. A value that somebody changes meanwhile is left to the next round, and what
 * no key opens is passed over: it holds up nobody else's.
 */
final class RotationSteps {
  /** The relay starts the job's workflow if nobody has advanced it for this long and its grace. */
  private static final Duration WAKE = Duration.ofSeconds(90);

  private final DSLContext dsl;
  private final Encryption encryption;
  private final AuditStore audit;
  private final Duration oldKeyUsed;
  private final Duration oldMasterKeyUsed;

  /**
   * @param oldKeyUsed for how long a process may seal with a data key that was replaced
   * @param oldMasterKeyUsed for how long one may wrap with a master key that was replaced
   */
  RotationSteps(
      DSLContext dsl,
      Encryption encryption,
      AuditStore audit,
      Duration oldKeyUsed,
      Duration oldMasterKeyUsed) {
    this.dsl = dsl;
    this.encryption = encryption;
    this.audit = audit;
    this.oldKeyUsed = oldKeyUsed;
    this.oldMasterKeyUsed = oldMasterKeyUsed;
  }

  private static final JobProgress OVER = new JobProgress(true, 0, 0);

  /**
   * Does the next page.
   *
   * @param limit rows that each statement touches at most
   */
  JobProgress step(UUID id, int limit) {
    KeyRotationRecord seen = dsl.fetchOne(KEY_ROTATION, KEY_ROTATION.ID.eq(id));
    if (seen == null || seen.getFinishedAt() != null) {
      return OVER;
    }
    return switch (RotationKind.valueOf(seen.getKind())) {
      case DATA -> data(seen, limit);
      case MASTER -> master(seen, limit);
    };
  }

  private JobProgress data(KeyRotationRecord seen, int limit) {
    if (seen.getPlace() == SealedTables.ALL.size()) {
      return change(seen, this::endOfRound);
    }
    @Nullable UUID clinic = RotationStore.clinic(seen);
    SealedPage page =
        SealedTables.ALL
            .get(seen.getPlace())
            .page(dsl, clinic, seen.getPosition(), seen.getKeyId(), limit);
    List<Query> statements = new ArrayList<>();
    int unreadable = 0;
    for (SealedPage.Value value : page.values()) {
      try {
        statements.add(value.writer().of(sealAgain(clinic, value, seen.getKeyId())));
      } catch (BrokenSealException broken) {
        unreadable++;
      }
    }
    int lost = unreadable;
    return change(seen, (transaction, job) -> put(transaction, job, page, statements, lost));
  }

  private Sealed sealAgain(@Nullable UUID clinic, SealedPage.Value value, int keyId) {
    byte[] plain = encryption.open(clinic, value.column(), value.row(), value.ciphertext());
    Sealed sealed = encryption.seal(clinic, value.column(), value.row(), plain);
    if (sealed.keyId() == keyId) {
      return sealed;
    }
    // This process had not heard of the new key yet.
    encryption.rotation().forget(clinic);
    return encryption.seal(clinic, value.column(), value.row(), plain);
  }

  private static JobProgress put(
      DSLContext transaction,
      KeyRotationRecord job,
      SealedPage page,
      List<Query> statements,
      int unreadable) {
    int sealed = 0;
    for (Query statement : statements) {
      sealed += transaction.execute(statement);
    }
    job.setSealed(job.getSealed() + sealed);
    // What was changed meanwhile counts too: nobody knows with which key.
    job.setSealedInRound(job.getSealedInRound() + statements.size());
    count(job, page.looked(), unreadable);
    job.setPosition(page.next());
    if (page.next() == null) {
      job.setPlace(job.getPlace() + 1);
    }
    return new JobProgress(false, sealed, 0);
  }

  /** What no key opens is met in each round, and counted in the first. */
  private static void count(KeyRotationRecord job, int looked, int unreadable) {
    job.setLookedAt(job.getLookedAt() + looked);
    if (job.getRound() == 0) {
      job.setUnreadable(job.getUnreadable() + unreadable);
    }
  }

  /** Ends the job if its round began late enough and found nothing; otherwise begins another. */
  private JobProgress endOfRound(DSLContext transaction, KeyRotationRecord job) {
    Instant now = DatabaseClock.read(transaction);
    boolean ofData = job.getKind().equals(RotationKind.DATA.name());
    Instant replaced = job.getCreatedAt().plus(ofData ? oldKeyUsed : oldMasterKeyUsed);
    if (job.getSealedInRound() == 0 && !job.getRoundAt().isBefore(replaced)) {
      if (ofData) { // An old master key is in a file, whose owner removes it.
        encryption.rotation().removeOld(transaction, RotationStore.clinic(job));
      }
      return finish(transaction, job, now);
    }
    if (now.isBefore(replaced)) {
      Duration rest = Duration.between(now, replaced);
      job.setWakesAt(replaced);
      return new JobProgress(false, 0, Math.max(1, rest.toMillis()));
    }
    job.setRound(job.getRound() + 1);
    job.setRoundAt(now);
    job.setPlace(0);
    job.setPosition(null);
    job.setSealedInRound(0L);
    return new JobProgress(false, 0, 0);
  }

  private JobProgress finish(DSLContext transaction, KeyRotationRecord job, Instant now) {
    job.setStatus(RotationStore.DONE);
    job.setFinishedAt(now);
    job.setWakesAt(null);
    audit.append(
        transaction,
        AuditEntry.of(
                RotationStore.clinic(job),
                AuditOrigin.SYSTEM,
                "key_rotation.done",
                "key_rotation/" + job.getId())
            .with(Map.of("sealed", job.getSealed(), "unreadable", job.getUnreadable())));
    return OVER;
  }

  /** Wraps data keys with the new master key, each in a transaction of its own. */
  private JobProgress master(KeyRotationRecord seen, int limit) {
    KeyRotation keys = encryption.rotation();
    if (keys.masterKey() != seen.getKeyId()) {
      throw new IllegalStateException(
          "this process has not got the new master key yet; another one, or a later try, has");
    }
    @Nullable UUID after = seen.getPosition() == null ? null : UUID.fromString(seen.getPosition());
    List<UUID> page = keys.wrappedByAnother(dsl, seen.getKeyId(), after, limit);
    if (page.isEmpty()) {
      return change(seen, this::endOfRound);
    }
    int lost = wrapAgain(page);
    int wrapped = page.size() - lost;
    return change(
        seen,
        (_, job) -> {
          job.setSealed(job.getSealed() + wrapped);
          job.setSealedInRound(job.getSealedInRound() + wrapped);
          count(job, page.size(), lost);
          job.setPosition(page.getLast().toString());
          return new JobProgress(false, wrapped, 0);
        });
  }

  /** Wraps these data keys; returns how many no master key at hand opens. */
  private int wrapAgain(List<UUID> scopes) {
    int lost = 0;
    for (UUID scope : scopes) {
      try {
        dsl.transaction(
            configuration -> encryption.rotation().wrapAgain(configuration.dsl(), scope));
      } catch (WrongMasterKeyException foreign) {
        lost++;
      }
    }
    return lost;
  }

  /** A change of a job whose row is locked. */
  private interface Changing {
    JobProgress in(DSLContext transaction, KeyRotationRecord job);
  }

  /**
   * Runs a transaction on the job's locked row, unless somebody else moved it since it was seen.
   */
  private JobProgress change(KeyRotationRecord seen, Changing changing) {
    return Contention.result(
        dsl,
        configuration -> {
          DSLContext transaction = configuration.dsl();
          KeyRotationRecord job =
              transaction
                  .selectFrom(KEY_ROTATION)
                  .where(KEY_ROTATION.ID.eq(seen.getId()))
                  .forUpdate()
                  .fetchSingle();
          if (job.getFinishedAt() != null
              || !Objects.equals(job.getRound(), seen.getRound())
              || !Objects.equals(job.getPlace(), seen.getPlace())
              || !Objects.equals(job.getPosition(), seen.getPosition())) {
            return new JobProgress(false, 0, 0);
          }
          job.setWakesAt(DatabaseClock.read(transaction).plus(WAKE));
          JobProgress progress = changing.in(transaction, job);
          job.update();
          return progress;
        });
  }
}
