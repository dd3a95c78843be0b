package org.wardbell.activities.person;

import static org.wardbell.activities.database.generated.Tables.SIGN_IN_LIMIT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.SignInLimitRecord;

/**
 * The account of failed sign-ins, shared by all processes. A try is counted as failed before its
 * password is looked at, so that many at once are not one; a right one takes that back.
 */
public final class SignInLimits {
  /** Failures are forgotten after so long without another. */
  private static final Duration MEMORY = Duration.ofDays(1);

  /** More than one try leaves behind, so that the table shrinks again. */
  private static final int SWEPT = 20;

  private static final Logger log = LoggerFactory.getLogger(SignInLimits.class);

  private final DSLContext database;
  private final Encryption encryption;

  SignInLimits(DSLContext database, Encryption encryption) {
    this.database = database;
    this.encryption = encryption;
  }

  /**
   * The subject by which a try is counted.
   *
   * @param name whatever tells it from others; kept as its HMAC
   */
  public record Subject(SignInLimit limit, String name) {}

  private record Counted(byte[] key, SignInLimit limit) {}

  /**
   * Counts a try.
   *
   * @return how long to wait if it is too early for one; it is not counted then
   */
  public Optional<Duration> count(List<Subject> subjects) {
    List<Counted> counted = counted(subjects);
    Optional<Duration> wait =
        database.transactionResult(configuration -> count(configuration.dsl(), counted));
    sweep();
    return wait;
  }

  private static Optional<Duration> count(DSLContext transaction, List<Counted> counted) {
    Instant now = DatabaseClock.read(transaction);
    for (Counted each : counted) {
      transaction
          .insertInto(SIGN_IN_LIMIT)
          .set(SIGN_IN_LIMIT.SUBJECT, each.key())
          .set(SIGN_IN_LIMIT.FAILURES, 0)
          .set(SIGN_IN_LIMIT.FAILED_AT, now)
          // Ignoring would share the row's lock, and two who share it cannot both write.
          .onDuplicateKeyUpdate()
          .set(SIGN_IN_LIMIT.FAILURES, SIGN_IN_LIMIT.FAILURES)
          .execute();
    }
    List<SignInLimitRecord> rows =
        counted.stream()
            .map(
                each ->
                    transaction
                        .selectFrom(SIGN_IN_LIMIT)
                        .where(SIGN_IN_LIMIT.SUBJECT.eq(each.key()))
                        .forUpdate()
                        .fetchSingle())
            .toList();
    Duration wait =
        rows.stream()
            .map(row -> waitOf(row.getBlockedUntil(), now))
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    if (wait.isPositive()) {
      return Optional.of(wait);
    }
    for (int i = 0; i < rows.size(); i++) {
      SignInLimitRecord row = rows.get(i);
      boolean forgotten = row.getFailedAt().isBefore(now.minus(MEMORY));
      int failures = 1 + (forgotten ? 0 : row.getFailures());
      Duration next = counted.get(i).limit().after(failures);
      row.setFailures(failures);
      row.setFailedAt(now);
      row.setBlockedUntil(next.isZero() ? null : now.plus(next));
      row.update();
    }
    return Optional.empty();
  }

  private static Duration waitOf(@Nullable Instant blockedUntil, Instant now) {
    return blockedUntil == null || !blockedUntil.isAfter(now)
        ? Duration.ZERO
        : Duration.between(now, blockedUntil);
  }

  /**
   * Takes a try back that was right: what was near begins anew, and strangers have one failure
   * less.
   */
  public void succeeded(List<Subject> subjects) {
    for (Subject subject : subjects) {
      if (subject.limit() == SignInLimit.NEAR) {
        database.deleteFrom(SIGN_IN_LIMIT).where(SIGN_IN_LIMIT.SUBJECT.eq(key(subject))).execute();
      } else {
        takeBack(subject);
      }
    }
  }

  /** Takes a try back that nobody could judge. */
  public void undecided(List<Subject> subjects) {
    subjects.forEach(this::takeBack);
  }

  private void takeBack(Subject subject) {
    database
        .update(SIGN_IN_LIMIT)
        .set(SIGN_IN_LIMIT.FAILURES, SIGN_IN_LIMIT.FAILURES.minus(1))
        .setNull(SIGN_IN_LIMIT.BLOCKED_UNTIL)
        .where(SIGN_IN_LIMIT.SUBJECT.eq(key(subject)), SIGN_IN_LIMIT.FAILURES.gt(0))
        .execute();
  }

  private void sweep() {
    try {
      database
          .deleteFrom(SIGN_IN_LIMIT)
          .where(SIGN_IN_LIMIT.FAILED_AT.lt(DatabaseClock.after(MEMORY.negated())))
          .orderBy(SIGN_IN_LIMIT.FAILED_AT)
          .limit(DSL.inline(SWEPT))
          .execute();
    } catch (DataAccessException busy) {
      log.debug("old failures of sign-ins are removed by a later one", busy);
    }
  }

  /** Rows are locked in the order of their keys, whoever asks. */
  private List<Counted> counted(List<Subject> subjects) {
    return subjects.stream()
        .map(subject -> new Counted(key(subject), subject.limit()))
        .sorted((one, other) -> Arrays.compareUnsigned(one.key(), other.key()))
        .toList();
  }

  private byte[] key(Subject subject) {
    return encryption.fingerprint(
        null,
        ("sign_in/" + subject.limit() + "/" + subject.name()).getBytes(StandardCharsets.UTF_8));
  }
}
