package org.wardbell.activities.statistics;

import static org.jooq.impl.DSL.sum;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_COUNT;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.wardbell.activities.statistics.StatisticsStep.Span;

/** The queries of counts. Each reads a range of the primary key, as wide as the period. */
final class CountsQuery {
  /** Groups of one answer. */
  static final int MAXIMUM_GROUPS = 50;

  private static final Field<BigDecimal> EVENTS = sum(STATISTICS_COUNT.EVENTS);
  private static final Field<BigDecimal> ATTEMPTS = sum(STATISTICS_COUNT.ATTEMPTS);
  private static final Field<BigDecimal> DELIVERIES = sum(STATISTICS_COUNT.DELIVERIES);

  private final DSLContext database;

  CountsQuery(DSLContext database) {
    this.database = database;
  }

  /** Sums of the columns in which something happened, and of all of them. */
  record Columns(Map<Instant, Totals> columns, Totals all) {}

  /** Returns the sums of a period by columns. */
  Columns columns(int generation, StatisticsFilter filter, Span period) {
    Map<Instant, Totals.Sum> sums = new TreeMap<>();
    Totals.Sum all = new Totals.Sum();
    select(STATISTICS_COUNT.STARTS_AT, range(generation, List.of(period), filter, ofClinic(filter)))
        .forEach(
            row -> {
              add(all, row);
              add(
                  sums.computeIfAbsent(row.get(STATISTICS_COUNT.STARTS_AT), _ -> new Totals.Sum()),
                  row);
            });
    Map<Instant, Totals> columns = new TreeMap<>();
    sums.forEach((start, sum) -> columns.put(start, sum.done()));
    return new Columns(columns, all.done());
  }

  /** Returns the sums of a period. */
  Totals totals(int generation, StatisticsFilter filter, List<Span> period) {
    Totals.Sum all = new Totals.Sum();
    select(STATISTICS_COUNT.GENERATION, range(generation, period, filter, ofClinic(filter)))
        .forEach(row -> add(all, row));
    return all.done();
  }

  /** Returns the largest groups of a filter that has some, those with most attempts first. */
  List<Map.Entry<String, Totals>> groups(
      int generation, StatisticsFilter filter, List<Span> period) {
    StatisticsGroup by = Objects.requireNonNull(filter.by());
    Field<?> field =
        switch (by) {
          case WEBHOOK -> STATISTICS_COUNT.WEBHOOK_ID;
          case EVENT_TYPE -> STATISTICS_COUNT.EVENT_TYPE;
          case CODE -> STATISTICS_COUNT.CODE;
          case CLINIC -> STATISTICS_COUNT.CLINIC_ID;
        };
    Condition clinic =
        by == StatisticsGroup.CLINIC
            ? STATISTICS_COUNT.CLINIC_ID.in(clinics(filter))
            : ofClinic(filter);
    Map<String, Totals.Sum> sums = new HashMap<>();
    select(field, range(generation, period, filter, clinic))
        .forEach(
            row ->
                add(sums.computeIfAbsent(row.get(field).toString(), _ -> new Totals.Sum()), row));
    // Events have no webhook, and what was not sent has no code.
    sums.keySet().removeAll(List.of("", CountKey.NONE.toString()));
    return sums.entrySet().stream()
        .map(sum -> Map.entry(sum.getKey(), sum.getValue().done()))
        .sorted(
            Comparator.<Map.Entry<String, Totals>>comparingLong(one -> -one.getValue().attempted())
                .thenComparing(Map.Entry::getKey))
        .limit(MAXIMUM_GROUPS)
        .toList();
  }

  /** Returns the sums of each webhook by columns; webhooks and columns without any are left out. */
  Map<UUID, Map<Instant, Totals>> courses(
      int generation, StatisticsFilter filter, Span period, Collection<UUID> webhooks) {
    Map<UUID, Map<Instant, Totals.Sum>> sums = new HashMap<>();
    database
        .select(
            STATISTICS_COUNT.WEBHOOK_ID,
            STATISTICS_COUNT.STARTS_AT,
            STATISTICS_COUNT.OUTCOME,
            EVENTS,
            ATTEMPTS,
            DELIVERIES)
        .from(STATISTICS_COUNT)
        .where(range(generation, List.of(period), filter, ofClinic(filter)))
        .and(STATISTICS_COUNT.WEBHOOK_ID.in(webhooks))
        .groupBy(STATISTICS_COUNT.WEBHOOK_ID, STATISTICS_COUNT.STARTS_AT, STATISTICS_COUNT.OUTCOME)
        .forEach(
            row ->
                add(
                    sums.computeIfAbsent(row.value1(), _ -> new HashMap<>())
                        .computeIfAbsent(row.value2(), _ -> new Totals.Sum()),
                    row));
    Map<UUID, Map<Instant, Totals>> courses = new HashMap<>();
    sums.forEach(
        (webhook, columns) -> {
          Map<Instant, Totals> done = new HashMap<>();
          columns.forEach((start, sum) -> done.put(start, sum.done()));
          courses.put(webhook, done);
        });
    return courses;
  }

