package org.wardbell.api.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.ApiKey;
import org.wardbell.activities.clinic.ApiKeyStore;
import org.wardbell.activities.clinic.ApiKeys;
import org.wardbell.api.brake.Allowance;
import org.wardbell.api.brake.AnonymousBrake;
import org.wardbell.api.brake.RequestBudget;
import org.wardbell.api.problem.ProblemException;

/**
 * The look-up of API keys, which remembers each for a few seconds so that the busiest path asks the
 * database once per key and not once per event. Keys that do not exist are remembered apart, so
 * that a flood of them drives no working key out.
 */
@Component
public final class KnownKeys {
  /**
   * The time for which a revoked key may still work in another process; in this one it ends at
   * once.
   */
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  /**
   * A key that was found is looked up again without asking the brake, for so long after its use.
   */
  private static final Duration TRUSTED = Duration.ofHours(1);

  /** Far more keys than an installation has. */
  private static final int MAXIMUM_FOUND = 10_000;

  private static final int MAXIMUM_UNKNOWN = 10_000;

  private final ApiKeyStore store;
  private final AnonymousBrake brake;
  private final KeyUses uses;
  private final InstantSource clock;
  private final int requestsPerSecond;
  private final Cache<String, Found> found =
      Caffeine.newBuilder().maximumSize(MAXIMUM_FOUND).expireAfterAccess(TRUSTED).build();
  private final Cache<String, Instant> unknown =
      Caffeine.newBuilder().maximumSize(MAXIMUM_UNKNOWN).expireAfterWrite(REMEMBERED).build();

  /** A key as it was read, good until a moment, and how often it was used in this second. */
  private record Found(ApiKey key, Instant until, RequestBudget budget) {}

  @Autowired
  KnownKeys(ApiKeyStore store, AnonymousBrake brake, KeyUses uses, AccessSettings settings) {
    this(store, brake, uses, InstantSource.system(), settings.keyRequestsPerSecond());
  }

  KnownKeys(
      ApiKeyStore store,
      AnonymousBrake brake,
      KeyUses uses,
      InstantSource clock,
      int requestsPerSecond) {
    this.store = store;
    this.brake = brake;
    this.uses = uses;
    this.clock = clock;
    this.requestsPerSecond = requestsPerSecond;
  }

  /**
   * Returns the caller who holds this key, empty if it does not work.
   *
   * @param address of the client, as the web server sees it
   * @param told hears what the key has left in this second, also if that is nothing
   * @throws ProblemException 429 if the key was used too often this second, or the address tried
   *     too many that do not exist
   * @throws DataAccessException if the database is away
   */
  public Optional<Caller> caller(String text, String address, Consumer<Allowance> told) {
    if (!ApiKeys.mayExist(text)) {
      brake.forNothing(AnonymousBrake.Kind.KEY, address);
      return Optional.empty();
    }
    Instant now = clock.instant();
    byte[] hash = ApiKeys.hash(text);
    String name = HexFormat.of().formatHex(hash);
    Found entry = found.getIfPresent(name);
    if (entry == null || now.isAfter(entry.until())) {
      entry = isKnownToBeUnknown(name, now) ? null : load(name, hash, now, entry, address);
    }
    if (entry == null) {
      brake.forNothing(AnonymousBrake.Kind.KEY, address);
      return Optional.empty();
    }
    ApiKey key = entry.key();
    if (!key.worksAt(now)) {
      return Optional.empty();
    }
    Allowance allowance = entry.budget().spend(now);
    told.accept(allowance);
    allowance.orThrow();
    uses.note(key.id(), now);
    return Optional.of(Caller.of(key));
  }

  /** Returns the reason why a key does not work; asked after {@link #caller} refused it. */
  RefusedKey refusal(String text) {
    Found entry = found.getIfPresent(HexFormat.of().formatHex(ApiKeys.hash(text)));
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

  /** Makes this process look up every key again, because one was revoked in it. */
  public void forget() {
    found.asMap().replaceAll((_, entry) -> new Found(entry.key(), Instant.MIN, entry.budget()));
  }

  private boolean isKnownToBeUnknown(String name, Instant now) {
    Instant until = unknown.getIfPresent(name);
    return until != null && !now.isAfter(until);
  }

  private @Nullable Found load(
      String name, byte[] hash, Instant now, @Nullable Found earlier, String address) {
    ApiKey key = earlier == null ? findForTheFirstTime(hash, address) : find(hash);
    if (key == null) {
      found.invalidate(name);
      unknown.put(name, now.plus(REMEMBERED));
      return null;
    }
    RequestBudget budget =
        earlier == null ? new RequestBudget(requestsPerSecond) : earlier.budget();
    Found entry = new Found(key, now.plus(REMEMBERED), budget);
    found.put(name, entry);
    return entry;
  }

  private @Nullable ApiKey findForTheFirstTime(byte[] hash, String address) {
    if (!brake.mayTry(AnonymousBrake.Kind.KEY, address)) {
      throw AnonymousBrake.refusal(
          "Too many keys that do not exist came from this address. Send a working one as Authorization: Bearer <key>.");
    }
    ApiKey key;
    try {
      key = find(hash);
    } catch (DataAccessException away) {
      brake.worthIt(AnonymousBrake.Kind.KEY, address);
      throw away;
    }
    if (key != null) {
      brake.worthIt(AnonymousBrake.Kind.KEY, address);
    }
    return key;
  }

  private @Nullable ApiKey find(byte[] hash) {
    return store.findByHash(hash).orElse(null);
  }
}
