package org.wardbell.activities.calendar;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_ALERT;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_QUARANTINE;
import static org.wardbell.activities.database.generated.Tables.LINK;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.trouble.AlertKind;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.meter.CachedReading;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * Gauges of all calendars together. None has a label of a calendar or a clinic: those are read from
 * the API, one by one.
 */
final class CalendarGauges implements MeterBinder {
  private final DSLContext database;
  private final CachedReading<Numbers> reading = new CachedReading<>(this::ask);

  CalendarGauges(DSLContext database) {
    this.database = database;
  }

  private record Numbers(
      Map<CalendarState, Integer> states,
      Map<AlertKind, Integer> alerts,
      double lagSeconds,
      int quarantined,
      double deadTokens) {}

  @Override
  public void bindTo(MeterRegistry registry) {
    for (CalendarState state : CalendarState.values()) {
      gauge(
          registry,
          "wardbell.calendars",
          "Calendars by the state of their connection",
          tag("state", state),
          read -> read.states().getOrDefault(state, 0));
    }
    for (AlertKind kind : AlertKind.values()) {
      gauge(
          registry,
          "wardbell.calendars.troubled",
          "Calendars with a trouble that lasts, by its kind",
          tag("kind", kind),
          read -> read.alerts().getOrDefault(kind, 0));
    }
    gauge(
        registry,
        "wardbell.calendars.lag.seconds",
        "How long the oldest push or change of any calendar has waited",
        Tags.empty(),
        Numbers::lagSeconds);
    gauge(
        registry,
        "wardbell.calendars.quarantined.events",
        "Google's events that cannot be read or kept",
        Tags.empty(),
        Numbers::quarantined);
    gauge(
        registry,
        "wardbell.calendars.dead.tokens",
        "Sync tokens that Google declared dead, ever",
        Tags.empty(),
        Numbers::deadTokens);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      Tags tags,
      ToDoubleFunction<Numbers> value) {
    Gauge.builder(name, reading, read -> read.number(value))
        .strongReference(true)
        .description(description)
        .tags(tags)
        .register(registry);
  }

  private static Tags tag(String label, Enum<?> word) {
    return Tags.of(label, word.name().toLowerCase(Locale.ROOT));
  }

  private Numbers ask() {
    Map<CalendarState, Integer> states = new EnumMap<>(CalendarState.class);
    database
        .select(CALENDAR.STATE, DSL.count())
        .from(CALENDAR)
        .groupBy(CALENDAR.STATE)
        .forEach(row -> states.put(CalendarState.valueOf(row.value1()), row.value2()));
    Map<AlertKind, Integer> alerts = new EnumMap<>(AlertKind.class);
    database
        .select(CALENDAR_ALERT.KIND, DSL.count())
        .from(CALENDAR_ALERT)
        .groupBy(CALENDAR_ALERT.KIND)
        .forEach(row -> alerts.put(AlertKind.valueOf(row.value1()), row.value2()));
    Number dead =
        database.select(DSL.sum(CALENDAR.DEAD_TOKENS)).from(CALENDAR).fetchSingle().value1();
    return new Numbers(
        states,
        alerts,
        lagSeconds(),
        database.fetchCount(CALENDAR_QUARANTINE),
        dead == null ? 0 : dead.doubleValue());
  }

  private double lagSeconds() {
    Instant now = DatabaseClock.read(database);
    Instant push =
        database
            .select(DSL.min(CALENDAR_COUNTERS.WAITING_SINCE))
            .from(CALENDAR_COUNTERS)
            .join(CALENDAR)
            .on(CALENDAR.ID.eq(CALENDAR_COUNTERS.CALENDAR_ID))
            .where(CALENDAR_COUNTERS.WAITING_SINCE.isNotNull())
            .and(CALENDAR_COUNTERS.REQUESTED.gt(CALENDAR.HANDLED))
            .and(CALENDAR.STATE.in(CalendarState.LIVE_NAMES))
            .fetchSingle()
            .value1();
    Instant write =
        database
            .select(DSL.min(LINK.DUE_AT))
            .from(LINK)
            .join(CALENDAR)
            .on(CALENDAR.ID.eq(LINK.CALENDAR_ID))
            .where(LINK.DUE_AT.isNotNull())
            .and(CALENDAR.STATE.in(CalendarState.LIVE_NAMES))
            .fetchSingle()
            .value1();
    return Math.max(since(push, now), since(write, now));
  }

  private static double since(@Nullable Instant from, Instant now) {
    return from == null ? 0 : Math.max(0, Duration.between(from, now).toSeconds());
  }
}