  private List<UUID> clinics(StatisticsFilter filter) {
    return filter.clinic() == null
        ? database.select(CLINIC.ID).from(CLINIC).fetch(CLINIC.ID)
        : List.of(filter.clinic());
  }

  /** Returns the webhooks that sent something. */
  long usedWebhooks(int generation, StatisticsFilter filter, List<Span> period) {
    return database
        .select(DSL.countDistinct(STATISTICS_COUNT.WEBHOOK_ID))
        .from(STATISTICS_COUNT)
        .where(range(generation, period, filter, ofClinic(filter)))
        .and(STATISTICS_COUNT.ATTEMPTS.gt(0L))
        .fetchSingle()
        .value1();
  }

  /**
   * Returns the widest columns that add up to a period. Where the zone was another one meanwhile,
   * days end between those of now, and only the period's own columns add up.
   */
  List<Span> widest(int generation, StatisticsFilter filter, Span period, ZoneId zone) {
    List<Span> spans = Span.widest(period, zone);
    List<Span> days =
        spans.stream()
            .filter(span -> span.step() == StatisticsStep.DAY)
            .map(Span::dayBefore)
            .toList();
    return days.isEmpty()
            || database
                .selectDistinct(STATISTICS_COUNT.STARTS_AT)
                .from(STATISTICS_COUNT)
                .where(range(generation, days, filter, ofClinic(filter)))
                .fetch(STATISTICS_COUNT.STARTS_AT)
                .stream()
                .allMatch(start -> StatisticsStep.DAY.start(start, zone).equals(start))
        ? spans
        : List.of(period);
  }

  /** Returns the events of a day up to a moment, by columns of minutes. */
  long eventsOfDay(int generation, StatisticsFilter filter, ZoneId zone, Instant until) {
    LocalDate day = until.atZone(zone).toLocalDate();
    BigDecimal events =
        database
            .select(EVENTS)
            .from(STATISTICS_COUNT)
            .where(
                range(
                    generation,
                    List.of(
                        new Span(StatisticsStep.MINUTE, day.atStartOfDay(zone).toInstant(), until)),
                    filter,
                    ofClinic(filter)))
            .fetchSingle(EVENTS);
    return events == null ? 0 : events.longValue();
  }

  /** Returns the rows of sums by a field and by outcome. */
  private List<? extends Record> select(Field<?> by, Condition range) {
    return database
        .select(by, STATISTICS_COUNT.OUTCOME, EVENTS, ATTEMPTS, DELIVERIES)
        .from(STATISTICS_COUNT)
        .where(range)
        .groupBy(by, STATISTICS_COUNT.OUTCOME)
        .fetch();
  }

  private static void add(Totals.Sum sum, Record row) {
    sum.add(
        row.get(STATISTICS_COUNT.OUTCOME),
        row.get(EVENTS).longValue(),
        row.get(ATTEMPTS).longValue(),
        row.get(DELIVERIES).longValue());
  }

  /** The primary key's columns, in its order, and what the filter wants of them. */
  private static Condition range(
      int generation, List<Span> period, StatisticsFilter filter, Condition clinic) {
    Condition range =
        STATISTICS_COUNT
            .GENERATION
            .eq(generation)
            .and(clinic)
            .and(Span.in(period, STATISTICS_COUNT.STEP, STATISTICS_COUNT.STARTS_AT));
    if (filter.webhook() != null) {
      range = range.and(STATISTICS_COUNT.WEBHOOK_ID.eq(filter.webhook()));
    }
    if (filter.eventType() != null) {
      range = range.and(STATISTICS_COUNT.EVENT_TYPE.eq(filter.eventType()));
    }
    return filter.code() == null ? range : range.and(STATISTICS_COUNT.CODE.eq(filter.code()));
  }

  private static Condition ofClinic(StatisticsFilter filter) {
    return STATISTICS_COUNT.CLINIC_ID.eq(
        Objects.requireNonNullElse(filter.clinic(), CountKey.NONE));
  }
}
