package org.wardbell.activities.crypto;

import static org.wardbell.activities.database.generated.Tables.DATA_KEY;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The changes of keys that rotations are made of; what was sealed with them is not touched. */
public final class KeyRotation {
  /**
   * For so long a process may seal with a key that was replaced: it remembers keys for 6 minutes,
   * and what it has sealed may wait to be written.
   */
  public static final Duration OLD_KEY_USED = Encryption.FORGOTTEN.plusMinutes(4);

  /**
   * For so long a process may wrap with a master key that was replaced: it reads the file again
   * before it makes a data key, unless it did so within the second.
   */
  public static final Duration OLD_MASTER_KEY_USED = Duration.ofSeconds(10);

  private final DataKeyStore store;
  private final MasterKeySource masterKeys;
  private final Consumer<UUID> forget;

  KeyRotation(DataKeyStore store, MasterKeySource masterKeys, Consumer<UUID> forget) {
    this.store = store;
    this.masterKeys = masterKeys;
    this.forget = forget;
  }

  /** Sees to it that there is a data key to rotate; not inside a transaction. */
  public void prepare(@Nullable UUID clinicId) {
    store.create(Encryption.scope(clinicId));
  }

  /**
   * Locks a data key's row until the caller's transaction ends; {@link #prepare} has seen to it
   * that there is one.
   */
  public void lock(DSLContext transaction, @Nullable UUID clinicId) {
    var _ = store.lock(transaction, Encryption.scope(clinicId));
  }

  /**
   * Adds a data key, which seals from the caller's commit on; those before it still open.
   *
   * @return its number
   */
  public int add(DSLContext transaction, @Nullable UUID clinicId) {
    return store.change(transaction, Encryption.scope(clinicId), Keysets::withNewPrimary);
  }

  /** Removes all data keys but the one that seals: what they sealed never opens again. */
  public void removeOld(DSLContext transaction, @Nullable UUID clinicId) {
    int _ = store.change(transaction, Encryption.scope(clinicId), Keysets::primaryOf);
  }

  /** Has this process read a clinic's keys again; called after the commit of a change. */
  public void forget(@Nullable UUID clinicId) {
    forget.accept(Encryption.scope(clinicId));
  }

  /** Returns the number of the key that sealed a value, or 0 if it is none. */
  public static int keyOf(byte[] ciphertext) {
    return DataKeys.keyOf(ciphertext);
  }

  /** Returns whether a column holds something that another key sealed. */
  public static Condition sealedByAnother(Field<byte[]> ciphertext, int keyId) {
    return ciphertext.isNotNull().and(number(ciphertext).ne(bytes(keyId)));
  }

  private static Field<byte[]> number(Field<byte[]> ciphertext) {
    return DSL.field("substr({0}, 2, 4)", SQLDataType.VARBINARY, ciphertext);
  }

  private static byte[] bytes(int keyId) {
    return ByteBuffer.allocate(4).putInt(keyId).array();
  }

  /**
   * Reads the master key again where it comes from, and returns the number of the one that wraps.
   */
  public int masterKey() {
    return masterKeys.readNow().number();
  }

  /** Returns whether a master key that was replaced is still at hand. */
  public boolean hasOldMasterKey() {
    return !masterKeys.current().oldNumbers().isEmpty();
  }

  /** Returns whether a data key is wrapped by a master key that was replaced and still opens. */
  public boolean isWrappedByOldMasterKey(DSLContext dsl) {
    List<byte[]> old = masterKeys.current().oldNumbers().stream().map(KeyRotation::bytes).toList();
    return dsl.fetchExists(DATA_KEY, number(DATA_KEY.FINGERPRINT_CIPHERTEXT).in(old));
  }

  /**
   * Returns the scopes of data keys that another master key wrapped, in their order.
   *
   * @param after only those that come after it, or null to begin with the first
   */
  public List<UUID> wrappedByAnother(
      DSLContext dsl, int masterKey, @Nullable UUID after, int limit) {
    return dsl.select(DATA_KEY.SCOPE)
        .from(DATA_KEY)
        .where(sealedByAnother(DATA_KEY.FINGERPRINT_CIPHERTEXT, masterKey))
        .and(after == null ? DSL.noCondition() : DATA_KEY.SCOPE.gt(after))
        .orderBy(DATA_KEY.SCOPE)
        .limit(limit)
        .fetch(DATA_KEY.SCOPE);
  }

  /**
   * Wraps a data key with the master key of now.
   *
   * @throws WrongMasterKeyException if no master key at hand opens it
   */
  public void wrapAgain(DSLContext transaction, UUID scope) {
    int _ = store.change(transaction, scope, keyset -> keyset);
  }
}
