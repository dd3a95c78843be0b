package org.wardbell.activities.calendar.link;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.MergeDecision;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.DerivedEventId;
import org.wardbell.workflows.calendar.LinkState;

/**
 * The store of links: the known state of an appointment's event in a calendar. Changes belong to a
 * session's transaction.
 */
public final class LinkStore {
  /** Google keeps a deleted event in the bin for 30 days. */
  private static final Duration BIN = Duration.ofDays(30);

  private static final List<String> OPEN_APPOINTMENTS =
      Arrays.stream(AppointmentStatus.values())
          .filter(AppointmentStatus::isOpen)
          .map(AppointmentStatus::name)
          .toList();

  private LinkStore() {}

  /** Returns links by the id that their event has. */
  public static Map<String, LinkRecord> byEvent(
      DSLContext transaction, UUID calendarId, Collection<String> eventIds) {
    return by(LINK.GOOGLE_EVENT_ID, transaction, calendarId, eventIds);
  }

  /** Returns links by the id that their event had before. */
  public static Map<String, LinkRecord> byFormerEvent(
      DSLContext transaction, UUID calendarId, Collection<String> eventIds) {
    return by(LINK.FORMER_EVENT_ID, transaction, calendarId, eventIds);
  }

  private static Map<String, LinkRecord> by(
      Field<String> id, DSLContext transaction, UUID calendarId, Collection<String> eventIds) {
    return transaction
        .selectFrom(LINK)
        .where(LINK.CALENDAR_ID.eq(calendarId))
        .and(id.in(eventIds))
        .fetchMap(id);
  }

  /** Locks a link; its appointment's lock comes first. */
  public static LinkRecord lock(DSLContext transaction, UUID calendarId, UUID appointmentId) {
    return transaction
        .selectFrom(LINK)
        .where(key(calendarId, appointmentId))
        .forUpdate()
        .fetchSingle();
  }

  /** Locks a link likewise; empty if its event has gone to another calendar. */
  public static Optional<LinkRecord> tryLock(
      DSLContext transaction, UUID calendarId, UUID appointmentId) {
    return transaction
        .selectFrom(LINK)
        .where(key(calendarId, appointmentId))
        .forUpdate()
        .fetchOptional();
  }

  /** Returns appointments whose event is not as it should be, oldest first. */
  public static List<UUID> due(DSLContext database, UUID calendarId, int limit) {
    return database
        .select(LINK.APPOINTMENT_ID)
        .from(LINK)
        .where(LINK.CALENDAR_ID.eq(calendarId))
        .and(LINK.DUE_AT.le(DatabaseClock.now()))
        .orderBy(LINK.DUE_AT)
        .limit(limit)
        .fetch(LINK.APPOINTMENT_ID);
  }

  /** Returns events of open appointments that a full sync did not show. */
  public static List<String> unseen(DSLContext database, UUID calendarId, int epoch, int limit) {
    return database
        .select(LINK.GOOGLE_EVENT_ID)
        .from(LINK)
        .join(APPOINTMENT)
        .on(APPOINTMENT.ID.eq(LINK.APPOINTMENT_ID))
        .where(LINK.CALENDAR_ID.eq(calendarId))
        .and(LINK.STATE.eq(LinkState.WRITTEN.name()))
        .and(LINK.SEEN_EPOCH.ne(epoch))
        .and(APPOINTMENT.STATUS.in(OPEN_APPOINTMENTS))
        .limit(limit)
        .fetch(LINK.GOOGLE_EVENT_ID);
  }

  /** Records that a full sync has shown these events. */
  public static void seen(
      DSLContext transaction, UUID calendarId, int epoch, Collection<String> eventIds) {
    transaction
        .update(LINK)
        .set(LINK.SEEN_EPOCH, epoch)
        .where(LINK.CALENDAR_ID.eq(calendarId))
        .and(LINK.GOOGLE_EVENT_ID.in(eventIds))
        .execute();
  }

