package org.wardbell.activities.delivery.express;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wardbell.activities.database.generated.tables.records.EventRecord;

/**
 * The order in which the clinics of a batch have their turn: those whose events took longest to
 * match of late come last, so that the others do not wait behind them.
 */
final class ClinicTurns {
  /** Some 100 bytes each. */
  private static final int CLINICS_REMEMBERED = 10_000;

  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  /** Nanoseconds for one event, lately. */
  private final Cache<UUID, Long> costs =
      Caffeine.newBuilder().maximumSize(CLINICS_REMEMBERED).expireAfterWrite(REMEMBERED).build();

  /** Returns the events by clinic, in the order of their ids within each. */
  List<List<EventRecord>> of(List<EventRecord> events) {
    Map<UUID, List<EventRecord>> byClinic =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    EventRecord::getClinicId, LinkedHashMap::new, Collectors.toList()));
    Collection<List<EventRecord>> turns = byClinic.values();
    return turns.stream()
        .sorted(Comparator.comparingLong(turn -> cost(turn.getFirst().getClinicId())))
        .toList();
  }

  private long cost(UUID clinic) {
    Long known = costs.getIfPresent(clinic);
    return known == null ? 0 : known;
  }

  /** Learns how long a clinic's events took. */
  void took(UUID clinic, int events, long nanos) {
    if (events > 0) {
      costs.put(clinic, nanos / events);
    }
  }
}
