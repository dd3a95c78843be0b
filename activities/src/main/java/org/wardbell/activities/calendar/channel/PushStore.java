package org.wardbell.activities.calendar.channel;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.channel.PushOutcome.Forged;
import org.wardbell.activities.calendar.channel.PushOutcome.Greeting;
import org.wardbell.activities.calendar.channel.PushOutcome.Known;
import org.wardbell.activities.calendar.channel.PushOutcome.Signal;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.ChannelRecord;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * Checks and counts Google's pushes. Takes no lock that a pull holds, so that a push never waits.
 */
public final class PushStore {
  /**
   * Compared with when there is no channel, so that an unknown one takes as long as a known one.
   */
  private static final byte[] NOBODY = new byte[32];

  private final DSLContext database;

  public PushStore(DSLContext database) {
    this.database = database;
  }

  /** What a push turned out to be; whatever makes it genuine is committed when this returns. */
  public PushOutcome receive(
      @Nullable String channelId,
      @Nullable String token,
      @Nullable String resourceId,
      @Nullable String resourceState) {
    ChannelRecord channel = find(channelId);
    byte[] expected = channel == null ? NOBODY : channel.getTokenHash();
    boolean tokenFits = MessageDigest.isEqual(expected, ChannelStore.hash(orEmpty(token)));
    if (channel == null || !tokenFits || !resourceFits(channel, orEmpty(resourceId))) {
      return new Forged();
    }
    return switch (ChannelState.valueOf(channel.getState())) {
      case STOPPED, EXPIRED, FAILED -> new Known();
      case REQUESTED, ACTIVE, SUPERSEDED ->
          "sync".equals(resourceState) ? new Greeting() : count(channel.getCalendarId());
    };
  }

  /** Remembers that the workflow was told of so many pushes; only after Temporal said yes. */
  public void signalled(Signal signal) {
    database
        .update(CALENDAR_COUNTERS)
        .set(
            CALENDAR_COUNTERS.SIGNALLED_FOR,
            DSL.greatest(CALENDAR_COUNTERS.SIGNALLED_FOR, DSL.val(signal.requested())))
        .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(signal.calendarId()))
        .execute();
  }

  /** No push is waiting any more, unless one came meanwhile. */
  public static void settled(DSLContext database, UUID calendarId, long handled) {
    database
        .update(CALENDAR_COUNTERS)
        .setNull(CALENDAR_COUNTERS.WAITING_SINCE)
        .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(calendarId))
        .and(CALENDAR_COUNTERS.REQUESTED.le(handled))
        .and(CALENDAR_COUNTERS.WAITING_SINCE.isNotNull())
        .execute();
  }

  /**
   * A channel that is only requested has no resource id yet: the first push that knows its token
   * tells.
   */
  private boolean resourceFits(ChannelRecord channel, String resourceId) {
    String known = channel.getResourceId();
    if (known != null) {
      return MessageDigest.isEqual(bytes(known), bytes(resourceId));
    }
    if (resourceId.isEmpty() || resourceId.length() > CHANNEL.RESOURCE_ID.getDataType().length()) {
      return false;
    }
    database
        .update(CHANNEL)
        .set(CHANNEL.RESOURCE_ID, resourceId)
        .where(CHANNEL.ID.eq(channel.getId()))
        .and(CHANNEL.RESOURCE_ID.isNull())
        .execute();
    return true;
  }

  private PushOutcome count(UUID calendarId) {
    var calendar =
        database
            .select(CALENDAR.STATE, CALENDAR.HANDLED)
            .from(CALENDAR)
            .where(CALENDAR.ID.eq(calendarId))
            .fetchSingle();
    database
        .update(CALENDAR_COUNTERS)
        .set(
            CALENDAR_COUNTERS.WAITING_SINCE,
            DSL.when(CALENDAR_COUNTERS.REQUESTED.le(calendar.value2()), DatabaseClock.now())
                .otherwise(CALENDAR_COUNTERS.WAITING_SINCE))
        .set(CALENDAR_COUNTERS.REQUESTED, CALENDAR_COUNTERS.REQUESTED.plus(1))
        .set(CALENDAR_COUNTERS.LAST_PUSH_AT, DatabaseClock.now())
        .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(calendarId))
        .execute();
    return CalendarState.valueOf(calendar.value1()).isLive()
        ? unlessCovered(calendarId)
        : new Known();
  }

  /**
   * Read after the count was committed: a workflow that finishes now either saw it or is signalled.
   */
  private PushOutcome unlessCovered(UUID calendarId) {
    var counters =
        database
            .select(CALENDAR.HANDLED, CALENDAR_COUNTERS.REQUESTED, CALENDAR_COUNTERS.SIGNALLED_FOR)
            .from(CALENDAR)
            .join(CALENDAR_COUNTERS)
            .on(CALENDAR_COUNTERS.CALENDAR_ID.eq(CALENDAR.ID))
            .where(CALENDAR.ID.eq(calendarId))
            .fetchSingle();
    boolean covered = counters.value3() > counters.value1();
    return covered ? new Known() : new Signal(calendarId, counters.value2());
  }

  private @Nullable ChannelRecord find(@Nullable String channelId) {
    try {
      UUID id = UUID.fromString(orEmpty(channelId));
      return database.selectFrom(CHANNEL).where(CHANNEL.ID.eq(id)).fetchOne();
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static byte[] bytes(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
