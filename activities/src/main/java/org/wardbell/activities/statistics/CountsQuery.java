package org.wardbell.activities.statistics;

import static org.jooq.impl.DSL.sum;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_COUNT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_SENDER;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_TOTAL;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.wardbell.activities.statistics.StatisticsStep.Span;

/**
 * The queries of counts. Each reads a range of the primary key, as wide as the period: of the
 * totals, unless it asks for a webhook, a type or a code.
 */
final class CountsQuery {
  /** Groups of one answer. */
  static final int MAXIMUM_GROUPS = 50;

  private static final Field<BigDecimal> EVENTS = sum(STATISTICS_COUNT.EVENTS);
  private static final Field<BigDecimal> ATTEMPTS = sum(STATISTICS_COUNT.ATTEMPTS);
  private static final Field<BigDecimal> DELIVERIES = sum(STATISTICS_COUNT.DELIVERIES);

  /**
   * A table of counts.
   *
   * @param rest what the filter wants beside a clinic and a period
   */
  private record Counts(
      Table<?> table,
      Field<Integer> generation,
      Field<String> step,
      Field<UUID> clinic,
      Field<Instant> startsAt,
      Field<String> outcome,
      Field<BigDecimal> events,
      Field<BigDecimal> attempts,
      Field<BigDecimal> deliveries,
      Condition rest) {
    static Counts of(StatisticsFilter filter) {
      return isOfAllWebhooks(filter)
          ? new Counts(
              STATISTICS_TOTAL,
              STATISTICS_TOTAL.GENERATION,
              STATISTICS_TOTAL.STEP,
              STATISTICS_TOTAL.CLINIC_ID,
              STATISTICS_TOTAL.STARTS_AT,
              STATISTICS_TOTAL.OUTCOME,
              sum(STATISTICS_TOTAL.EVENTS),
              sum(STATISTICS_TOTAL.ATTEMPTS),
              sum(STATISTICS_TOTAL.DELIVERIES),
              DSL.noCondition())
          : new Counts(
              STATISTICS_COUNT,
              STATISTICS_COUNT.GENERATION,
              STATISTICS_COUNT.STEP,
              STATISTICS_COUNT.CLINIC_ID,
              STATISTICS_COUNT.STARTS_AT,
              STATISTICS_COUNT.OUTCOME,
              EVENTS,
              ATTEMPTS,
              DELIVERIES,
              properties(filter));
    }

    /** Returns the condition on the primary key's columns, in its order, and the rest. */
    Condition range(int number, StatisticsFilter filter, List<Span> period) {
      return generation
          .eq(number)
          .and(clinic.eq(clinicOf(filter)))
          .and(Span.in(period, step, startsAt))
          .and(rest);
    }

    void add(Totals.Sum sum, Record row) {
      sum.add(
          row.get(outcome),
          row.get(events).longValue(),
          row.get(attempts).longValue(),
          row.get(deliveries).longValue());
    }
  }

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
    Counts counts = Counts.of(filter);
    select(counts, counts.startsAt(), counts.range(generation, filter, List.of(period)))
        .forEach(
            row -> {
              counts.add(all, row);
              counts.add(
                  sums.computeIfAbsent(row.get(counts.startsAt()), _ -> new Totals.Sum()), row);
            });
    Map<Instant, Totals> columns = new TreeMap<>();
    sums.forEach((start, sum) -> columns.put(start, sum.done()));
    return new Columns(columns, all.done());
  }

  /** Returns the sums of a period. */
  Totals totals(int generation, StatisticsFilter filter, List<Span> period) {
    Totals.Sum all = new Totals.Sum();
    Counts counts = Counts.of(filter);
    select(counts, counts.generation(), counts.range(generation, filter, period))
        .forEach(row -> counts.add(all, row));
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
    database
        .select(field, STATISTICS_COUNT.OUTCOME, EVENTS, ATTEMPTS, DELIVERIES)
        .from(STATISTICS_COUNT)
        .where(range(generation, period, filter, clinic))
        .groupBy(field, STATISTICS_COUNT.OUTCOME)
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

  /** Returns the number of webhooks that sent something. */
  long usedWebhooks(int generation, StatisticsFilter filter, List<Span> period) {
    Set<UUID> used = new HashSet<>();
    for (Span span : period) {
      used.addAll(
          isOfAllWebhooks(filter) && span.step() == StatisticsStep.DAY
              ? senders(generation, filter, span).fetchSet(STATISTICS_SENDER.WEBHOOK_ID)
              : database
                  .selectDistinct(STATISTICS_COUNT.WEBHOOK_ID)
                  .from(STATISTICS_COUNT)
                  .where(range(generation, List.of(span), filter, ofClinic(filter)))
                  .and(STATISTICS_COUNT.ATTEMPTS.gt(0L))
                  .fetchSet(STATISTICS_COUNT.WEBHOOK_ID));
    }
    return used.size();
  }

  /**
   * Returns the query for the webhooks that sent something on some days. The index is entered once
   * for each webhook, however many days there are: with the last day, which nobody asks for, it is
   * that. MySQL jumps so for constants only, so all values stand in the statement itself.
   */
  private Select<? extends Record> senders(int generation, StatisticsFilter filter, Span days) {
    return database
        .select(STATISTICS_SENDER.WEBHOOK_ID, DSL.max(STATISTICS_SENDER.STARTS_AT))
        .from(STATISTICS_SENDER)
        .where(STATISTICS_SENDER.GENERATION.eq(DSL.inline(generation)))
        .and(
            STATISTICS_SENDER.CLINIC_ID.eq(
                DSL.inline(clinicOf(filter), STATISTICS_SENDER.CLINIC_ID)))
        .and(STATISTICS_SENDER.STARTS_AT.ge(DSL.inline(days.from(), STATISTICS_SENDER.STARTS_AT)))
        .and(STATISTICS_SENDER.STARTS_AT.lt(DSL.inline(days.to(), STATISTICS_SENDER.STARTS_AT)))
        .groupBy(
            STATISTICS_SENDER.GENERATION,
            STATISTICS_SENDER.CLINIC_ID,
            STATISTICS_SENDER.WEBHOOK_ID);
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
    if (days.isEmpty()) {
      return spans;
    }
    Counts counts = Counts.of(filter);
    return database
            .selectDistinct(counts.startsAt())
            .from(counts.table())
            .where(counts.range(generation, filter, days))
            .fetch(counts.startsAt())
            .stream()
            .allMatch(start -> StatisticsStep.DAY.start(start, zone).equals(start))
        ? spans
        : List.of(period);
  }

  /** Returns the events of a day up to a moment, by columns of minutes. */
  long eventsOfDay(int generation, StatisticsFilter filter, ZoneId zone, Instant until) {
    LocalDate day = until.atZone(zone).toLocalDate();
    Counts counts = Counts.of(filter);
    Span minutes = new Span(StatisticsStep.MINUTE, day.atStartOfDay(zone).toInstant(), until);
    BigDecimal events =
        database
            .select(counts.events())
            .from(counts.table())
            .where(counts.range(generation, filter, List.of(minutes)))
            .fetchSingle(counts.events());
    return events == null ? 0 : events.longValue();
  }

  /** Returns the rows of sums by a field and by outcome. */
  private List<? extends Record> select(Counts counts, Field<?> by, Condition range) {
    return database
        .select(by, counts.outcome(), counts.events(), counts.attempts(), counts.deliveries())
        .from(counts.table())
        .where(range)
        .groupBy(by, counts.outcome())
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
    return STATISTICS_COUNT
        .GENERATION
        .eq(generation)
        .and(clinic)
        .and(Span.in(period, STATISTICS_COUNT.STEP, STATISTICS_COUNT.STARTS_AT))
        .and(properties(filter));
  }

  private static Condition properties(StatisticsFilter filter) {
    Condition wanted = DSL.noCondition();
    if (filter.webhook() != null) {
      wanted = wanted.and(STATISTICS_COUNT.WEBHOOK_ID.eq(filter.webhook()));
    }
    if (filter.eventType() != null) {
      wanted = wanted.and(STATISTICS_COUNT.EVENT_TYPE.eq(filter.eventType()));
    }
    return filter.code() == null ? wanted : wanted.and(STATISTICS_COUNT.CODE.eq(filter.code()));
  }

  private static boolean isOfAllWebhooks(StatisticsFilter filter) {
    return filter.webhook() == null && filter.eventType() == null && filter.code() == null;
  }

  private static Condition ofClinic(StatisticsFilter filter) {
    return STATISTICS_COUNT.CLINIC_ID.eq(clinicOf(filter));
  }

  private static UUID clinicOf(StatisticsFilter filter) {
    return Objects.requireNonNullElse(filter.clinic(), CountKey.NONE);
  }
}