  /** Records that the event is gone and does not come back by itself. */
  public static void gone(DSLContext transaction, LinkRecord link, LinkState state, int version) {
    forgotten(settled(transaction, link, state, null, version))
        .setNull(LINK.DELETED_AT)
        .where(key(link))
        .execute();
  }

  /** Records that there is no event, as it should be; the doctor may still bring it back. */
  public static void absent(DSLContext transaction, LinkRecord link, int version) {
    LinkState state = LinkState.valueOf(link.getState());
    forgotten(settled(transaction, link, state, null, version)).where(key(link)).execute();
  }

  /** Records that the doctor deleted the event; they may take it out of the bin. */
  public static void deleted(
      DSLContext transaction, LinkRecord link, LinkState state, int version) {
    forgotten(settled(transaction, link, state, null, version))
        .set(LINK.DELETED_AT, DatabaseClock.now())
        .where(key(link))
        .execute();
  }

  private static UpdateSetMoreStep<LinkRecord> forgotten(UpdateSetMoreStep<LinkRecord> update) {
    return update
        .setNull(LINK.STARTS_AT)
        .setNull(LINK.ENDS_AT)
        .setNull(LINK.CONTENT_HASH)
        .setNull(LINK.CONTENT_CIPHERTEXT)
        .setNull(LINK.KEY_ID)
        .setNull(LINK.LAST_ERROR)
        .setNull(LINK.CONFERENCE)
        .setNull(LINK.CONFERENCE_AT)
        .setNull(LINK.SERIES_ID)
        .setNull(LINK.ORIGINAL_STARTS_AT);
  }

  /** Returns an update after which nothing is under way; it stays due if more is wanted. */
  static UpdateSetMoreStep<LinkRecord> settled(
      DSLContext transaction,
      LinkRecord link,
      LinkState state,
      @Nullable String etag,
      int version) {
    return transaction
        .update(LINK)
        .set(LINK.STATE, state.name())
        .set(LINK.ETAG, etag)
        .set(LINK.VERSION, version)
        .set(
            LINK.DUE_AT,
            DSL.when(
                    LINK.WANTED_VERSION.gt(version), DSL.coalesce(LINK.DUE_AT, DatabaseClock.now()))
                .otherwise(LINK.CONFERENCE_AT))
        .set(LINK.FAILURES, 0)
        .set(
            LINK.TELL_GUESTS,
            DSL.when(LINK.WANTED_VERSION.gt(version), LINK.TELL_GUESTS).otherwise(false))
        // That there is no meeting stays true whatever else was written.
        .set(
            LINK.LAST_ERROR,
            DSL.when(LINK.CONFERENCE.eq(LinkConferences.State.FAILED.name()), LINK.LAST_ERROR))
        .setNull(LINK.MISSING_SINCE)
        .setNull(LINK.REVERT_REASON)
        .setNull(LINK.REQUESTED_STARTS_AT)
        .setNull(LINK.REQUESTED_ENDS_AT);
  }

  /** Returns whether the doctor deleted the event so lately that the bin may still have it. */
  public static boolean isInBin(DSLContext transaction, LinkRecord link) {
    return transaction.fetchExists(
        LINK, key(link).and(LINK.DELETED_AT.gt(DatabaseClock.after(BIN.negated()))));
  }

  /** Records an event's etag; nothing else in it is new. */
  public static void etag(DSLContext transaction, LinkRecord link, @Nullable String etag) {
    transaction.update(LINK).set(LINK.ETAG, etag).where(key(link)).execute();
  }

