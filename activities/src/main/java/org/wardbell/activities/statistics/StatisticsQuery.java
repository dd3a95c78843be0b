package org.wardbell.activities.statistics;

import static org.jooq.impl.DSL.sum;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_COUNT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.statistics.StatisticsGenerations.Generation;

/**
 * The queries behind statistics. Each reads a range of the counts, as wide as the period and not as
 * the history.
 */
public final class StatisticsQuery {
  /** Groups of one answer. */
  static final int MAXIMUM_GROUPS = 50;

  private static final Field<BigDecimal> EVENTS = sum(STATISTICS_COUNT.EVENTS);
  private static final Field<BigDecimal> ATTEMPTS = sum(STATISTICS_COUNT.ATTEMPTS);
  private static final Field<BigDecimal> DELIVERIES = sum(STATISTICS_COUNT.DELIVERIES);

  private final DSLContext database;
  private final StatisticsGenerations generations;
  private final TimesQuery times;

  public StatisticsQuery(DSLContext database) {
    this.database = database;
    this.generations = new StatisticsGenerations(database);
    this.times = new TimesQuery(database);
  }

  /** Returns the zone whose days and hours a clinic's columns are; UTC for all clinics. */
  public ZoneId zone(@Nullable UUID clinic) {
    return clinic == null
        ? ZoneOffset.UTC
        : database
            .select(CLINIC.TIME_ZONE)
            .from(CLINIC)
            .where(CLINIC.ID.eq(clinic))
            .fetchOptional(CLINIC.TIME_ZONE)
            .map(ZoneId::of)
            .orElse(ZoneOffset.UTC);
  }

  /** Answers a question. */
  public Statistics read(StatisticsFilter filter, ZoneId zone) {
    Generation generation = generations.current();
    int number = generation.number();
    Instant from = filter.step().start(filter.from(), zone);
    Instant beforeFrom = filter.step().start(from.minus(Duration.between(from, filter.to())), zone);
    Map<Instant, Totals.Sum> columns = new TreeMap<>();
    Totals.Sum all = new Totals.Sum();
    select(number, filter, from, filter.to(), STATISTICS_COUNT.STARTS_AT)
        .forEach(
            row -> {
              add(all, row);
              add(
                  columns.computeIfAbsent(
                      row.get(STATISTICS_COUNT.STARTS_AT), _ -> new Totals.Sum()),
                  row);
            });
    Totals.Sum before = new Totals.Sum();
    select(number, filter, beforeFrom, from, STATISTICS_COUNT.STEP)
        .forEach(row -> add(before, row));
    Map<Instant, Histogram> timed = times.columns(number, filter, from, filter.to());
    boolean withEvents = filter.webhook() == null && filter.code() == null;
    Instant now = DatabaseClock.read(database);
    return new Statistics(
        generation.countedAt(),
        from,
        filter.to(),
        zone,
        activeWebhooks(filter),
        usedWebhooks(number, filter, from, filter.to()),
        usedWebhooks(number, filter, beforeFrom, from),
        withEvents
            ? (Long) eventsOfDay(number, filter, now.atZone(zone).toLocalDate(), zone, now)
            : null,
        withEvents ? (Long) eventsYesterday(number, filter, now, zone) : null,
        all.done(),
        before.done(),
        merged(timed.values()),
        merged(times.columns(number, filter, beforeFrom, from).values()),
        series(filter, from, zone, columns, timed),
        groups(number, filter, from));
  }

  /** Returns the sums of a clinic's days that begin in a period. */
  public Totals days(UUID clinic, Instant from, Instant to) {
    StatisticsFilter days =
        new StatisticsFilter(clinic, null, null, null, from, to, StatisticsStep.DAY, null);
    Totals.Sum sum = new Totals.Sum();
    select(generations.current().number(), days, from, to, STATISTICS_COUNT.STEP)
        .forEach(row -> add(sum, row));
    return sum.done();
  }

