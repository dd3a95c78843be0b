package org.wardbell.activities.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Encryption of values that must not be readable from the database alone: payloads, credentials,
 * tokens, answers. Each clinic has its own key. A sealed value opens only in the column and row for
 * which it was sealed, so that nobody who can write to the database can show one patient's data as
 * another's.
 */
public final class Encryption {
  /**
   * The id that stands for "no clinic", for rows of the whole installation such as a global
   * webhook.
   */
  static final UUID INSTALLATION = new UUID(0, 0);

  private final DataKeyStore store;
  private final ConcurrentHashMap<UUID, DataKeys> keys = new ConcurrentHashMap<>();

  /**
   * @param database gets its connections from a pool; must not be bound to a transaction, because a
   *     clinic's first key is committed by itself
   */
  public Encryption(MasterKey masterKey, DSLContext database) {
    this.store = new DataKeyStore(masterKey, database);
  }

  /**
   * Seals a value.
   *
   * @param clinicId whose key, or null for the installation's
   * @param column {@code table.column}, for instance {@code event.data}
   * @param row the row's id
   * @throws WrongMasterKeyException if the clinic's key does not open
   */
  public Sealed seal(@Nullable UUID clinicId, String column, UUID row, byte[] plain) {
    try {
      return keysOf(clinicId).seal(plain, associatedData(column, row));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(column + " of " + row + " could not be sealed", e);
    }
  }

  /**
   * Opens a value that {@link #seal} made for the same clinic, column and row.
   *
   * @throws BrokenSealException if the bytes are not what was sealed there
   * @throws WrongMasterKeyException if the clinic's key does not open
   */
  public byte[] open(@Nullable UUID clinicId, String column, UUID row, byte[] ciphertext) {
    try {
      return keysOf(clinicId).open(ciphertext, associatedData(column, row));
    } catch (GeneralSecurityException e) {
      throw new BrokenSealException(
          column
              + " of "
              + row
              + " does not open: it was changed, or copied from elsewhere, after it was written."
              + " Restore the row from a backup.",
          e);
    }
  }

  /**
   * Returns HMAC-SHA-256 with a key of the clinic that survives rotation: equal bytes, equal
   * fingerprint.
   */
  public byte[] fingerprint(@Nullable UUID clinicId, byte[] canonical) {
    return keysOf(clinicId).fingerprint(canonical);
  }

  private DataKeys keysOf(@Nullable UUID clinicId) {
    UUID scope = clinicId == null ? INSTALLATION : clinicId;
    DataKeys known = keys.get(scope);
    if (known != null) {
      return known;
    }
    // Not computeIfAbsent: that would hold a lock of the map during a database call.
    DataKeys loaded = store.loadOrCreate(scope);
    DataKeys first = keys.putIfAbsent(scope, loaded);
    return first == null ? loaded : first;
  }

  private static byte[] associatedData(String column, UUID row) {
    return (column + "/" + row).getBytes(StandardCharsets.UTF_8);
  }
}
