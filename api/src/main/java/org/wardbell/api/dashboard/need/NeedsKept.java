package org.wardbell.api.dashboard.need;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The answer to whether anything of a clinic needs somebody, kept for a few seconds: every page
 * asks, for the dot of its icon.
 */
@Component
public final class NeedsKept {
  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final int MOST_CLINICS = 10_000;

  /** Stands for the whole installation; no clinic has this id. */
  private static final UUID EVERYWHERE = new UUID(0, 0);

  private final OpenTroubles troubles;
  private final Cache<UUID, Boolean> kept =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(MOST_CLINICS).build();

  NeedsKept(OpenTroubles troubles) {
    this.troubles = troubles;
  }

  /** Returns whether anything of a clinic, or of all of them for null, needs somebody. */
  public boolean any(@Nullable UUID clinic) {
    UUID key = clinic == null ? EVERYWHERE : clinic;
    Boolean known = kept.getIfPresent(key);
    if (known != null) {
      return known;
    }
    // Not under the cache's lock: those who come meanwhile ask, too.
    boolean fresh = troubles.any(clinic);
    kept.put(key, fresh);
    return fresh;
  }
}
