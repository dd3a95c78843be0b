package org.wardbell.activities.calendar.channel;

import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.sync.SyncSession;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;

/**
 * Keeps channels: a row before Google is asked, one active per calendar, the others to be stopped.
 */
public final class ChannelStore {
  /** Well under Google's 256 characters, and not to be guessed. */
  private static final int TOKEN_BYTES = 32;

  /** Stopping is given up after this; the channel then ends by itself. */
  private static final int STOP_ATTEMPTS = 5;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final DSLContext database;

  public ChannelStore(DSLContext database) {
    this.database = database;
  }

  /** A channel that is about to be asked for. The token is nowhere else. */
  public record Requested(UUID id, String token) {
    @Override
    public String toString() {
      return "Requested[" + id + "]";
    }
  }

  /** A channel that is to be stopped. */
  public record ToStop(UUID id, @Nullable String resourceId) {}

  /**
   * Inside a session's transaction: a new row; what an interrupted attempt left is to be stopped.
   */
  public Requested request(DSLContext transaction, SyncSession session) {
    transaction
        .update(CHANNEL)
        .set(CHANNEL.STATE, ChannelState.SUPERSEDED.name())
        .where(CHANNEL.CALENDAR_ID.eq(session.calendarId()))
        .and(CHANNEL.STATE.eq(ChannelState.REQUESTED.name()))
        .execute();
    byte[] random = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    UUID id = Ids.next();
    transaction
        .insertInto(CHANNEL)
        .set(CHANNEL.ID, id)
        .set(CHANNEL.CLINIC_ID, session.clinicId())
        .set(CHANNEL.CALENDAR_ID, session.calendarId())
        .set(CHANNEL.TOKEN_HASH, hash(token))
        .set(CHANNEL.STATE, ChannelState.REQUESTED.name())
        .set(CHANNEL.CREATED_AT, DatabaseClock.now())
        .execute();
    return new Requested(id, token);
  }

  /**
   * Inside a session's transaction: the new channel takes over. Counts as a push, because what
   * changed before it opened was pushed to nobody.
   */
  public void activate(
      DSLContext transaction,
      SyncSession session,
      UUID id,
      String resourceId,
      @Nullable Instant expiresAt,
      Duration asked) {
    transaction
        .update(CHANNEL)
        .set(CHANNEL.STATE, ChannelState.SUPERSEDED.name())
        .set(CHANNEL.RESOURCE_ID, DSL.coalesce(CHANNEL.RESOURCE_ID, DSL.val(resourceId)))
        .where(CHANNEL.CALENDAR_ID.eq(session.calendarId()))
        .and(CHANNEL.STATE.in(ChannelState.ACTIVE.name(), ChannelState.SUPERSEDED.name()))
        .execute();
    transaction
        .update(CHANNEL)
        .set(CHANNEL.STATE, ChannelState.ACTIVE.name())
        .set(CHANNEL.RESOURCE_ID, resourceId)
        .set(CHANNEL.ACTIVATED_AT, DatabaseClock.now())
        .set(
            CHANNEL.EXPIRES_AT,
            expiresAt == null ? DatabaseClock.after(asked) : DSL.val(expiresAt, CHANNEL.EXPIRES_AT))
        .where(CHANNEL.ID.eq(id))
        .execute();
    transaction
        .update(CALENDAR_COUNTERS)
        .set(CALENDAR_COUNTERS.REQUESTED, CALENDAR_COUNTERS.REQUESTED.plus(1))
        .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(session.calendarId()))
        .execute();
  }

  /** The channel was refused, or nobody knows: then it is to be stopped should it exist. */
  void failed(UUID id, boolean mayExist) {
    database
        .update(CHANNEL)
        .set(CHANNEL.STATE, mayExist ? ChannelState.SUPERSEDED.name() : ChannelState.FAILED.name())
        .where(CHANNEL.ID.eq(id))
        .and(CHANNEL.STATE.eq(ChannelState.REQUESTED.name()))
        .execute();
  }

  /** Channels of a calendar that are to be stopped now. */
  public List<ToStop> superseded(UUID calendarId) {
    return toStop(calendarId, List.of(ChannelState.SUPERSEDED));
  }

  /** Every channel that Google may still push on. */
  public List<ToStop> open(UUID calendarId) {
    return toStop(
        calendarId, List.of(ChannelState.REQUESTED, ChannelState.ACTIVE, ChannelState.SUPERSEDED));
  }

  private List<ToStop> toStop(UUID calendarId, List<ChannelState> states) {
    return database
        .select(CHANNEL.ID, CHANNEL.RESOURCE_ID)
        .from(CHANNEL)
        .where(CHANNEL.CALENDAR_ID.eq(calendarId))
        .and(CHANNEL.STATE.in(states.stream().map(ChannelState::name).toList()))
        .fetch(row -> new ToStop(row.value1(), row.value2()));
  }

  /** It is stopped, or gone. */
  void stopped(UUID id) {
    close(id, ChannelState.STOPPED);
  }

  /** It could not be stopped: try a few times, then let it run out. */
  void stopFailed(UUID id) {
    database
        .update(CHANNEL)
        .set(CHANNEL.STOP_ATTEMPTS, CHANNEL.STOP_ATTEMPTS.plus(1))
        .where(CHANNEL.ID.eq(id))
        .execute();
    database
        .update(CHANNEL)
        .set(CHANNEL.STATE, ChannelState.EXPIRED.name())
        .where(CHANNEL.ID.eq(id))
        .and(CHANNEL.STOP_ATTEMPTS.ge(STOP_ATTEMPTS))
        .execute();
  }

  /** Nothing more can be done about it. */
  public void abandoned(UUID id) {
    close(id, ChannelState.EXPIRED);
  }

  private void close(UUID id, ChannelState state) {
    database.update(CHANNEL).set(CHANNEL.STATE, state.name()).where(CHANNEL.ID.eq(id)).execute();
  }

  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
