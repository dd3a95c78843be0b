package org.wardbell.activities.person;

import static org.wardbell.activities.database.generated.Tables.PERSON_LINK;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.crypto.Sha256;
import org.wardbell.activities.database.DatabaseClock;

/**
 * One-time links by which people set their passwords: made by an administrator, good once, kept as
 * their hash.
 */
public final class PasswordLinks {
  /** So long a link works. */
  public static final Duration LIFE = Duration.ofHours(24);

  private static final int RANDOM_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  PasswordLinks() {}

  /**
   * A link as it is shown once.
   *
   * @param token what whoever opens it proves to have: 43 URL-safe characters
   */
  public record Made(String token, Instant expiresAt) {
    /** Hides the token. */
    @Override
    public String toString() {
      return "Made[hidden]";
    }
  }

  /** Makes a person's link inside the caller's transaction; the one of before works no more. */
  public Made make(DSLContext transaction, UUID person) {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant expiresAt = DatabaseClock.read(transaction).plus(LIFE);
    transaction
        .insertInto(PERSON_LINK)
        .set(PERSON_LINK.PERSON_ID, person)
        .set(PERSON_LINK.HASH, Sha256.of(token))
        .set(PERSON_LINK.EXPIRES_AT, expiresAt)
        .onDuplicateKeyUpdate()
        .set(PERSON_LINK.HASH, Sha256.of(token))
        .set(PERSON_LINK.EXPIRES_AT, expiresAt)
        .execute();
    return new Made(token, expiresAt);
  }

  /** Returns whose link this is; empty if it is nobody's any more. */
  public Optional<UUID> person(DSLContext database, String token) {
    return database
        .select(PERSON_LINK.PERSON_ID)
        .from(PERSON_LINK)
        .where(
            PERSON_LINK.HASH.eq(Sha256.of(token)), PERSON_LINK.EXPIRES_AT.gt(DatabaseClock.now()))
        .fetchOptional(PERSON_LINK.PERSON_ID);
  }

  /** Uses a link up inside the caller's transaction; false if somebody else just did. */
  public boolean use(DSLContext transaction, String token) {
    return transaction
            .deleteFrom(PERSON_LINK)
            .where(
                PERSON_LINK.HASH.eq(Sha256.of(token)),
                PERSON_LINK.EXPIRES_AT.gt(DatabaseClock.now()))
            .execute()
        == 1;
  }

  /** Takes a person's link away inside the caller's transaction. */
  public void remove(DSLContext transaction, UUID person) {
    transaction.deleteFrom(PERSON_LINK).where(PERSON_LINK.PERSON_ID.eq(person)).execute();
  }
}
