package org.wardbell.activities.delivery.express;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.event.DispatchResult;
import org.wardbell.workflows.event.EventBatch;

/**
 * The results of dispatches that this process made before their workflow was started. What is final
 * or parked in them stays so, and who takes up what is open reads its row first, so the workflow's
 * first step need not read them all again. Where a result is not known any more, it does.
 */
final class SettledDispatches {
  /** A workflow takes its first step at once, unless Temporal is away or busy. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  /** Each has 50 ids of events, some 5 KB. */
  private static final int MOST = 2_000;

  private final Cache<EventBatch, DispatchResult> results =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST).build();

  void add(EventBatch batch, DispatchResult result) {
    results.put(batch, result);
  }

  /** Returns what became of exactly these events, once. */
  @Nullable DispatchResult take(EventBatch batch) {
    return results.asMap().remove(batch);
  }
}
