package org.wardbell.activities.statistics;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * The counts of some facts, before they are added to what is stored. Each fact is counted for its
 * clinic, by that clinic's clock, and for all clinics together, in UTC.
 */
final class Tally {
  /** The numbers of one row of counts. */
  static final class Counts {
    long events;
    long attempts;
    long deliveries;
  }

  private final Map<CountKey, Counts> counts = new TreeMap<>();
  private final Map<DurationKey, Histogram> durations = new TreeMap<>();
  private final Function<UUID, ZoneId> zones;
  private final Instant now;

  /**
   * Creates an empty tally.
   *
   * @param zones of clinics
   * @param now columns that would be removed already are left out
   */
  Tally(Function<UUID, ZoneId> zones, Instant now) {
    this.zones = zones;
    this.now = now;
  }

  /** Counts a fact that has a time. */
  void add(Fact fact, Instant at) {
    count(fact, at, 1);
  }

  /** Takes a fact out of what was counted. */
  void remove(Fact fact, Instant at) {
    count(fact, at, -1);
  }

  private void count(Fact fact, Instant at, int sign) {
    if (fact.events() + fact.attempts() + fact.deliveries() == 0) {
      return;
    }
    count(fact, at, sign, fact.clinic(), zones.apply(fact.clinic()));
    count(fact, at, sign, CountKey.NONE, ZoneOffset.UTC);
  }

  private void count(Fact fact, Instant at, int sign, UUID clinic, ZoneId zone) {
    for (StatisticsStep step : StatisticsStep.values()) {
      if (step.kept == null || at.plus(step.kept).isAfter(now)) {
        Instant start = step.start(at, zone);
        CountKey key =
            new CountKey(
                step, clinic, start, fact.webhook(), fact.eventType(), fact.outcome(), fact.code());
        Counts sum = counts.computeIfAbsent(key, _ -> new Counts());
        sum.events += (long) sign * fact.events();
        sum.attempts += (long) sign * fact.attempts();
        sum.deliveries += (long) sign * fact.deliveries();
        if (fact.micros() != null) {
          time(fact, step, clinic, start, fact.micros());
        }
      }
    }
  }

  private void time(Fact fact, StatisticsStep step, UUID clinic, Instant start, int micros) {
    for (DurationKey.Dimension dimension : DurationKey.Dimension.values()) {
      if (dimension.isKeptBy(step)) {
        String value =
            switch (dimension) {
              case ALL -> "";
              case WEBHOOK -> fact.webhook().toString();
              case EVENT_TYPE -> fact.eventType();
              case CODE -> fact.code();
            };
        durations
            .computeIfAbsent(
                new DurationKey(step, clinic, dimension, start, value), _ -> Durations.empty())
            .recordValue(micros);
      }
    }
  }

  Map<CountKey, Counts> counts() {
    return counts;
  }

  Map<DurationKey, Histogram> durations() {
    return durations;
  }
}
