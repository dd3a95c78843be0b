package org.wardbell.activities.calendar.channel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Sha256;

/**
 * The channels on which this process had a genuine push lately, with hashes of their tokens. They
 * tell a genuine push from forged ones of the same address without asking the database.
 */
final class ProvenChannels {
  /** More than calendars push to one process; each takes some hundred bytes. */
  private static final int MOST = 50_000;

  /** A channel lives for a week at most; one that pushes seldom is proven anew. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final Cache<String, byte[]> tokens =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

  /**
   * Remembers a channel.
   *
   * @param tokenHash as its row has it
   */
  void remember(String channelId, byte[] tokenHash) {
    tokens.put(channelId, tokenHash);
  }

  boolean isOne(@Nullable String channelId, @Nullable String token) {
    byte[] known = channelId == null || token == null ? null : tokens.getIfPresent(channelId);
    return known != null && MessageDigest.isEqual(known, Sha256.of(String.valueOf(token)));
  }
}
