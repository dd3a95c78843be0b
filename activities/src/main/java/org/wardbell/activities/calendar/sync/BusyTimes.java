package org.wardbell.activities.calendar.sync;

import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * The store of a doctor's other events: the times that they take, and for which appointment they
 * were made. It works in a session's transaction; a page is two statements.
 */
final class BusyTimes {
  /** Older appointments are not changed any more. */
  private static final Duration PAST = Duration.ofDays(30);

  /** A year of appointments, and some weeks more. */
  private static final Duration FUTURE = Duration.ofDays(400);

  /** Rows of one transaction, which holds the calendar's lock. */
  private static final int SWEPT_AT_ONCE = 500;

  private BusyTimes() {}

  /**
   * Returns the time around a moment in which events count. Google's changes are not bound to it:
   * whoever touches a series without an end is sent its instances of decades.
   */
  static TimeSlot window(Instant now) {
    return new TimeSlot(now.minus(PAST), now.plus(FUTURE));
  }

  private static boolean touches(TimeSlot window, TimeSlot time) {
    return time.start().isBefore(window.end()) && window.start().isBefore(time.end());
  }

  /** A row's time, and whether the event takes it. */
  private record Kept(TimeSlot time, boolean taken) {}

  /** Stands for the time of a day that is shown as free; no event that takes time has it. */
  private static final TimeSlot NO_TIME = new TimeSlot(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));

  /**
   * Applies a page: keeps each event that takes time in the window around now, or that may be an
   * appointment's at a new place; forgets each other one. Of an event that the page shows twice,
   * the last one counts.
   *
   * @param owners appointments of whose own events these are copies, by the events' ids
   */
  static void keep(
      DSLContext transaction,
      SyncSession session,
      List<RemoteEvent> events,
      Map<String, UUID> owners) {
    TimeSlot window = window(Instant.now());
    Map<String, Kept> kept = new LinkedHashMap<>();
    List<String> forgotten = new ArrayList<>();
    for (RemoteEvent event : events) {
      TimeSlot busy = event.busy();
      kept.remove(event.id());
      if (busy != null && touches(window, busy)) {
        kept.put(event.id(), new Kept(busy, true));
      } else if (owners.containsKey(event.id()) && isOne(event, window)) {
        TimeSlot time = event.slot();
        kept.put(event.id(), new Kept(time == null ? NO_TIME : time, false));
      } else {
        forgotten.add(event.id());
      }
    }
    forget(transaction, session, forgotten);
    insert(transaction, session, kept, owners);
  }

  /** Returns whether this is no series' instance far away, of which there may be decades. */
  private static boolean isOne(RemoteEvent event, TimeSlot window) {
    TimeSlot time = event.slot();
    return event.origin().seriesId() == null || (time != null && touches(window, time));
  }

  /** Records that events which cannot be read are there: the times that they took last stay. */
  static void seen(DSLContext transaction, SyncSession session, Collection<String> eventIds) {
    transaction
        .update(BUSY_TIME)
        .set(BUSY_TIME.SEEN_EPOCH, session.epoch())
        .where(BUSY_TIME.CALENDAR_ID.eq(session.calendarId()))
        .and(BUSY_TIME.GOOGLE_EVENT_ID.in(eventIds))
        .execute();
  }

  /**
   * Deletes some of the times that a complete full sync did not see.
   *
   * @return whether there may be more
   */
  static boolean sweep(DSLContext transaction, SyncSession session) {
    return transaction
            .deleteFrom(BUSY_TIME)
            .where(BUSY_TIME.CALENDAR_ID.eq(session.calendarId()))
            .and(BUSY_TIME.SEEN_EPOCH.ne(session.epoch()))
            .limit(SWEPT_AT_ONCE)
            .execute()
        == SWEPT_AT_ONCE;
  }

  private static void insert(
      DSLContext transaction,
      SyncSession session,
      Map<String, Kept> times,
      Map<String, UUID> owners) {
    if (times.isEmpty()) {
      return;
    }
    var insert =
        transaction.insertInto(
            BUSY_TIME,
            BUSY_TIME.CALENDAR_ID,
            BUSY_TIME.GOOGLE_EVENT_ID,
            BUSY_TIME.CLINIC_ID,
            BUSY_TIME.DOCTOR_ID,
            BUSY_TIME.STARTS_AT,
            BUSY_TIME.ENDS_AT,
            BUSY_TIME.SEEN_EPOCH,
            BUSY_TIME.APPOINTMENT_ID,
            BUSY_TIME.TAKEN,
            BUSY_TIME.ADDED_AT);
    for (Map.Entry<String, Kept> time : times.entrySet()) {
      insert =
          insert.values(
              DSL.val(session.calendarId(), BUSY_TIME.CALENDAR_ID),
              DSL.val(time.getKey()),
              DSL.val(session.clinicId(), BUSY_TIME.CLINIC_ID),
              DSL.val(session.doctorId(), BUSY_TIME.DOCTOR_ID),
              DSL.val(time.getValue().time().start(), BUSY_TIME.STARTS_AT),
              DSL.val(time.getValue().time().end(), BUSY_TIME.ENDS_AT),
              DSL.val(session.epoch()),
              DSL.val(owners.get(time.getKey()), BUSY_TIME.APPOINTMENT_ID),
              DSL.val(time.getValue().taken()),
              DatabaseClock.now());
    }
    insert
        .onDuplicateKeyUpdate()
        .set(BUSY_TIME.STARTS_AT, DSL.excluded(BUSY_TIME.STARTS_AT))
        .set(BUSY_TIME.ENDS_AT, DSL.excluded(BUSY_TIME.ENDS_AT))
        .set(BUSY_TIME.SEEN_EPOCH, DSL.excluded(BUSY_TIME.SEEN_EPOCH))
        .set(BUSY_TIME.APPOINTMENT_ID, DSL.excluded(BUSY_TIME.APPOINTMENT_ID))
        .set(BUSY_TIME.TAKEN, DSL.excluded(BUSY_TIME.TAKEN))
        .execute();
  }

  private static void forget(DSLContext transaction, SyncSession session, List<String> eventIds) {
    if (eventIds.isEmpty()) {
      return;
    }
    transaction
        .deleteFrom(BUSY_TIME)
        .where(BUSY_TIME.CALENDAR_ID.eq(session.calendarId()))
        .and(BUSY_TIME.GOOGLE_EVENT_ID.in(eventIds))
        .execute();
  }
}
