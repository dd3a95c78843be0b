package org.wardbell.activities.statistics;

import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.statistics.StatisticsGenerations.Generation;
import org.wardbell.activities.statistics.StatisticsStep.Span;

/**
 * The queries behind statistics. Each reads a range of the counts, as wide as the period and not as
 * the history.
 */
public final class StatisticsQuery {
  /** By the name that can be sent to us as well; a mere offset is called Z. */
  private static final ZoneId UTC = ZoneId.of("Etc/UTC");

  private final DSLContext database;
  private final StatisticsGenerations generations;
  private final CountsQuery counts;
  private final TimesQuery times;

  public StatisticsQuery(DSLContext database) {
    this.database = database;
    this.generations = new StatisticsGenerations(database);
    this.counts = new CountsQuery(database);
    this.times = new TimesQuery(database);
  }

  /** Returns the zone whose days and hours a clinic's columns are; UTC for all clinics. */
  public ZoneId zone(@Nullable UUID clinic) {
    return clinic == null
        ? UTC
        : database
            .select(CLINIC.TIME_ZONE)
            .from(CLINIC)
            .where(CLINIC.ID.eq(clinic))
            .fetchOptional(CLINIC.TIME_ZONE)
            .map(ZoneId::of)
            .orElse(UTC);
  }

  /** Answers a question. */
  public Statistics read(StatisticsFilter filter, ZoneId zone) {
    Generation generation = generations.current();
    int number = generation.number();
    Instant from = filter.step().start(filter.from(), zone);
    Instant beforeFrom = filter.step().start(from.minus(Duration.between(from, filter.to())), zone);
    Span period = new Span(filter.step(), from, filter.to());
    Span before = new Span(filter.step(), beforeFrom, from);
    List<Span> inAll = counts.widest(number, filter, period, zone);
    List<Span> inAllBefore = counts.widest(number, filter, before, zone);
    CountsQuery.Columns counted = counts.columns(number, filter, period);
    Map<Instant, Histogram> timed = times.columns(number, filter, period);
    boolean withEvents = filter.webhook() == null && filter.code() == null;
    Instant now = DatabaseClock.read(database);
    Instant yesterday = now.atZone(zone).minusDays(1).toInstant();
    return new Statistics(
        generation.countedAt(),
        from,
        filter.to(),
        zone,
        activeWebhooks(filter),
        counts.usedWebhooks(number, filter, inAll),
        counts.usedWebhooks(number, filter, inAllBefore),
        withEvents ? (Long) counts.eventsOfDay(number, filter, zone, now) : null,
        withEvents ? (Long) counts.eventsOfDay(number, filter, zone, yesterday) : null,
        counted.all(),
        counts.totals(number, filter, inAllBefore),
        merged(timed.values()),
        merged(times.columns(number, filter, before).values()),
        series(filter, from, zone, counted.columns(), timed),
        // Days of clinics begin at times of their own.
        groups(number, filter, filter.by() == StatisticsGroup.CLINIC ? List.of(period) : inAll));
  }

  /** Returns the sums of a clinic's days that begin in a period. */
  public Totals days(UUID clinic, Instant from, Instant to) {
    StatisticsFilter days =
        new StatisticsFilter(clinic, null, null, null, from, to, StatisticsStep.DAY, null);
    return counts.totals(
        generations.current().number(), days, List.of(new Span(StatisticsStep.DAY, from, to)));
  }

  /**
   * Returns how each of some webhooks did, by hours; those without anything are left out.
   *
   * @param clinic whose webhooks they are, or null for all clinics together
   * @param from the beginning of an hour
   */
  public Map<UUID, Statistics.Course> courses(
      @Nullable UUID clinic, Collection<UUID> webhooks, Instant from, Instant to, ZoneId zone) {
    Map<UUID, Statistics.Course> courses = new HashMap<>();
    if (webhooks.isEmpty()) {
      return courses;
    }
    int generation = generations.current().number();
    StatisticsFilter filter =
        new StatisticsFilter(
            clinic, null, null, null, from, to, StatisticsStep.HOUR, StatisticsGroup.WEBHOOK);
    Span period = new Span(StatisticsStep.HOUR, from, to);
    List<Instant> hours = new ArrayList<>();
    for (Instant at = from; at.isBefore(to); at = StatisticsStep.HOUR.next(at, zone)) {
      hours.add(at);
    }
    Map<String, Histogram> timed =
        times.groups(
            generation, filter, List.of(period), webhooks.stream().map(UUID::toString).toList());
    Totals nothing = new Totals.Sum().done();
    counts
        .courses(generation, filter, period, webhooks)
        .forEach(
            (webhook, columns) -> {
              List<Totals> course =
                  hours.stream().map(hour -> columns.getOrDefault(hour, nothing)).toList();
              courses.put(
                  webhook,
                  new Statistics.Course(
                      course.stream().map(Totals::delivered).toList(),
                      course.stream().map(Totals::failed).toList(),
                      times(timed.get(webhook.toString()))));
            });
    return courses;
  }

  private static List<Statistics.Column> series(
      StatisticsFilter filter,
      Instant from,
      ZoneId zone,
      Map<Instant, Totals> counted,
      Map<Instant, Histogram> timed) {
    // A zone that changed meanwhile has columns that begin between those of now.
    Set<Instant> starts = new HashSet<>(counted.keySet());
    for (Instant start = from;
        start.isBefore(filter.to());
        start = filter.step().next(start, zone)) {
      starts.add(start);
    }
    Totals nothing = new Totals.Sum().done();
    return starts.stream()
        .sorted()
        .map(
            start ->
                new Statistics.Column(
                    start, counted.getOrDefault(start, nothing), times(timed.get(start))))
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

  private long activeWebhooks(StatisticsFilter filter) {
    Condition wanted = WEBHOOK.DELETED_AT.isNull().and(WEBHOOK.ENABLED);
    if (filter.clinic() != null) {
      wanted = wanted.and(WEBHOOK.CLINIC_ID.eq(filter.clinic()));
    }
    return database.fetchCount(
        WEBHOOK, filter.webhook() == null ? wanted : wanted.and(WEBHOOK.ID.eq(filter.webhook())));
  }

  private List<Statistics.Group> groups(
      int generation, StatisticsFilter filter, List<Span> period) {
    if (filter.by() == null) {
      return List.of();
    }
    List<Map.Entry<String, Totals>> largest = counts.groups(generation, filter, period);
    Map<String, Histogram> timed =
        times.groups(generation, filter, period, largest.stream().map(Map.Entry::getKey).toList());
    return largest.stream()
        .map(
            one ->
                new Statistics.Group(one.getKey(), one.getValue(), times(timed.get(one.getKey()))))
        .toList();
  }
}
