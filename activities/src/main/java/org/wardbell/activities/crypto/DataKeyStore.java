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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  private final MasterKeySource masterKeys;
  private final DSLContext database;

  DataKeyStore(MasterKeySource masterKeys, DSLContext database) {
    this.masterKeys = masterKeys;
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
    // A rotation may have replaced the master key: what the old one wraps now would be lost.
    Aead wrapping = masterKeys.latest().aead();
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
    return with(scope, master -> keys(scope, row, master));
  }

  private static DataKeys keys(UUID scope, DataKeyRecord row, MasterKey master)
      throws GeneralSecurityException {
    KeysetHandle keyset = keyset(scope, row, master);
    return new DataKeys(
        keyset.getPrimary().getId(),
        IntStream.range(0, keyset.size())
            .mapToObj(i -> keyset.getAt(i).getId())
            .collect(Collectors.toSet()),
        keyset.getPrimitive(AeadConfig2026.get(), Aead.class),
        master.aead().decrypt(row.getFingerprintCiphertext(), associatedData(scope)));
  }

  private static KeysetHandle keyset(UUID scope, DataKeyRecord row, MasterKey master)
      throws GeneralSecurityException {
    return TinkProtoKeysetFormat.parseEncryptedKeyset(
        row.getKeysetCiphertext(), master.aead(), associatedData(scope), AeadConfig2026.get());
  }

  /** Does something with a row that the master key opens. */
  private interface Unwrapping<T> {
    T with(MasterKey master) throws GeneralSecurityException;
  }

  /** Tries once more with the key that is in the file by now, if it is another one. */
  private <T> T with(UUID scope, Unwrapping<T> unwrapping) {
    MasterKey first = masterKeys.current();
    try {
      return unwrapping.with(first);
    } catch (GeneralSecurityException foreign) {
      MasterKey next = masterKeys.read();
      if (next != first) {
        try {
          return unwrapping.with(next);
        } catch (GeneralSecurityException alsoForeign) {
          foreign.addSuppressed(alsoForeign);
        }
      }
      throw new WrongMasterKeyException(
          "This database was sealed with another master key (the data key of clinic "
              + scope
              + " does not open). Start with the master.key that belongs to this database, or restore"
              + " it from its backup; a new key cannot read old data.",
          foreign);
    }
  }

  /**
   * Changes the keys in a row, which is locked, inside the caller's transaction; wraps them with
   * the master key of now.
   *
   * @return the number of the key that seals from now on
   */
  int change(DSLContext transaction, UUID scope, KeysetChange change) {
    DataKeyRecord row = lock(transaction, scope);
    return with(
        scope,
        master -> {
          byte[] associatedData = associatedData(scope);
          byte[] fingerprint =
              master.aead().decrypt(row.getFingerprintCiphertext(), associatedData);
          KeysetHandle changed = change.of(keyset(scope, row, master));
          row.setKeyId(changed.getPrimary().getId());
          row.setKeysetCiphertext(
              TinkProtoKeysetFormat.serializeEncryptedKeyset(
                  changed, master.aead(), associatedData, AeadConfig2026.get()));
          row.setFingerprintCiphertext(master.aead().encrypt(fingerprint, associatedData));
          transaction
              .update(DATA_KEY)
              .set(DATA_KEY.KEY_ID, row.getKeyId())
              .set(DATA_KEY.KEYSET_CIPHERTEXT, row.getKeysetCiphertext())
              .set(DATA_KEY.FINGERPRINT_CIPHERTEXT, row.getFingerprintCiphertext())
              .where(DATA_KEY.SCOPE.eq(scope))
              .execute();
          return changed.getPrimary().getId();
        });
  }

  /** Locks a row until the caller's transaction ends. */
  DataKeyRecord lock(DSLContext transaction, UUID scope) {
    return transaction
        .selectFrom(DATA_KEY)
        .where(DATA_KEY.SCOPE.eq(scope))
        .forUpdate()
        .fetchOptional()
        .orElseThrow(() -> new IllegalStateException("there is no data key of " + scope));
  }

  /** A change of a set of keys. */
  interface KeysetChange {
    KeysetHandle of(KeysetHandle keyset) throws GeneralSecurityException;
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
