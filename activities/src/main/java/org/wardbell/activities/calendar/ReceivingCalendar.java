package org.wardbell.activities.calendar;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.appointment.ComingMarks;
import org.wardbell.activities.database.generated.tables.records.CalendarRecord;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The rule which of a doctor's calendars receives new appointments: one of those that are
 * connected. All of them are read.
 */
final class ReceivingCalendar {
  private ReceivingCalendar() {}

  /** Locks all calendars of a doctor, in the order of their ids, and returns them. */
  static List<CalendarRecord> lockAll(DSLContext transaction, UUID doctor) {
    return transaction
        .selectFrom(CALENDAR)
        .where(CALENDAR.DOCTOR_ID.eq(doctor))
        .orderBy(CALENDAR.ID)
        .forUpdate()
        .fetch();
  }

  /** Lets a calendar receive instead of the one that did; the caller holds all locks. */
  static void choose(DSLContext transaction, UUID doctor, UUID calendar) {
    transaction
        .update(CALENDAR)
        .set(CALENDAR.RECEIVES, CALENDAR.ID.eq(calendar))
        .where(CALENDAR.DOCTOR_ID.eq(doctor))
        .execute();
  }

  /** Returns whether another calendar of the doctor's still gets coming appointments. */
  static boolean isGettingMore(DSLContext transaction, CalendarRecord calendar) {
    return transaction.fetchExists(
        CALENDAR,
        CALENDAR
            .DOCTOR_ID
            .eq(calendar.getDoctorId())
            .and(CALENDAR.ID.ne(calendar.getId()))
            .and(CALENDAR.MARKED_FROM.isNotNull()));
  }

  /** Lets a calendar that was just connected receive, if no other one does. */
  static void join(DSLContext transaction, UUID doctor, UUID calendar) {
    boolean other =
        transaction.fetchExists(
            CALENDAR,
            CALENDAR
                .DOCTOR_ID
                .eq(doctor)
                .and(CALENDAR.RECEIVES.isTrue())
                .and(CALENDAR.ID.ne(calendar)));
    if (!other) {
      choose(transaction, doctor, calendar);
    }
  }

  /**
   * Lets another calendar take over from one that was just disconnected, with what was in that one
   * and is still to come.
   *
   * @param others all calendars of the doctor, locked
   */
  static void leave(DSLContext transaction, List<CalendarRecord> others, UUID left) {
    List<CalendarRecord> connected =
        others.stream()
            .filter(each -> !each.getId().equals(left))
            .filter(each -> !each.getState().equals(CalendarState.DISCONNECTED.name()))
            .toList();
    transaction
        .update(CALENDAR)
        .set(CALENDAR.RECEIVES, false)
        .where(CALENDAR.ID.eq(left))
        .execute();
    if (connected.isEmpty()) {
      return;
    }
    CalendarRecord next =
        connected.stream()
            .filter(CalendarRecord::getReceives)
            .findFirst()
            .orElse(connected.getFirst());
    choose(transaction, next.getDoctorId(), next.getId());
    ComingMarks.begin(transaction, next.getId(), next.getDoctorId());
  }
}