  /**
   * Marks the event to be written, or deleted, so that a change of the doctor's is put back; the
   * etag keeps that this very change was answered.
   *
   * @param requested the time that the doctor chose, or null if no appointment can have it
   */
  public static void revert(
      DSLContext transaction,
      LinkRecord link,
      @Nullable String etag,
      @Nullable TimeSlot requested,
      MergeDecision.Reason reason) {
    LinkState state = LinkState.valueOf(link.getState());
    transaction
        .update(LINK)
        .set(
            LINK.STATE, (state == LinkState.WRITING ? LinkState.WRITING : LinkState.WRITTEN).name())
        .set(LINK.ETAG, etag)
        .set(LINK.VERSION, 0)
        .set(LINK.DUE_AT, DatabaseClock.now())
        .set(LINK.REVERT_REASON, reason.name())
        .set(LINK.REQUESTED_STARTS_AT, requested == null ? null : requested.start())
        .set(LINK.REQUESTED_ENDS_AT, requested == null ? null : requested.end())
        .where(key(link))
        .execute();
  }

  /** Returns the time that a change asked for which is to be put back; null if it was none. */
  public static @Nullable TimeSlot requested(LinkRecord link) {
    return link.getRequestedStartsAt() == null || link.getRequestedEndsAt() == null
        ? null
        : new TimeSlot(link.getRequestedStartsAt(), link.getRequestedEndsAt());
  }

  /** Keeps the iCalendar id that Google gave the event. */
  public static void icalUid(DSLContext transaction, LinkRecord link, @Nullable String icalUid) {
    transaction.update(LINK).set(LINK.ICAL_UID, icalUid).where(key(link)).execute();
  }

  /** Records that no insert got through: the event does not exist. */
  public static void notInserted(DSLContext transaction, LinkRecord link) {
    transaction.update(LINK).set(LINK.STATE, LinkState.WANTED.name()).where(key(link)).execute();
  }

  /** Gives the event a new id, because its own is burnt; the former one is remembered. */
  public static void renew(DSLContext transaction, LinkRecord link) {
    int generation = link.getGeneration() + 1;
    forgotten(
            transaction
                .update(LINK)
                .set(LINK.FORMER_EVENT_ID, link.getGoogleEventId())
                .set(LINK.GENERATION, generation)
                .set(
                    LINK.GOOGLE_EVENT_ID,
                    DerivedEventId.of(link.getAppointmentId(), link.getCalendarId(), generation))
                .set(LINK.STATE, LinkState.WANTED.name())
                .setNull(LINK.ETAG))
        .where(key(link))
        .execute();
  }

  /** Records that an event under a former id is back, or was taken away again. */
  public static void formerRestored(DSLContext transaction, LinkRecord link, boolean restored) {
    UpdateSetMoreStep<LinkRecord> update =
        transaction.update(LINK).set(LINK.FORMER_RESTORED, restored);
    (restored ? update.set(LINK.DUE_AT, DatabaseClock.now()) : update).where(key(link)).execute();
  }

  /**
   * Records that Google refused a write.
   *
   * @param again when to try it again, or null if only another change can help
   */
  public static void refused(
      DSLContext transaction, LinkRecord link, String code, @Nullable Duration again) {
    transaction
        .update(LINK)
        .set(LINK.LAST_ERROR, code)
        .set(LINK.FAILURES, LINK.FAILURES.plus(1))
        .set(LINK.DUE_AT, again == null ? LINK.CONFERENCE_AT : DatabaseClock.after(again))
        .where(key(link))
        .execute();
  }

  /** Puts a write off. */
  public static void later(
      DSLContext transaction, UUID calendarId, UUID appointmentId, Duration wait) {
    transaction
        .update(LINK)
        .set(LINK.DUE_AT, DatabaseClock.after(wait))
        .where(key(calendarId, appointmentId))
        .and(LINK.DUE_AT.isNotNull())
        .execute();
  }

  static Condition key(LinkRecord link) {
    return key(link.getCalendarId(), link.getAppointmentId());
  }

  private static Condition key(UUID calendarId, UUID appointmentId) {
    return LINK.CALENDAR_ID.eq(calendarId).and(LINK.APPOINTMENT_ID.eq(appointmentId));
  }
}