  private static List<Statistics.Column> series(
      StatisticsFilter filter,
      Instant from,
      ZoneId zone,
      Map<Instant, Totals.Sum> columns,
      Map<Instant, Histogram> timed) {
    // A zone that changed meanwhile has columns that begin between those of now.
    Set<Instant> starts = new HashSet<>(columns.keySet());
    for (Instant start = from;
        start.isBefore(filter.to());
        start = filter.step().next(start, zone)) {
      starts.add(start);
    }
    return starts.stream()
        .sorted()
        .map(
            start ->
                new Statistics.Column(
                    start,
                    columns.getOrDefault(start, new Totals.Sum()).done(),
                    times(timed.get(start))))
        .toList();
  }

  private static @Nullable ExecutionTimes times(@Nullable Histogram histogram) {
    return histogram == null ? null : ExecutionTimes.of(histogram);
  }

  private static @Nullable ExecutionTimes merged(Iterable<Histogram> histograms) {
    Histogram all = Durations.empty();
    histograms.forEach(all::add);
    return all.getTotalCount() == 0 ? null : ExecutionTimes.of(all);
  }

  /** Returns the rows of sums by a field and by outcome. */
  private List<? extends Record> select(
      int generation, StatisticsFilter filter, Instant from, Instant to, Field<?> by) {
    return database
        .select(by, STATISTICS_COUNT.OUTCOME, EVENTS, ATTEMPTS, DELIVERIES)
        .from(STATISTICS_COUNT)
        .where(range(generation, filter.step(), clinic(filter), from, to))
        .and(wanted(filter))
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

  /** The primary key's columns, in its order. */
  private static Condition range(
      int generation, StatisticsStep step, Condition clinic, Instant from, Instant to) {
    return STATISTICS_COUNT
        .GENERATION
        .eq(generation)
        .and(STATISTICS_COUNT.STEP.eq(step.name()))
        .and(clinic)
        .and(STATISTICS_COUNT.STARTS_AT.ge(from))
        .and(STATISTICS_COUNT.STARTS_AT.lt(to));
  }

  private static Condition clinic(StatisticsFilter filter) {
    return STATISTICS_COUNT.CLINIC_ID.eq(
        Objects.requireNonNullElse(filter.clinic(), CountKey.NONE));
  }

  private static Condition wanted(StatisticsFilter filter) {
    Condition wanted = DSL.noCondition();
    if (filter.webhook() != null) {
      wanted = wanted.and(STATISTICS_COUNT.WEBHOOK_ID.eq(filter.webhook()));
    }
    if (filter.eventType() != null) {
      wanted = wanted.and(STATISTICS_COUNT.EVENT_TYPE.eq(filter.eventType()));
    }
    return filter.code() == null ? wanted : wanted.and(STATISTICS_COUNT.CODE.eq(filter.code()));
  }

  private long eventsYesterday(int generation, StatisticsFilter filter, Instant now, ZoneId zone) {
    Instant until = now.atZone(zone).minusDays(1).toInstant();
    return eventsOfDay(generation, filter, until.atZone(zone).toLocalDate(), zone, until);
  }

  /** Returns the events of a day up to a moment, by columns of minutes. */
  private long eventsOfDay(
      int generation, StatisticsFilter filter, LocalDate day, ZoneId zone, Instant until) {
    BigDecimal events =
        database
            .select(EVENTS)
            .from(STATISTICS_COUNT)
            .where(
                range(
                    generation,
                    StatisticsStep.MINUTE,
                    clinic(filter),
                    day.atStartOfDay(zone).toInstant(),
                    until))
            .and(wanted(filter))
            .fetchSingle(EVENTS);
    return events == null ? 0 : events.longValue();
  }

  private long activeWebhooks(StatisticsFilter filter) {
    Condition wanted = WEBHOOK.DELETED_AT.isNull().and(WEBHOOK.ENABLED);
    if (filter.clinic() != null) {
      wanted = wanted.and(WEBHOOK.CLINIC_ID.eq(filter.clinic()));
    }
    return database.fetchCount(
        WEBHOOK, filter.webhook() == null ? wanted : wanted.and(WEBHOOK.ID.eq(filter.webhook())));
  }

  private long usedWebhooks(int generation, StatisticsFilter filter, Instant from, Instant to) {
    return database
        .select(DSL.countDistinct(STATISTICS_COUNT.WEBHOOK_ID))
        .from(STATISTICS_COUNT)
        .where(range(generation, filter.step(), clinic(filter), from, to))
        .and(wanted(filter))
        .and(STATISTICS_COUNT.ATTEMPTS.gt(0L))
        .fetchSingle()
        .value1();
  }

  private List<Statistics.Group> groups(int generation, StatisticsFilter filter, Instant from) {
    return switch (filter.by()) {
      case null -> List.of();
      case WEBHOOK -> groups(generation, filter, from, STATISTICS_COUNT.WEBHOOK_ID, UUID::toString);
      case EVENT_TYPE ->
          groups(generation, filter, from, STATISTICS_COUNT.EVENT_TYPE, Function.identity());
      case CODE -> groups(generation, filter, from, STATISTICS_COUNT.CODE, Function.identity());
      case CLINIC -> clinics(generation, filter, from);
    };
  }

  private <T> List<Statistics.Group> groups(
      int generation,
      StatisticsFilter filter,
      Instant from,
      Field<T> field,
      Function<T, String> name) {
    Map<String, Totals.Sum> sums = new HashMap<>();
    for (Record row : select(generation, filter, from, filter.to(), field)) {
      add(sums.computeIfAbsent(name.apply(row.get(field)), _ -> new Totals.Sum()), row);
    }
    // Events have no webhook, and what was not sent has no code.
    sums.keySet().removeAll(List.of("", CountKey.NONE.toString()));
    List<Map.Entry<String, Totals>> largest = largest(sums);
    Map<String, Histogram> timed =
        times.groups(generation, filter, from, largest.stream().map(Map.Entry::getKey).toList());
    return largest.stream()
        .map(
            one ->
                new Statistics.Group(one.getKey(), one.getValue(), times(timed.get(one.getKey()))))
        .toList();
  }

  private List<Statistics.Group> clinics(int generation, StatisticsFilter filter, Instant from) {
    List<UUID> clinics =
        filter.clinic() == null
            ? database.select(CLINIC.ID).from(CLINIC).fetch(CLINIC.ID)
            : List.of(filter.clinic());
    Map<String, Totals.Sum> sums = new HashMap<>();
    database
        .select(STATISTICS_COUNT.CLINIC_ID, STATISTICS_COUNT.OUTCOME, EVENTS, ATTEMPTS, DELIVERIES)
        .from(STATISTICS_COUNT)
        .where(
            range(
                generation,
                filter.step(),
                STATISTICS_COUNT.CLINIC_ID.in(clinics),
                from,
                filter.to()))
        .and(wanted(filter))
        .groupBy(STATISTICS_COUNT.CLINIC_ID, STATISTICS_COUNT.OUTCOME)
        .forEach(
            row ->
                add(
                    sums.computeIfAbsent(
                        row.get(STATISTICS_COUNT.CLINIC_ID).toString(), _ -> new Totals.Sum()),
                    row));
    List<Statistics.Group> groups = new ArrayList<>();
    for (Map.Entry<String, Totals> one : largest(sums)) {
      StatisticsFilter own =
          new StatisticsFilter(
              UUID.fromString(one.getKey()),
              filter.webhook(),
              filter.eventType(),
              filter.code(),
              from,
              filter.to(),
              filter.step(),
              null);
      groups.add(
          new Statistics.Group(
              one.getKey(),
              one.getValue(),
              merged(times.columns(generation, own, from, filter.to()).values())));
    }
    return groups;
  }

  private static List<Map.Entry<String, Totals>> largest(Map<String, Totals.Sum> sums) {
    return sums.entrySet().stream()
        .map(sum -> Map.entry(sum.getKey(), sum.getValue().done()))
        .sorted(
            Comparator.<Map.Entry<String, Totals>>comparingLong(one -> -one.getValue().attempted())
                .thenComparing(Map.Entry::getKey))
        .limit(MAXIMUM_GROUPS)
        .toList();
  }
}
