package org.wardbell.api.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.ApiKey;
import org.wardbell.activities.clinic.ApiKeyStore;
import org.wardbell.activities.clinic.ApiKeys;

/**
 * The look-up of API keys, which remembers each for a few seconds so that the busiest path asks the
 * database once per key and not once per event.
 */
@Component
public final class KnownKeys {
  /**
   * The time for which a revoked key may still work in another process; in this one it ends at
   * once.
   */
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  /** Far more keys than an installation has; a flood of wrong ones empties the memory, no more. */
  private static final int MAXIMUM_REMEMBERED = 10_000;

  private final ApiKeyStore store;
  private final InstantSource clock;
  private final int requestsPerSecond;
  private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();

  /** A key found (or not) at a moment, and how often it was used in this second. */
  private record Known(@Nullable ApiKey key, Instant until, RequestBudget budget) {}

  @Autowired
  KnownKeys(ApiKeyStore store, AccessSettings settings) {
    this(store, InstantSource.system(), settings.keyRequestsPerSecond());
  }

  KnownKeys(ApiKeyStore store, InstantSource clock, int requestsPerSecond) {
    this.store = store;
    this.clock = clock;
    this.requestsPerSecond = requestsPerSecond;
  }

  /**
   * Returns the caller who holds this key, empty if it does not work.
   *
   * @throws org.wardbell.api.problem.ProblemException 429 if the key was used too often this second
   * @throws org.jooq.exception.DataAccessException if the database is away
   */
  Optional<Caller> caller(String text) {
    Instant now = clock.instant();
    byte[] hash = ApiKeys.hash(text);
    String name = HexFormat.of().formatHex(hash);
    Known entry = known.get(name);
    if (entry == null || now.isAfter(entry.until())) {
      entry = load(name, hash, now, entry);
    }
    ApiKey key = entry.key();
    if (key == null || !key.worksAt(now)) {
      return Optional.empty();
    }
    entry.budget().spend(now);
    return Optional.of(Caller.of(key));
  }

  /** Returns the reason why a key does not work; asked after {@link #caller} refused it. */
  RefusedKey refusal(String text) {
    Known entry = known.get(HexFormat.of().formatHex(ApiKeys.hash(text)));
    ApiKey key = entry == null ? null : entry.key();
    if (key == null) {
      return new RefusedKey(RefusedRequests.Reason.UNKNOWN_KEY, null);
    }
    return new RefusedKey(
        key.revokedAt() == null
            ? RefusedRequests.Reason.EXPIRED_KEY
            : RefusedRequests.Reason.REVOKED_KEY,
        Caller.origin(key));
  }

  /** Makes this process forget its known keys, because one was revoked in it. */
  public void forget() {
    known.clear();
  }

  private Known load(String name, byte[] hash, Instant now, @Nullable Known earlier) {
    ApiKey key = store.findByHash(hash).orElse(null);
    RequestBudget budget =
        earlier == null ? new RequestBudget(requestsPerSecond) : earlier.budget();
    Known entry = new Known(key, now.plus(REMEMBERED), budget);
    if (known.size() >= MAXIMUM_REMEMBERED) {
      known.clear();
    }
    known.put(name, entry);
    return entry;
  }
}
