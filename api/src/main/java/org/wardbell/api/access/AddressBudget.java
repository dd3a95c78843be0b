package org.wardbell.api.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
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

  /** The bytes of an IPv6 address that name a network: one customer has all that is behind it. */
  private static final int NETWORK_BYTES = 8;

  /** No address is longer; a proxy may have written something else. */
  private static final int LONGEST_NAME = 64;

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
    return buckets.get(network(address), _ -> new Bucket(now)).take(now);
  }

  /** Gives a try back that was worth its query. */
  void giveBack(String address) {
    Bucket bucket = buckets.getIfPresent(network(address));
    if (bucket != null) {
      bucket.giveBack();
    }
  }

  private static String network(String address) {
    try {
      if (address.indexOf(':') >= 0
          && InetAddress.ofLiteral(address) instanceof Inet6Address version6) {
        return HexFormat.of().formatHex(version6.getAddress(), 0, NETWORK_BYTES);
      }
    } catch (IllegalArgumentException noAddress) {
      // A proxy's own name for it.
    }
    return address.length() > LONGEST_NAME ? address.substring(0, LONGEST_NAME) : address;
  }
}
