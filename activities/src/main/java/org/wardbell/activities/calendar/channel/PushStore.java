package org.wardbell.activities.calendar.channel;

import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.channel.PushOutcome.NoSignalNeeded;
import org.wardbell.activities.calendar.channel.PushOutcome.Rejected;
import org.wardbell.activities.calendar.channel.PushOutcome.SignalNeeded;
import org.wardbell.activities.calendar.channel.PushOutcome.SyncMessage;
import org.wardbell.activities.crypto.Sha256;
import org.wardbell.activities.database.generated.tables.records.ChannelRecord;
import org.wardbell.activities.tracing.Tracing;

/**
 * The store of Google's pushes: checks and counts them. It takes no lock that a pull holds, so that
 * a push waits for other pushes at most.
 */
public final class PushStore {
  /** The hash of no channel: an unknown channel takes as long to check as a known one. */
  private static final byte[] NO_CHANNEL = new byte[32];

  private final DSLContext database;
  private final PushCounts counts;
  private final ProvenChannels proven = new ProvenChannels();

  public PushStore(DSLContext database, Tracing tracing) {
    this(database, new PushCounts(database, tracing));
  }

  PushStore(DSLContext database, PushCounts counts) {
    this.database = database;
    this.counts = counts;
  }

  /**
   * Returns whether a push has the token of a channel that was genuine lately: then it is worth
   * asking the database, whatever else comes from its address.
   */
  public boolean isProven(@Nullable String channelId, @Nullable String token) {
    return proven.isOne(channelId, token);
  }

  /** Checks a push and, if it is genuine, counts it; the count is committed when this returns. */
  public PushOutcome receive(
      @Nullable String channelId,
      @Nullable String token,
      @Nullable String resourceId,
      @Nullable String resourceState) {
    ChannelRecord channel = find(channelId);
    byte[] expected = channel == null ? NO_CHANNEL : channel.getTokenHash();
    boolean tokenFits = MessageDigest.isEqual(expected, Sha256.of(orEmpty(token)));
    if (channel == null || !tokenFits || !resourceFits(channel, orEmpty(resourceId))) {
      return new Rejected();
    }
    proven.remember(orEmpty(channelId), expected);
    return switch (ChannelState.valueOf(channel.getState())) {
      case STOPPED, EXPIRED, FAILED -> new NoSignalNeeded();
      case REQUESTED ->
          "sync".equals(resourceState) ? new SyncMessage() : early(channel.getCalendarId());
      case ACTIVE, SUPERSEDED ->
          "sync".equals(resourceState) ? new SyncMessage() : counts.count(channel.getCalendarId());
    };
  }

  /**
   * Counts a push on a channel that is not active yet. Nobody is signalled: the pull that follows
   * the activation covers it, and should that never come, the relay finds the count.
   */
  private PushOutcome early(UUID calendarId) {
    counts.count(calendarId);
    return new NoSignalNeeded();
  }

  /** Records that the workflow was told of so many pushes; called after Temporal accepted it. */
  public void signalled(SignalNeeded signal) {
    database
        .update(CALENDAR_COUNTERS)
        .set(
            CALENDAR_COUNTERS.SIGNALLED_FOR,
            DSL.greatest(CALENDAR_COUNTERS.SIGNALLED_FOR, DSL.val(signal.requested())))
        .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(signal.calendarId()))
        .execute();
  }

  /** Records that no push is waiting any more, unless one came meanwhile. */
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
   * Compares the resource id. A channel that is only requested has none yet: it takes the id of the
   * first push that knows its token.
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
