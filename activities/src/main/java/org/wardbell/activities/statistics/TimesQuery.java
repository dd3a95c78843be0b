package org.wardbell.activities.statistics;

import static org.wardbell.activities.database.generated.Tables.STATISTICS_DURATION;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.statistics.DurationKey.Dimension;
import org.wardbell.activities.statistics.StatisticsStep.Span;

/** The queries of execution times. They are kept of single properties, not of combinations. */
final class TimesQuery {
  /** A group and the property that its histograms are kept by. */
  private record Kept(Dimension dimension, String value) {}

  private final DSLContext database;

  TimesQuery(DSLContext database) {
    this.database = database;
  }

  /** Returns the histogram of each column; empty for a combination of filters. */
  Map<Instant, Histogram> columns(int generation, StatisticsFilter filter, Span period) {
    Kept kept = kept(filter);
    if (kept == null || !kept.dimension().isKeptBy(filter.step())) {
      return Map.of();
    }
    Map<Instant, Histogram> columns = new HashMap<>();
    database
        .select(STATISTICS_DURATION.STARTS_AT, STATISTICS_DURATION.HISTOGRAM)
        .from(STATISTICS_DURATION)
        .where(range(generation, List.of(period), ofClinic(filter), kept.dimension()))
        .and(STATISTICS_DURATION.VALUE.eq(kept.value()))
        .forEach(row -> columns.put(row.value1(), Durations.decode(row.value2())));
    return columns;
  }

  /** Returns the histograms of groups by their names; empty for a combination of filters. */
  Map<String, Histogram> groups(
      int generation, StatisticsFilter filter, List<Span> period, List<String> names) {
    Kept kept = kept(filter);
    if (kept == null || names.isEmpty()) {
      return Map.of();
    }
    return filter.by() == StatisticsGroup.CLINIC
        ? clinics(generation, filter, kept, period, names)
        : properties(generation, filter, kept, period, names);
  }

  private Map<String, Histogram> clinics(
      int generation, StatisticsFilter filter, Kept kept, List<Span> period, List<String> names) {
    if (!kept.dimension().isKeptBy(filter.step())) {
      return Map.of();
    }
    Condition clinics =
        STATISTICS_DURATION.CLINIC_ID.in(names.stream().map(UUID::fromString).toList());
    return merged(
        STATISTICS_DURATION.CLINIC_ID,
        range(generation, period, clinics, kept.dimension())
            .and(STATISTICS_DURATION.VALUE.eq(kept.value())));
  }

  /** A chart by the minute gets the histograms of the hours that it touches. */
  private Map<String, Histogram> properties(
      int generation, StatisticsFilter filter, Kept kept, List<Span> period, List<String> names) {
    if (kept.dimension() != Dimension.ALL) {
      return Map.of();
    }
    Dimension dimension = Dimension.valueOf(Objects.requireNonNull(filter.by()).name());
    return merged(
        STATISTICS_DURATION.VALUE,
        range(
                generation,
                period.stream().map(TimesQuery::hoursOfMinutes).toList(),
                ofClinic(filter),
                dimension)
            .and(STATISTICS_DURATION.VALUE.in(names)));
  }

  private static Span hoursOfMinutes(Span span) {
    return span.step() == StatisticsStep.MINUTE
        // An hour that began before the first minute.
        ? new Span(StatisticsStep.HOUR, span.from().minusSeconds(3_599), span.to())
        : span;
  }

  /** Returns histograms merged by a field. */
  private Map<String, Histogram> merged(Field<?> by, Condition which) {
    Map<String, Histogram> merged = new HashMap<>();
    database
        .select(by, STATISTICS_DURATION.HISTOGRAM)
        .from(STATISTICS_DURATION)
        .where(which)
        .forEach(
            row ->
                merged
                    .computeIfAbsent(row.get(by).toString(), _ -> Durations.empty())
                    .add(Durations.decode(row.value2())));
    return merged;
  }

  /** The primary key's columns, in its order. */
  private static Condition range(
      int generation, List<Span> period, Condition clinic, Dimension dimension) {
    return STATISTICS_DURATION
        .GENERATION
        .eq(generation)
        .and(clinic)
        .and(STATISTICS_DURATION.DIMENSION.eq(dimension.name()))
        .and(Span.in(period, STATISTICS_DURATION.STEP, STATISTICS_DURATION.STARTS_AT));
  }

  private static Condition ofClinic(StatisticsFilter filter) {
    return STATISTICS_DURATION.CLINIC_ID.eq(
        Objects.requireNonNullElse(filter.clinic(), CountKey.NONE));
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
