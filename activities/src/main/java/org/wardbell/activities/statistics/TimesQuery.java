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
    if (kept == null || !kept.dimension().isKeptBy(filter.step())) {
      return Map.of();
    }
    Map<Instant, Histogram> columns = new HashMap<>();
    database
        .select(STATISTICS_DURATION.STARTS_AT, STATISTICS_DURATION.HISTOGRAM)
        .from(STATISTICS_DURATION)
        .where(range(generation, filter.step(), ofClinic(filter), kept.dimension(), from, to))
        .and(STATISTICS_DURATION.VALUE.eq(kept.value()))
        .forEach(row -> columns.put(row.value1(), Durations.decode(row.value2())));
    return columns;
  }

  /** Returns the histograms of groups by their names; empty for a combination of filters. */
  Map<String, Histogram> groups(
      int generation, StatisticsFilter filter, Instant from, List<String> names) {
    Kept kept = kept(filter);
    if (kept == null || names.isEmpty()) {
      return Map.of();
    }
    return filter.by() == StatisticsGroup.CLINIC
        ? clinics(generation, filter, kept, from, names)
        : properties(generation, filter, kept, from, names);
  }

  private Map<String, Histogram> clinics(
      int generation, StatisticsFilter filter, Kept kept, Instant from, List<String> names) {
    if (!kept.dimension().isKeptBy(filter.step())) {
      return Map.of();
    }
    Condition clinics =
        STATISTICS_DURATION.CLINIC_ID.in(names.stream().map(UUID::fromString).toList());
    return merged(
        STATISTICS_DURATION.CLINIC_ID,
        range(generation, filter.step(), clinics, kept.dimension(), from, filter.to())
            .and(STATISTICS_DURATION.VALUE.eq(kept.value())));
  }

  /** A chart by the minute gets the histograms of the hours that it touches. */
  private Map<String, Histogram> properties(
      int generation, StatisticsFilter filter, Kept kept, Instant from, List<String> names) {
    if (kept.dimension() != Dimension.ALL) {
      return Map.of();
    }
    Dimension dimension = Dimension.valueOf(Objects.requireNonNull(filter.by()).name());
    boolean minutes = filter.step() == StatisticsStep.MINUTE;
    return merged(
        STATISTICS_DURATION.VALUE,
        range(
                generation,
                minutes ? StatisticsStep.HOUR : filter.step(),
                ofClinic(filter),
                dimension,
                // An hour that began before the first minute.
                minutes ? from.minusSeconds(3_599) : from,
                filter.to())
            .and(STATISTICS_DURATION.VALUE.in(names)));
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
      int generation,
      StatisticsStep step,
      Condition clinic,
      Dimension dimension,
      Instant from,
      Instant to) {
    return STATISTICS_DURATION
        .GENERATION
        .eq(generation)
        .and(STATISTICS_DURATION.STEP.eq(step.name()))
        .and(clinic)
        .and(STATISTICS_DURATION.DIMENSION.eq(dimension.name()))
        .and(STATISTICS_DURATION.STARTS_AT.ge(from))
        .and(STATISTICS_DURATION.STARTS_AT.lt(to));
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
