package org.wardbell.activities.calendar.style;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_RESTYLE;
import static org.wardbell.activities.database.generated.Tables.EVENT_STYLE;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.CalendarRestyleRecord;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.calendar.CalendarState;
import org.wardbell.workflows.calendar.LinkState;

/**
 * The rows of calendars whose coming events are brought up to a new style. Events are marked to be
 * written, a few at a time; events that are over stay as they are.
 */
final class Restyling {
  /** Writes that may wait in a calendar before more are marked: a booking waits behind them. */
  static final int MOST_WAITING = 25;

  /** Events that are marked at once. */
  static final int CHUNK = 50;

  /** Calendars of a clinic that hear of a change in one transaction. */
  static final int SPREAD = 100;

  private static final List<String> HAS_EVENT =
      List.of(LinkState.WRITING.name(), LinkState.WRITTEN.name());

  private static final Condition COMING =
      LINK.STATE
          .in(HAS_EVENT)
          .and(APPOINTMENT.ENDS_AT.gt(DatabaseClock.now()))
          .and(
              APPOINTMENT.STATUS.notIn(
                  AppointmentStatus.CANCELLED.name(), AppointmentStatus.INCOMPLETE.name()));

  private Restyling() {}

  /** Locks a calendar's row, if there is one. */
  static void lock(DSLContext transaction, UUID calendar) {
    transaction
        .select(CALENDAR.ID)
        .from(CALENDAR)
        .where(CALENDAR.ID.eq(calendar))
        .forUpdate()
        .fetch();
  }

  /**
   * Begins with a calendar whose row the caller has locked. Sessions that know the former style
   * end: what they are still writing is looked at again.
   */
  static void begin(DSLContext transaction, UUID clinic, UUID calendar) {
    transaction
        .update(CALENDAR)
        .set(CALENDAR.EPOCH, CALENDAR.EPOCH.plus(1))
        .where(CALENDAR.ID.eq(calendar))
        .execute();
    transaction
        .insertInto(CALENDAR_RESTYLE)
        .set(CALENDAR_RESTYLE.CALENDAR_ID, calendar)
        .set(CALENDAR_RESTYLE.CLINIC_ID, clinic)
        .set(CALENDAR_RESTYLE.AFTER_EVENT, "")
        .set(CALENDAR_RESTYLE.LOOKED_AT, DatabaseClock.now())
        .onDuplicateKeyUpdate()
        .set(CALENDAR_RESTYLE.AFTER_EVENT, "")
        .setNull(CALENDAR_RESTYLE.EVENTS)
        .set(CALENDAR_RESTYLE.MARKED, 0)
        .execute();
  }

  /** Returns clinics whose calendars have not all heard of a change. */
  static List<UUID> spreading(DSLContext database, int limit) {
    return database
        .select(EVENT_STYLE.SCOPE_ID)
        .from(EVENT_STYLE)
        .where(EVENT_STYLE.SPREAD_AFTER.isNotNull())
        .limit(limit)
        .fetch(EVENT_STYLE.SCOPE_ID);
  }

