package org.wardbell.activities.delivery.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of the execution log, newest first.
 *
 * @param attempts may be fewer than asked for, even none, although there are more
 * @param next read on with attempts before this number; null at the end
 */
public record AttemptSlice(List<LoggedAttempt> attempts, @Nullable Long next) {
  public AttemptSlice {
    attempts = List.copyOf(attempts);
  }
}
