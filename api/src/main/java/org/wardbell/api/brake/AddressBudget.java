package org.wardbell.api.brake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The tries that each address may make which cost a query and prove nothing: a bucket of tokens for
 * each, in this process.
 */
final class AddressBudget {
  /** A page that a person reloads, or a client with a few stale keys, stays below this. */
  static final int BURST = 30;

  /** The time after which a bucket has one token more. */
  static final Duration REFILL = Duration.ofSeconds(2);

  /** Beyond this many the least recently seen addresses begin anew with a full bucket. */
  private static final int ADDRESSES = 10_000;

  private final LongSupplier nanoTime;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(ADDRESSES)
          .expireAfterAccess(REFILL.multipliedBy(BURST))
          .build();

  AddressBudget(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private static final class Bucket {
    private double tokens = BURST;
    private long seenAt;

    private Bucket(long now) {
      this.seenAt = now;
    }

    private synchronized boolean take(long now) {
      tokens = Math.min(BURST, tokens + (now - seenAt) / (double) REFILL.toNanos());
      seenAt = now;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }

    private synchronized void giveBack() {
      tokens = Math.min(BURST, tokens + 1);
    }
  }

  /** Takes one try; false if the address has none left. */
  boolean take(String address) {
    long now = nanoTime.getAsLong();
    return buckets.get(ClientNetwork.of(address), _ -> new Bucket(now)).take(now);
  }

  /** Gives a try back that was worth its query. */
  void giveBack(String address) {
    Bucket bucket = buckets.getIfPresent(ClientNetwork.of(address));
    if (bucket != null) {
      bucket.giveBack();
    }
  }
}
