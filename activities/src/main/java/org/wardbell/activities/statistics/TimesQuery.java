package org.wardbell.activities.statistics;

import static org.wardbell.activities.database.generated.Tables.STATISTICS_DURATION;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.statistics.DurationKey.Dimension;

/** The queries of execution times. They are kept of single properties, not of combinations. */
final class TimesQuery {
  /** A group and the property that its histograms are kept by. */
  private record Kept(Dimension dimension, String value) {}

  private final DSLContext database;

  TimesQuery(DSLContext database) {
    this.database = database;
  }

  /** Returns the histogram of each column; empty for a combination of filters. */
  Map<Instant, Histogram> columns(
      int generation, StatisticsFilter filter, Instant from, Instant to) {
    Kept kept = kept(filter);
    if (kept == null
        || (filter.step() == StatisticsStep.MINUTE && kept.dimension() != Dimension.ALL)) {
      return Map.of();
    }
    Map<Instant, Histogram> columns = new HashMap<>();
    database
        .select(STATISTICS_DURATION.STARTS_AT, STATISTICS_DURATION.HISTOGRAM)
        .from(STATISTICS_DURATION)
        .where(range(generation, filter.step(), filter, kept.dimension(), from, to))
        .and(STATISTICS_DURATION.VALUE.eq(kept.value()))
        .forEach(row -> columns.put(row.value1(), Durations.decode(row.value2())));
    return columns;
  }

  /**
   * Returns the histograms of groups. A chart by the minute gets those of the hours that it
   * touches.
   */
  Map<String, Histogram> groups(
      int generation, StatisticsFilter filter, Instant from, List<String> values) {
    Kept kept = kept(filter);
    if (kept == null || kept.dimension() != Dimension.ALL || values.isEmpty()) {
      return Map.of();
    }
    Dimension dimension = Dimension.valueOf(Objects.requireNonNull(filter.by()).name());
    boolean minutes = filter.step() == StatisticsStep.MINUTE;
    Map<String, Histogram> groups = new HashMap<>();
    database
        .select(STATISTICS_DURATION.VALUE, STATISTICS_DURATION.HISTOGRAM)
        .from(STATISTICS_DURATION)
        .where(
            range(
                generation,
                minutes ? StatisticsStep.HOUR : filter.step(),
                filter,
                dimension,
                // An hour that began before the first minute.
                minutes ? from.minusSeconds(3_599) : from,
                filter.to()))
        .and(STATISTICS_DURATION.VALUE.in(values))
        .forEach(
            row ->
                groups
                    .computeIfAbsent(row.value1(), _ -> Durations.empty())
                    .add(Durations.decode(row.value2())));
    return groups;
  }

  /** The primary key's columns, in its order. */
  private static Condition range(
      int generation,
      StatisticsStep step,
      StatisticsFilter filter,
      Dimension dimension,
      Instant from,
      Instant to) {
    return STATISTICS_DURATION
        .GENERATION
        .eq(generation)
        .and(STATISTICS_DURATION.STEP.eq(step.name()))
        .and(
            STATISTICS_DURATION.CLINIC_ID.eq(
                Objects.requireNonNullElse(filter.clinic(), CountKey.NONE)))
        .and(STATISTICS_DURATION.DIMENSION.eq(dimension.name()))
        .and(STATISTICS_DURATION.STARTS_AT.ge(from))
        .and(STATISTICS_DURATION.STARTS_AT.lt(to));
  }

  private static @Nullable Kept kept(StatisticsFilter filter) {
    List<Kept> kept = new ArrayList<>();
    if (filter.webhook() != null) {
      kept.add(new Kept(Dimension.WEBHOOK, filter.webhook().toString()));
    }
    if (filter.eventType() != null) {
      kept.add(new Kept(Dimension.EVENT_TYPE, filter.eventType()));
    }
    if (filter.code() != null) {
      kept.add(new Kept(Dimension.CODE, filter.code()));
    }
    return switch (kept.size()) {
      case 0 -> new Kept(Dimension.ALL, "");
      case 1 -> kept.getFirst();
      default -> null;
    };
  }
}
