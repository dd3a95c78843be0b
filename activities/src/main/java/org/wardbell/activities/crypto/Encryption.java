package org.wardbell.activities.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
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

  /**
   * The age at which a clinic's keys are read again, beside the work that uses them meanwhile: so
   * long may a process use keys that another one replaced, or that a restore brought back.
   */
  static final Duration REFRESHED = Duration.ofMinutes(5);

  /**
   * The age at which keys are not used any more before they were read again: a process that was
   * idle, or could not reach the database, seals with nothing older. A rotation removes a key only
   * after longer than this.
   */
  static final Duration FORGOTTEN = REFRESHED.plusMinutes(1);

  /**
   * A value that no key opens may be garbage: its clinic's keys are read again at most so often.
   */
  private static final Duration BETWEEN_READS = Duration.ofSeconds(1);

  /** A clinic's keys are some 5 KiB. Beyond this many the least used ones are read again. */
  private static final int CLINICS_REMEMBERED = 10_000;

  private final DataKeyStore store;
  private final LoadingCache<UUID, DataKeys> keys;
  private final Cache<UnknownKey, Boolean> unknown;
  private final KeyRotation rotation;

  /**
   * @param database gets its connections from a pool that is asked for nothing else, because keys
   *     are read while their user's transaction holds a connection; must not be bound to a
   *     transaction, because a clinic's first key is committed by itself
   */
  public Encryption(MasterKey masterKey, DSLContext database) {
    this(masterKey, database, Ticker.systemTicker());
  }

  Encryption(MasterKey masterKey, DSLContext database, Ticker ticker) {
    this(MasterKeySource.fixed(masterKey), database, ticker);
  }

  Encryption(MasterKeySource masterKeys, DSLContext database, Ticker ticker) {
    this.store = new DataKeyStore(masterKeys, database);
    this.rotation = new KeyRotation(store, masterKeys, this::forget);
    this.unknown =
        Caffeine.newBuilder()
            .ticker(ticker)
            .maximumSize(CLINICS_REMEMBERED)
            .expireAfterWrite(BETWEEN_READS)
            .build();
    this.keys =
        Caffeine.newBuilder()
            .ticker(ticker)
            .maximumSize(CLINICS_REMEMBERED)
            .refreshAfterWrite(REFRESHED)
            .expireAfterWrite(FORGOTTEN)
            .build(store::loadOrCreate);
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
    return seal(List.of(new Unsealed(clinicId, column, row, plain))).getFirst();
  }

  /**
   * Seals values, which costs less than one after the other.
   *
   * @return in the order of the values
   * @throws WrongMasterKeyException if a clinic's key does not open
   */
  public List<Sealed> seal(List<Unsealed> values) {
    // Keys may have to be read; the threads below wait for nothing.
    List<DataKeys> each = values.stream().map(value -> keysOf(value.clinicId())).toList();
    return SealingThreads.compute(
        () ->
            IntStream.range(0, values.size())
                .mapToObj(i -> seal(each.get(i), values.get(i)))
                .toList());
  }

  private static Sealed seal(DataKeys keys, Unsealed value) {
    try {
      return keys.seal(value.plain(), associatedData(value.column(), value.row()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          value.column() + " of " + value.row() + " could not be sealed", e);
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
      return keysFor(clinicId, ciphertext).open(ciphertext, associatedData(column, row));
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

  /** Returns what changes the keys themselves. */
  public KeyRotation rotation() {
    return rotation;
  }

  /** A key that a clinic has not got. */
  private record UnknownKey(UUID scope, int keyId) {}

  /** A value with a key that is not known here was sealed by a process that knows a newer one. */
  private DataKeys keysFor(@Nullable UUID clinicId, byte[] ciphertext) {
    DataKeys known = keysOf(clinicId);
    UnknownKey wanted = new UnknownKey(scope(clinicId), DataKeys.keyOf(ciphertext));
    if (known.know(ciphertext) || unknown.getIfPresent(wanted) != null) {
      return known;
    }
    // Not keysOf: what another thread began to read earlier may be older than the value.
    DataKeys read = store.loadOrCreate(wanted.scope());
    keys.put(wanted.scope(), read);
    if (!read.know(ciphertext)) {
      unknown.put(wanted, true);
    }
    return read;
  }

  private void forget(UUID scope) {
    keys.invalidate(scope);
  }

  static UUID scope(@Nullable UUID clinicId) {
    return clinicId == null ? INSTALLATION : clinicId;
  }

  private DataKeys keysOf(@Nullable UUID clinicId) {
    UUID scope = scope(clinicId);
    DataKeys known = keys.getIfPresent(scope);
    if (known != null) {
      return known;
    }
    // Not the cache's own loading: that would hold a lock of its map during a database call.
    DataKeys loaded = store.loadOrCreate(scope);
    DataKeys first = keys.asMap().putIfAbsent(scope, loaded);
    return first == null ? loaded : first;
  }

  private static byte[] associatedData(String column, UUID row) {
    return (column + "/" + row).getBytes(StandardCharsets.UTF_8);
  }
}
