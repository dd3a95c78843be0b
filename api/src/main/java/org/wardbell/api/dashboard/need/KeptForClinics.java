package org.wardbell.api.dashboard.need;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers about clinics that are kept for a few seconds, because every page asks. */
final class KeptForClinics<T> {
  /** Shorter than anybody takes to wonder why a page does not know yet. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  /** Entries; an answer is a few words. */
  private static final int MOST_CLINICS = 10_000;

  /** Stands for the whole installation; no clinic has this id. */
  private static final UUID EVERYWHERE = new UUID(0, 0);

  private final Question<T> question;
  private final Cache<UUID, T> kept =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(MOST_CLINICS).build();

  KeptForClinics(Question<T> question) {
    this.question = question;
  }

  /** A question about a clinic, or about all of them for null. */
  @FunctionalInterface
  interface Question<T> {
    T answer(@Nullable UUID clinic);
  }

  /** Returns the answer, for all clinics if there is none. */
  T of(@Nullable UUID clinic) {
    UUID key = clinic == null ? EVERYWHERE : clinic;
    T known = kept.getIfPresent(key);
    if (known != null) {
      return known;
    }
    // Not under the cache's lock: those who come meanwhile ask, too.
    T fresh = question.answer(clinic);
    kept.put(key, fresh);
    return fresh;
  }
}
