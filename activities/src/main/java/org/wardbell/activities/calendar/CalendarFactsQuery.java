package org.wardbell.activities.calendar;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.channel.ChannelState;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.ChannelRecord;
import org.wardbell.workflows.calendar.CalendarFacts;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The query for the facts by which a calendar's workflow decides. Every interval is measured on the
 * database's clock.
 */
final class CalendarFactsQuery {
  /** A channel is renewed at 80 % of its life: a renewal may fail for days before pushes end. */
  private static final double RENEW_AT = 0.8;

  /** Polls of many doctors are spread over this share of the interval. */
  private static final double POLL_SPREAD = 0.1;

  private static final int SPREAD_STEPS = 1_000;

  private static final List<String> OPEN =
      List.of(
          ChannelState.REQUESTED.name(),
          ChannelState.ACTIVE.name(),
          ChannelState.SUPERSEDED.name());

  private static final Field<Instant> NOW = DatabaseClock.now().as("now");

  /** At once while appointments are left to be marked; else what is due first. */
  private static final Field<Instant> NEXT_WRITE =
      DSL.when(CALENDAR.MARKED_FROM.isNotNull(), DatabaseClock.now())
          .otherwise(
              DSL.field(
                  DSL.select(DSL.min(LINK.DUE_AT))
                      .from(LINK)
                      .where(LINK.CALENDAR_ID.eq(CALENDAR.ID))))
          .as("next_write");

  private final CalendarSettings settings;

  CalendarFactsQuery(CalendarSettings settings) {
    this.settings = settings;
  }

  CalendarFacts read(DSLContext database, UUID id) {
    Record row =
        database
            .select(CALENDAR.fields())
            .select(CALENDAR_COUNTERS.REQUESTED, NOW, NEXT_WRITE)
            .from(CALENDAR)
            .join(CALENDAR_COUNTERS)
            .on(CALENDAR_COUNTERS.CALENDAR_ID.eq(CALENDAR.ID))
            .where(CALENDAR.ID.eq(id))
            .fetchOne();
    if (row == null) {
      return CalendarFacts.gone();
    }
    List<ChannelRecord> channels =
        database
            .selectFrom(CHANNEL)
            .where(CHANNEL.CALENDAR_ID.eq(id))
            .and(CHANNEL.STATE.in(OPEN))
            .fetch();
    Instant now = row.get(NOW);
    ChannelRecord live =
        channels.stream()
            .filter(channel -> channel.getState().equals(ChannelState.ACTIVE.name()))
            .filter(channel -> now.isBefore(channel.getExpiresAt()))
            .findFirst()
            .orElse(null);
    long untilAsked = untilOrNow(row.get(CALENDAR.ASK_AFTER), now);
    long untilPulled = Math.max(untilAsked, untilOrNow(row.get(CALENDAR.PULL_AFTER), now));
    return new CalendarFacts(
        CalendarState.valueOf(row.get(CALENDAR.STATE)),
        channels.size() + leftPermissions(row) + remains(row),
        untilPulled > 0
            ? 0
            : Math.max(0, row.get(CALENDAR_COUNTERS.REQUESTED) - row.get(CALENDAR.HANDLED)),
        Math.max(untilPulled, until(nextPoll(row, live != null), now)),
        notBefore(untilAsked, millisToWatch(row, live, now)),
        notBefore(
            untilAsked,
            row.get(NEXT_WRITE) == null ? null : Long.valueOf(until(row.get(NEXT_WRITE), now))),
        millisToProbe(row, now));
  }

  private static @Nullable Long notBefore(long earliest, @Nullable Long millis) {
    return millis == null ? null : Long.valueOf(Math.max(earliest, millis));
  }

  private static long untilOrNow(@Nullable Instant moment, Instant now) {
    return moment == null ? 0 : Math.max(0, until(moment, now));
  }

  private static @Nullable Long millisToProbe(Record row, Instant now) {
    Instant probe = row.get(CALENDAR.PROBE_AFTER);
    boolean waits = row.get(CALENDAR.STATE).equals(CalendarState.RECONNECT_NEEDED.name());
    return waits && probe != null ? until(probe, now) : null;
  }

  /** Returns whether nothing may be asked about a calendar for a while. */
  boolean isHeld(DSLContext database, UUID id) {
    return database.fetchExists(
        CALENDAR, CALENDAR.ID.eq(id).and(CALENDAR.ASK_AFTER.gt(DatabaseClock.now())));
  }

  /** A disconnected calendar whose permission is not ended yet has something left to stop. */
  private static int leftPermissions(Record row) {
    boolean left =
        row.get(CALENDAR.REFRESH_TOKEN_CIPHERTEXT) != null
            || row.get(CALENDAR.DELEGATED_TO) != null;
    return left && row.get(CALENDAR.STATE).equals(CalendarState.DISCONNECTED.name()) ? 1 : 0;
  }

  /** So has one of which times or texts are still kept. */
  private static int remains(Record row) {
    return row.get(CALENDAR.FORGETS_AFTER) != null
            && row.get(CALENDAR.STATE).equals(CalendarState.DISCONNECTED.name())
        ? 1
        : 0;
  }

  private Instant nextPoll(Record row, boolean pushed) {
    Instant last = row.get(CALENDAR.PULLED_AT);
    if (last == null) {
      return row.get(NOW);
    }
    Duration interval = pushed ? settings.pollWithPush() : settings.pollWithoutPush();
    int step = Math.floorMod(row.get(CALENDAR.ID).hashCode(), SPREAD_STEPS);
    double early = POLL_SPREAD * step / SPREAD_STEPS;
    return last.plusMillis((long) (interval.toMillis() * (1 - early)));
  }

  private @Nullable Long millisToWatch(Record row, @Nullable ChannelRecord live, Instant now) {
    if (settings.publicUrl() == null
        || row.get(CALENDAR.STATE).equals(CalendarState.POLL_ONLY.name())) {
      return null;
    }
    Instant allowed = row.get(CALENDAR.WATCH_AFTER);
    long untilAllowed = allowed == null ? 0 : until(allowed, now);
    return live == null ? untilAllowed : Math.max(untilAllowed, until(renewal(live), now));
  }

  private static Instant renewal(ChannelRecord channel) {
    Duration life = Duration.between(channel.getActivatedAt(), channel.getExpiresAt());
    return channel.getActivatedAt().plusMillis((long) (life.toMillis() * RENEW_AT));
  }

  private static long until(Instant moment, Instant now) {
    return Duration.between(now, moment).toMillis();
  }
}
