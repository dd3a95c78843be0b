package org.wardbell.activities.crypto;

import static org.wardbell.activities.database.generated.Tables.DATA_KEY;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.DataKeyRecord;

/**
 * The store of wrapped keys, one row per clinic. A row is made when it is first needed, on a
 * connection of its own: a caller's transaction that rolls back must not take back a key that
 * others already use.
 */
final class DataKeyStore {
  /** The length of the digest, which is all that HMAC can use (RFC 2104, section 3). */
  private static final int FINGERPRINT_KEY_BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Aead wrapping;
  private final DSLContext database;

  DataKeyStore(MasterKey masterKey, DSLContext database) {
    this.wrapping = masterKey.aead();
    this.database = database;
  }

  /** Returns the keys of a clinic, made if there were none. */
  DataKeys loadOrCreate(UUID scope) {
    DataKeyRecord row = read(scope);
    if (row == null) {
      insert(scope);
      row = read(scope);
    }
    if (row == null) {
      throw new IllegalStateException(
          "The data key of clinic " + scope + " vanished after it was made");
    }
    return unwrap(scope, row);
  }

  /** Makes the keys of a clinic, unless there are some. */
  void create(UUID scope) {
    if (read(scope) == null) {
      insert(scope);
    }
  }

  private @Nullable DataKeyRecord read(UUID scope) {
    return database.selectFrom(DATA_KEY).where(DATA_KEY.SCOPE.eq(scope)).fetchOne();
  }

  private void insert(UUID scope) {
    byte[] fingerprintKey = new byte[FINGERPRINT_KEY_BYTES];
    RANDOM.nextBytes(fingerprintKey);
    byte[] associatedData = associatedData(scope);
    try {
      KeysetHandle keyset =
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
      database
          .insertInto(DATA_KEY)
          .set(DATA_KEY.SCOPE, scope)
          .set(DATA_KEY.KEY_ID, keyset.getPrimary().getId())
          .set(
              DATA_KEY.KEYSET_CIPHERTEXT,
              TinkProtoKeysetFormat.serializeEncryptedKeyset(
                  keyset, wrapping, associatedData, AeadConfig2026.get()))
          .set(DATA_KEY.FINGERPRINT_CIPHERTEXT, wrapping.encrypt(fingerprintKey, associatedData))
          .set(DATA_KEY.CREATED_AT, Instant.now())
          .onDuplicateKeyIgnore()
          .execute();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A data key could not be made", e);
    }
  }

  /** Returns the keys in a row. */
  DataKeys unwrap(UUID scope, DataKeyRecord row) {
    byte[] associatedData = associatedData(scope);
    try {
      KeysetHandle keyset =
          TinkProtoKeysetFormat.parseEncryptedKeyset(
              row.getKeysetCiphertext(), wrapping, associatedData, AeadConfig2026.get());
      return new DataKeys(
          keyset.getPrimary().getId(),
          keyset.getPrimitive(AeadConfig2026.get(), Aead.class),
          wrapping.decrypt(row.getFingerprintCiphertext(), associatedData));
    } catch (GeneralSecurityException e) {
      throw new WrongMasterKeyException(
          "This database was sealed with another master key (the data key of clinic "
              + scope
              + " does not open). Start with the master.key that belongs to this database, or restore"
              + " it from its backup; a new key cannot read old data.",
          e);
    }
  }

  /**
   * Returns the data that binds a wrapped key to its clinic: copied to another clinic's row it does
   * not open.
   */
  private static byte[] associatedData(UUID scope) {
    return ByteBuffer.allocate(16)
        .putLong(scope.getMostSignificantBits())
        .putLong(scope.getLeastSignificantBits())
        .array();
  }
}