  /** Lets the next calendars of a clinic begin, in one transaction. */
  static void spread(DSLContext database, UUID clinic) {
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          UUID after =
              transaction
                  .select(EVENT_STYLE.SPREAD_AFTER)
                  .from(EVENT_STYLE)
                  .where(EVENT_STYLE.SCOPE_ID.eq(clinic))
                  .fetchOne(EVENT_STYLE.SPREAD_AFTER);
          if (after == null) {
            return;
          }
          List<UUID> next =
              transaction
                  .select(CALENDAR.ID)
                  .from(CALENDAR)
                  .where(CALENDAR.CLINIC_ID.eq(clinic))
                  .and(CALENDAR.ID.gt(after))
                  .and(CALENDAR.STATE.ne(CalendarState.DISCONNECTED.name()))
                  .andNotExists(
                      DSL.selectOne().from(EVENT_STYLE).where(EVENT_STYLE.SCOPE_ID.eq(CALENDAR.ID)))
                  .orderBy(CALENDAR.ID)
                  .limit(SPREAD)
                  .forUpdate()
                  .fetch(CALENDAR.ID);
          next.forEach(calendar -> begin(transaction, clinic, calendar));
          transaction
              .update(EVENT_STYLE)
              .set(EVENT_STYLE.SPREAD_AFTER, next.size() < SPREAD ? null : next.getLast())
              .where(EVENT_STYLE.SCOPE_ID.eq(clinic))
              // A change that came meanwhile begins at the front again.
              .and(EVENT_STYLE.SPREAD_AFTER.eq(after))
              .execute();
        });
  }

  /** Returns calendars that are under way and can be written, the one that waited longest first. */
  static List<UUID> underWay(DSLContext database, int limit) {
    return database
        .select(CALENDAR_RESTYLE.CALENDAR_ID)
        .from(CALENDAR_RESTYLE)
        .join(CALENDAR)
        .on(CALENDAR.ID.eq(CALENDAR_RESTYLE.CALENDAR_ID))
        .where(CALENDAR.STATE.in(CalendarState.LIVE_NAMES))
        .orderBy(CALENDAR_RESTYLE.LOOKED_AT)
        .limit(limit)
        .fetch(CALENDAR_RESTYLE.CALENDAR_ID);
  }

  /**
   * Marks the next events of a calendar, in one transaction, unless enough of its writes wait.
   *
   * @return how many were marked
   */
  static int advance(DSLContext database, UUID calendar) {
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          lock(transaction, calendar);
          Optional<CalendarRestyleRecord> row =
              transaction
                  .selectFrom(CALENDAR_RESTYLE)
                  .where(CALENDAR_RESTYLE.CALENDAR_ID.eq(calendar))
                  .fetchOptional();
          if (row.isEmpty()) {
            return 0;
          }
          int waiting = waiting(transaction, calendar);
          return waiting >= MOST_WAITING
              ? looked(transaction, row.get())
              : mark(transaction, row.get(), waiting);
        });
  }

  private static int waiting(DSLContext transaction, UUID calendar) {
    return transaction.fetchCount(
        DSL.selectOne()
            .from(LINK)
            .where(LINK.CALENDAR_ID.eq(calendar))
            .and(LINK.DUE_AT.le(DatabaseClock.now()))
            .limit(MOST_WAITING));
  }

  private static int looked(DSLContext transaction, CalendarRestyleRecord row) {
    transaction
        .update(CALENDAR_RESTYLE)
        .set(CALENDAR_RESTYLE.LOOKED_AT, DatabaseClock.now())
        .where(CALENDAR_RESTYLE.CALENDAR_ID.eq(row.getCalendarId()))
        .execute();
    return 0;
  }

  private static int mark(DSLContext transaction, CalendarRestyleRecord row, int waiting) {
    UUID calendar = row.getCalendarId();
    Result<Record2<String, UUID>> next =
        transaction
            .select(LINK.GOOGLE_EVENT_ID, LINK.APPOINTMENT_ID)
            .from(LINK)
            .join(APPOINTMENT)
            .on(APPOINTMENT.ID.eq(LINK.APPOINTMENT_ID))
            .where(LINK.CALENDAR_ID.eq(calendar))
            .and(LINK.GOOGLE_EVENT_ID.gt(row.getAfterEvent()))
            .and(COMING)
            .orderBy(LINK.GOOGLE_EVENT_ID)
            .limit(CHUNK)
            .fetch();
    if (next.isEmpty()) {
      if (waiting == 0) {
        transaction
            .deleteFrom(CALENDAR_RESTYLE)
            .where(CALENDAR_RESTYLE.CALENDAR_ID.eq(calendar))
            .execute();
      }
      return waiting == 0 ? 0 : looked(transaction, row);
    }
    transaction
        .update(LINK)
        .set(LINK.DUE_AT, DatabaseClock.now())
        .where(LINK.CALENDAR_ID.eq(calendar))
        .and(LINK.APPOINTMENT_ID.in(next.getValues(LINK.APPOINTMENT_ID)))
        .and(LINK.DUE_AT.isNull())
        .execute();
    Integer known = row.getEvents();
    transaction
        .update(CALENDAR_RESTYLE)
        .set(CALENDAR_RESTYLE.AFTER_EVENT, next.getLast().value1())
        .set(CALENDAR_RESTYLE.EVENTS, known == null ? coming(transaction, calendar) : known)
        .set(CALENDAR_RESTYLE.MARKED, CALENDAR_RESTYLE.MARKED.plus(next.size()))
        .set(CALENDAR_RESTYLE.LOOKED_AT, DatabaseClock.now())
        .where(CALENDAR_RESTYLE.CALENDAR_ID.eq(calendar))
        .execute();
    return next.size();
  }

  /** Counts, without a lock, and for people only. */
  private static int coming(DSLContext database, UUID calendar) {
    return database.fetchCount(
        DSL.selectOne()
            .from(LINK)
            .join(APPOINTMENT)
            .on(APPOINTMENT.ID.eq(LINK.APPOINTMENT_ID))
            .where(LINK.CALENDAR_ID.eq(calendar))
            .and(COMING));
  }
}
