package org.wardbell.activities.person;

import static org.wardbell.activities.database.generated.Tables.PERSON;
import static org.wardbell.activities.database.generated.Tables.PERSON_RECOVERY;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.InsertValuesStep2;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.generated.tables.records.PersonRecoveryRecord;

/**
 * The store of second factors: a secret for one-time codes, sealed, and recovery codes as HMACs
 * with the installation's key, so that the database alone does not tell even short ones.
 */
public final class SecondFactors {
  private static final String COLUMN = "person.totp";

  private final Encryption encryption;

  SecondFactors(Encryption encryption) {
    this.encryption = encryption;
  }

  /** Keeps a new secret inside the caller's transaction; it counts once it is confirmed. */
  public void begin(DSLContext transaction, UUID person, byte[] secret) {
    Sealed sealed = encryption.seal(null, COLUMN, person, secret);
    transaction
        .update(PERSON)
        .set(PERSON.TOTP_CIPHERTEXT, sealed.ciphertext())
        .set(PERSON.TOTP_KEY_ID, sealed.keyId())
        .set(PERSON.TOTP_CONFIRMED, false)
        .setNull(PERSON.TOTP_STEP)
        .where(PERSON.ID.eq(person))
        .execute();
  }

  /** Makes the secret count inside the caller's transaction, with these recovery codes. */
  public void confirm(DSLContext transaction, UUID person, List<String> recoveryCodes) {
    transaction
        .update(PERSON)
        .set(PERSON.TOTP_CONFIRMED, true)
        .where(PERSON.ID.eq(person))
        .execute();
    transaction.deleteFrom(PERSON_RECOVERY).where(PERSON_RECOVERY.PERSON_ID.eq(person)).execute();
    InsertValuesStep2<PersonRecoveryRecord, UUID, byte[]> insert =
        transaction.insertInto(PERSON_RECOVERY, PERSON_RECOVERY.PERSON_ID, PERSON_RECOVERY.HASH);
    for (String code : recoveryCodes) {
      insert = insert.values(person, hash(person, code));
    }
    insert.execute();
  }

  /** Takes the second factor away inside the caller's transaction; false if there was none. */
  public boolean remove(DSLContext transaction, UUID person) {
    transaction.deleteFrom(PERSON_RECOVERY).where(PERSON_RECOVERY.PERSON_ID.eq(person)).execute();
    return transaction
            .update(PERSON)
            .setNull(PERSON.TOTP_CIPHERTEXT)
            .setNull(PERSON.TOTP_KEY_ID)
            .set(PERSON.TOTP_CONFIRMED, false)
            .setNull(PERSON.TOTP_STEP)
            .where(PERSON.ID.eq(person), PERSON.TOTP_CIPHERTEXT.isNotNull())
            .execute()
        == 1;
  }

  /** Returns a person's secret, whether or not it was confirmed. */
  public Optional<byte[]> secret(DSLContext database, UUID person) {
    return database
        .select(PERSON.TOTP_CIPHERTEXT)
        .from(PERSON)
        .where(PERSON.ID.eq(person), PERSON.TOTP_CIPHERTEXT.isNotNull())
        .fetchOptional(PERSON.TOTP_CIPHERTEXT)
        .map(ciphertext -> encryption.open(null, COLUMN, person, ciphertext));
  }

  /**
   * Uses up the code of a time step, and with it those of all earlier ones; false if it was used.
   */
  public boolean use(DSLContext database, UUID person, long step) {
    return database
            .update(PERSON)
            .set(PERSON.TOTP_STEP, step)
            .where(PERSON.ID.eq(person), PERSON.TOTP_STEP.isNull().or(PERSON.TOTP_STEP.lt(step)))
            .execute()
        == 1;
  }

  /** Uses up a recovery code; false if it is none of this person's. */
  public boolean recover(DSLContext database, UUID person, String code) {
    return database
            .deleteFrom(PERSON_RECOVERY)
            .where(
                PERSON_RECOVERY.PERSON_ID.eq(person), PERSON_RECOVERY.HASH.eq(hash(person, code)))
            .execute()
        == 1;
  }

  private byte[] hash(UUID person, String code) {
    return encryption.fingerprint(
        null, ("person.recovery/" + person + "/" + code).getBytes(StandardCharsets.UTF_8));
  }
}
