package org.wardbell.activities.idempotency;

import static org.wardbell.activities.database.generated.Tables.KEPT_ANSWER;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import tools.jackson.databind.json.JsonMapper;

/**
 * The store of answers to requests with an idempotency key (IETF draft
 * httpapi-idempotency-key-header). A key is claimed by a unique row before the request is worked
 * on, so that of two processes one works; the row counts what the request commits, in the same
 * transactions, so that after a crash it is known whether it was done.
 */
public final class KeptAnswers {
  /** The time for which a key stands for its request. */
  public static final Duration KEPT = Duration.ofHours(24);

  /**
   * Keys of one clinic, or of all callers of the installation, at a time: with answers of the usual
   * 2 KiB some 20 MiB.
   */
  public static final int MAXIMUM_PER_CLINIC = 10_000;

  /**
   * The time after which a request that has committed nothing is given up: its process was stopped,
   * or the database was away when it wanted to give its key back. Longer than the 60 s that a
   * statement may take, and short enough for a client that sends the request again meanwhile.
   * Should a request take longer, it commits nothing any more.
   */
  static final Duration LEASE = Duration.ofSeconds(90);

  /** Rows that one statement removes. */
  private static final int CHUNK = 500;

  private static final String COLUMN = "kept_answer.answer";

  private static final int TRIES = 3;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Field<Boolean> IS_OLD =
      DSL.field(KEPT_ANSWER.CREATED_AT.lt(DatabaseClock.after(KEPT.negated()))).as("is_old");
  private static final Field<Boolean> IS_GIVEN_UP =
      DSL.field(KEPT_ANSWER.CREATED_AT.lt(DatabaseClock.after(LEASE.negated()))).as("is_given_up");

  private static final Condition UNDONE =
      KEPT_ANSWER.COMMITS.eq(0).and(KEPT_ANSWER.STATUS.isNull());

  private final DSLContext database;
  private final Encryption encryption;

  KeptAnswers(DSLContext database, Encryption encryption) {
    this.database = database;
    this.encryption = encryption;
  }

  /** The end of a request whose key was given to a repetition, because it took too long. */
  public static final class LostClaim extends RuntimeException {
    private static final long serialVersionUID = 1;

    private LostClaim() {
      super("the idempotency key was given to a repetition", null, false, false);
    }
  }

  /**
   * Claims a key.
   *
   * @param clinic of the caller, or null for the installation
   * @param key names the key and its caller, unambiguously
   * @param request all that makes the request another one
   */
  public Claim claim(@Nullable UUID clinic, byte[] key, byte[] request) {
    byte[] keyFingerprint = encryption.fingerprint(clinic, key);
    byte[] requestFingerprint = encryption.fingerprint(clinic, request);
    for (int i = 0; i < TRIES; i++) {
      Record row = find(keyFingerprint);
      if (row != null && !isRemoved(row)) {
        return MessageDigest.isEqual(row.get(KEPT_ANSWER.REQUEST_FINGERPRINT), requestFingerprint)
            ? same(clinic, row)
            : new Claim.Taken();
      }
      if (isFull(clinic)) {
        return new Claim.Full();
      }
      UUID id = Ids.next();
      if (insert(id, clinic, keyFingerprint, requestFingerprint)) {
        return new Claim.Mine(id);
      }
    }
    return new Claim.Running();
  }

  private @Nullable Record find(byte[] keyFingerprint) {
    return database
        .select(KEPT_ANSWER.fields())
        .select(IS_OLD, IS_GIVEN_UP)
        .from(KEPT_ANSWER)
        .where(KEPT_ANSWER.KEY_FINGERPRINT.eq(keyFingerprint))
        .fetchOne();
  }

  private Claim same(@Nullable UUID clinic, Record row) {
    if (row.get(KEPT_ANSWER.STATUS) != null) {
      byte[] sealed = row.get(KEPT_ANSWER.ANSWER_CIPHERTEXT);
      return sealed == null
          ? new Claim.Unanswered()
          : new Claim.Answered(open(clinic, row.get(KEPT_ANSWER.ID), sealed));
    }
    return row.get(IS_GIVEN_UP) ? new Claim.Unanswered() : new Claim.Running();
  }

