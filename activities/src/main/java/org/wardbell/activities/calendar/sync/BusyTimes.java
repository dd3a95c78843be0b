package org.wardbell.activities.calendar.sync;

import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;

import java.util.List;
import org.jooq.DSLContext;
import org.wardbell.activities.calendar.google.RemoteEvent;
import org.wardbell.workflows.appointment.TimeSlot;

/** The store of times that a doctor's other events take. It works in a session's transaction. */
final class BusyTimes {
  private BusyTimes() {}

  /** Applies a page: keeps each event that takes time, forgets each that no longer does. */
  static void keep(DSLContext transaction, SyncSession session, List<RemoteEvent> events) {
    for (RemoteEvent event : events) {
      TimeSlot busy = event.busy();
      if (busy == null) {
        forget(transaction, session, event.id());
      } else {
        keep(transaction, session, event.id(), busy);
      }
    }
  }

  /** Deletes the times that a complete full sync did not see. */
  static void sweep(DSLContext transaction, SyncSession session) {
    transaction
        .deleteFrom(BUSY_TIME)
        .where(BUSY_TIME.CALENDAR_ID.eq(session.calendarId()))
        .and(BUSY_TIME.SEEN_EPOCH.ne(session.epoch()))
        .execute();
  }

  private static void keep(
      DSLContext transaction, SyncSession session, String eventId, TimeSlot busy) {
    transaction
        .insertInto(BUSY_TIME)
        .set(BUSY_TIME.CALENDAR_ID, session.calendarId())
        .set(BUSY_TIME.GOOGLE_EVENT_ID, eventId)
        .set(BUSY_TIME.CLINIC_ID, session.clinicId())
        .set(BUSY_TIME.DOCTOR_ID, session.doctorId())
        .set(BUSY_TIME.STARTS_AT, busy.start())
        .set(BUSY_TIME.ENDS_AT, busy.end())
        .set(BUSY_TIME.SEEN_EPOCH, session.epoch())
        .onDuplicateKeyUpdate()
        .set(BUSY_TIME.STARTS_AT, busy.start())
        .set(BUSY_TIME.ENDS_AT, busy.end())
        .set(BUSY_TIME.SEEN_EPOCH, session.epoch())
        .execute();
  }

  private static void forget(DSLContext transaction, SyncSession session, String eventId) {
    transaction
        .deleteFrom(BUSY_TIME)
        .where(BUSY_TIME.CALENDAR_ID.eq(session.calendarId()))
        .and(BUSY_TIME.GOOGLE_EVENT_ID.eq(eventId))
        .execute();
  }
}
