package org.wardbell.activities.calendar.sync;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.LinkState;

/**
 * The store of links: the known state of an appointment's event in a calendar. Changes belong to a
 * session's transaction.
 */
final class LinkStore {
  private static final List<String> OPEN_APPOINTMENTS =
      Arrays.stream(AppointmentStatus.values())
          .filter(AppointmentStatus::isOpen)
          .map(AppointmentStatus::name)
          .toList();

  private LinkStore() {}

  /** Returns links by event id, in the order in which their appointments are to be locked. */
  static Map<String, LinkRecord> byEvent(
      DSLContext transaction, UUID calendarId, Collection<String> eventIds) {
    return transaction
        .selectFrom(LINK)
        .where(LINK.CALENDAR_ID.eq(calendarId))
        .and(LINK.GOOGLE_EVENT_ID.in(eventIds))
        .orderBy(LINK.APPOINTMENT_ID)
        .fetchMap(LINK.GOOGLE_EVENT_ID);
  }

  /** Locks a link; its appointment's lock comes first. */
  static LinkRecord lock(DSLContext transaction, UUID calendarId, UUID appointmentId) {
    return transaction
        .selectFrom(LINK)
        .where(key(calendarId, appointmentId))
        .forUpdate()
        .fetchSingle();
  }

  /** Returns appointments whose event is not as it should be, oldest first. */
  static List<UUID> due(DSLContext database, UUID calendarId, int limit) {
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
  static List<String> unseen(DSLContext database, SyncSession session, int limit) {
    return database
        .select(LINK.GOOGLE_EVENT_ID)
        .from(LINK)
        .join(APPOINTMENT)
        .on(APPOINTMENT.ID.eq(LINK.APPOINTMENT_ID))
        .where(LINK.CALENDAR_ID.eq(session.calendarId()))
        .and(LINK.STATE.eq(LinkState.WRITTEN.name()))
        .and(LINK.SEEN_EPOCH.ne(session.epoch()))
        .and(APPOINTMENT.STATUS.in(OPEN_APPOINTMENTS))
        .limit(limit)
        .fetch(LINK.GOOGLE_EVENT_ID);
  }

  /** Records that a full sync has shown these events. */
  static void seen(DSLContext transaction, SyncSession session, Collection<String> eventIds) {
    transaction
        .update(LINK)
        .set(LINK.SEEN_EPOCH, session.epoch())
        .where(LINK.CALENDAR_ID.eq(session.calendarId()))
        .and(LINK.GOOGLE_EVENT_ID.in(eventIds))
        .execute();
  }

  /** Records that both sides agree on a time; the event now shows this version. */
  static void agreed(
      DSLContext transaction, LinkRecord link, TimeSlot slot, @Nullable String etag, int version) {
    write(transaction, link, LinkState.WRITTEN, etag, version, slot);
  }

  /** Records that the event is gone and does not come back by itself. */
  static void gone(DSLContext transaction, LinkRecord link, LinkState state, int version) {
    write(transaction, link, state, null, version, null);
  }

  private static void write(
      DSLContext transaction,
      LinkRecord link,
      LinkState state,
      @Nullable String etag,
      int version,
      @Nullable TimeSlot slot) {
    transaction
        .update(LINK)
        .set(LINK.STATE, state.name())
        .set(LINK.ETAG, etag)
        .set(LINK.VERSION, version)
        .set(LINK.STARTS_AT, slot == null ? null : slot.start())
        .set(LINK.ENDS_AT, slot == null ? null : slot.end())
        .set(LINK.CONTENT_HASH, slot == null ? null : ContentHash.of(slot))
        .set(LINK.DUE_AT, DSL.when(LINK.WANTED_VERSION.gt(version), LINK.DUE_AT))
        .set(LINK.FAILURES, 0)
        .setNull(LINK.LAST_ERROR)
        .where(key(link))
        .execute();
  }

  /** Records an event's etag; nothing else in it is new. */
  static void etag(DSLContext transaction, LinkRecord link, @Nullable String etag) {
    transaction.update(LINK).set(LINK.ETAG, etag).where(key(link)).execute();
  }

  /** Marks the event to be written again; the etag keeps that this very change was answered. */
  static void rewrite(DSLContext transaction, LinkRecord link, @Nullable String etag) {
    transaction
        .update(LINK)
        .set(LINK.ETAG, etag)
        .set(LINK.VERSION, 0)
        .set(LINK.DUE_AT, DatabaseClock.now())
        .where(key(link))
        .execute();
  }

  /** Records that a write is about to begin; from here on the event may exist. */
  static void writing(DSLContext transaction, LinkRecord link, TimeSlot slot) {
    transaction
        .update(LINK)
        .set(LINK.STATE, LinkState.WRITING.name())
        .set(LINK.CONTENT_HASH, ContentHash.of(slot))
        .where(key(link))
        .execute();
  }

  /** Keeps the iCalendar id that Google gave the event. */
  static void icalUid(DSLContext transaction, LinkRecord link, @Nullable String icalUid) {
    transaction.update(LINK).set(LINK.ICAL_UID, icalUid).where(key(link)).execute();
  }

  /**
   * Records that Google refused a write for good: the event stays until the appointment changes.
   */
  static void refused(DSLContext transaction, LinkRecord link, String code) {
    transaction
        .update(LINK)
        .set(LINK.STATE, link.getState())
        .set(LINK.LAST_ERROR, code)
        .set(LINK.FAILURES, LINK.FAILURES.plus(1))
        .setNull(LINK.DUE_AT)
        .where(key(link))
        .execute();
  }

  /** Takes back the beginning of a write, because the event turned out to be deleted. */
  static void written(DSLContext transaction, LinkRecord link) {
    transaction
        .update(LINK)
        .set(LINK.STATE, LinkState.WRITTEN.name())
        .setNull(LINK.DUE_AT)
        .where(key(link))
        .execute();
  }

  private static Condition key(LinkRecord link) {
    return key(link.getCalendarId(), link.getAppointmentId());
  }

  private static Condition key(UUID calendarId, UUID appointmentId) {
    return LINK.CALENDAR_ID.eq(calendarId).and(LINK.APPOINTMENT_ID.eq(appointmentId));
  }
}
