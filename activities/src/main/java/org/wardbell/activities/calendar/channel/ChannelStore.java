package org.wardbell.activities.calendar.channel;

import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;

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
import org.wardbell.activities.crypto.Sha256;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;

/**
 * The store of channels. A row is committed before Google is asked; one channel of a calendar is
 * active, the others are to be stopped.
 */
final class ChannelStore {
  /** Far below Google's limit of 256 characters, and impossible to guess. */
  private static final int TOKEN_BYTES = 32;

  /** Attempts to stop a channel; after that many it is left to expire. */
  private static final int STOP_ATTEMPTS = 5;

  /** The share of its life after which a channel that was not renewed is a trouble. */
  private static final double ENDING_AT = 0.9;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final DSLContext database;

  ChannelStore(DSLContext database) {
    this.database = database;
  }

  /** A channel that Google is about to be asked for. Its token is kept nowhere else. */
  record Requested(UUID id, String token) {
    @Override
    public String toString() {
      return "Requested[" + id + "]";
    }
  }

  /** A channel that is to be stopped. */
  record ToStop(UUID id, @Nullable String resourceId) {}

  /**
   * Inserts a new channel, in a session's transaction; one that an interrupted attempt left is to
   * be stopped.
   */
  Requested request(DSLContext transaction, SyncSession session) {
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
        .set(CHANNEL.TOKEN_HASH, Sha256.of(token))
        .set(CHANNEL.STATE, ChannelState.REQUESTED.name())
        .set(CHANNEL.CREATED_AT, DatabaseClock.now())
        .execute();
    return new Requested(id, token);
  }

  /**
   * Makes the new channel the active one, in a session's transaction. This counts as a push,
   * because the changes before it opened were not pushed.
   */
  void activate(
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
    Instant now = DatabaseClock.read(transaction);
    Instant end = expiresAt == null ? now.plus(asked) : expiresAt;
    long life = Math.max(0, Duration.between(now, end).toMillis());
    transaction
        .update(CHANNEL)
        .set(CHANNEL.STATE, ChannelState.ACTIVE.name())
        .set(CHANNEL.RESOURCE_ID, resourceId)
        .set(CHANNEL.ACTIVATED_AT, now)
        .set(CHANNEL.EXPIRES_AT, end)
        .set(CHANNEL.ENDING_AT, now.plusMillis((long) (life * ENDING_AT)))
        .where(CHANNEL.ID.eq(id))
        .execute();
    transaction
        .update(CALENDAR_COUNTERS)
        .set(CALENDAR_COUNTERS.REQUESTED, CALENDAR_COUNTERS.REQUESTED.plus(1))
        .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(session.calendarId()))
        .execute();
  }

  /** Records that a channel was refused; one that may exist all the same is to be stopped. */
  void failed(UUID id, boolean mayExist) {
    database
        .update(CHANNEL)
        .set(CHANNEL.STATE, mayExist ? ChannelState.SUPERSEDED.name() : ChannelState.FAILED.name())
        .where(CHANNEL.ID.eq(id))
        .and(CHANNEL.STATE.eq(ChannelState.REQUESTED.name()))
        .execute();
  }

  /** Returns the channels of a calendar that are to be stopped now. */
  List<ToStop> superseded(UUID calendarId) {
    return toStop(calendarId, List.of(ChannelState.SUPERSEDED));
  }

  /** Returns every channel on which Google may still push. */
  List<ToStop> open(UUID calendarId) {
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

  /** Records that a channel is stopped, or gone. */
  void stopped(UUID id) {
    close(id, ChannelState.STOPPED);
  }

  /** Records that a channel could not be stopped; after a few times it is left to expire. */
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

  /** Records that a channel cannot be stopped and is left to expire. */
  void abandoned(UUID id) {
    close(id, ChannelState.EXPIRED);
  }

  private void close(UUID id, ChannelState state) {
    database.update(CHANNEL).set(CHANNEL.STATE, state.name()).where(CHANNEL.ID.eq(id)).execute();
  }
}
