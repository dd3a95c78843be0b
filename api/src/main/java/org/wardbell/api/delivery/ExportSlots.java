package org.wardbell.api.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The exports under way in this process: each asks the database for page after page. */
@Component
public final class ExportSlots {
  /** So many at once leave room for other requests. */
  static final int MAXIMUM = 4;

  static final int PER_KEY = 2;

  private final Map<UUID, Integer> underWay = new HashMap<>();

  /**
   * Takes a slot.
   *
   * @throws ProblemException 429 if the key has its share, 503 if there is none
   */
  public synchronized void take(UUID key) {
    if (underWay.getOrDefault(key, 0) >= PER_KEY) {
      throw ProblemException.later(
          ProblemKind.TOO_MANY_REQUESTS,
          "%d exports run with this key. Wait for one to end.".formatted(PER_KEY),
          Duration.ofSeconds(10));
    }
    if (underWay.values().stream().mapToInt(Integer::intValue).sum() >= MAXIMUM) {
      throw ProblemException.later(
          ProblemKind.UNAVAILABLE,
          "%d exports run in this process. Wait for one to end.".formatted(MAXIMUM),
          Duration.ofSeconds(10));
    }
    underWay.merge(key, 1, Integer::sum);
  }

  /** Gives a slot back. */
  public synchronized void giveBack(UUID key) {
    underWay.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }
}