  /** Removes a row that stands for nothing any more. */
  private boolean isRemoved(Record row) {
    if (row.get(IS_OLD)) {
      return remove(row.get(KEPT_ANSWER.ID), DSL.noCondition());
    }
    return row.get(KEPT_ANSWER.STATUS) == null
        && row.get(IS_GIVEN_UP)
        && remove(row.get(KEPT_ANSWER.ID), UNDONE);
  }

  private boolean remove(UUID id, Condition condition) {
    return database.deleteFrom(KEPT_ANSWER).where(KEPT_ANSWER.ID.eq(id)).and(condition).execute()
        == 1;
  }

  private boolean isFull(@Nullable UUID clinic) {
    return database
        .select(KEPT_ANSWER.ID)
        .from(KEPT_ANSWER)
        .where(clinic == null ? KEPT_ANSWER.CLINIC_ID.isNull() : KEPT_ANSWER.CLINIC_ID.eq(clinic))
        .orderBy(KEPT_ANSWER.ID.desc())
        .limit(1)
        .offset(MAXIMUM_PER_CLINIC - 1)
        .fetchOptional()
        .isPresent();
  }

  private boolean insert(
      UUID id, @Nullable UUID clinic, byte[] keyFingerprint, byte[] requestFingerprint) {
    return database
            .insertInto(KEPT_ANSWER)
            .set(KEPT_ANSWER.ID, id)
            .set(KEPT_ANSWER.CLINIC_ID, clinic)
            .set(KEPT_ANSWER.KEY_FINGERPRINT, keyFingerprint)
            .set(KEPT_ANSWER.REQUEST_FINGERPRINT, requestFingerprint)
            .set(KEPT_ANSWER.CREATED_AT, DatabaseClock.now())
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  /**
   * Counts a commit of the request, in the transaction that is about to be committed.
   *
   * @throws LostClaim if the claim was given to a repetition meanwhile
   */
  public static void noteCommit(DSLContext transaction, UUID id) {
    int noted =
        transaction
            .update(KEPT_ANSWER)
            .set(KEPT_ANSWER.COMMITS, KEPT_ANSWER.COMMITS.plus(1))
            .where(KEPT_ANSWER.ID.eq(id))
            .execute();
    if (noted == 0) {
      throw new LostClaim();
    }
  }

  /** Keeps the answer to a request; one that is too long is only known to have been given. */
  public void keep(@Nullable UUID clinic, UUID id, KeptAnswer answer) {
    Optional<Sealed> sealed =
        answer.body().length > KeptAnswer.MAXIMUM_BODY
            ? Optional.empty()
            : Optional.of(encryption.seal(clinic, COLUMN, id, JSON.writeValueAsBytes(answer)));
    database
        .update(KEPT_ANSWER)
        .set(KEPT_ANSWER.STATUS, answer.status())
        .set(KEPT_ANSWER.ANSWER_CIPHERTEXT, sealed.map(Sealed::ciphertext).orElse(null))
        .set(KEPT_ANSWER.KEY_ID, sealed.map(Sealed::keyId).orElse(null))
        .where(KEPT_ANSWER.ID.eq(id))
        .execute();
  }

  private KeptAnswer open(@Nullable UUID clinic, UUID id, byte[] sealed) {
    return JSON.readValue(encryption.open(clinic, COLUMN, id, sealed), KeptAnswer.class);
  }

  /**
   * Gives a claim back, unless the request has committed anything.
   *
   * @return whether the key is free again
   */
  public boolean release(UUID id) {
    return remove(id, UNDONE);
  }

  /**
   * Removes what is older than a key is kept, chunk by chunk.
   *
   * @return how many rows
   */
  public int removeOld() {
    // Ids begin with the time; another process's clock may be behind by less than an hour.
    Instant until = ApplicationClock.now().minus(KEPT).minus(Duration.ofHours(1));
    int all = 0;
    int removed;
    do {
      removed =
          database
              .deleteFrom(KEPT_ANSWER)
              .where(KEPT_ANSWER.ID.lt(Ids.firstOf(until)))
              .orderBy(KEPT_ANSWER.ID)
              .limit(CHUNK)
              .execute();
      all += removed;
    } while (removed == CHUNK);
    return all;
  }
}
