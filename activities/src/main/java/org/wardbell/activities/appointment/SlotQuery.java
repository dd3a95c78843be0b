package org.wardbell.activities.appointment;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.SlotRule;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The query whether a doctor is free. The answer holds only while the caller has the doctor's lock.
 * Both halves read one short range of an index: an appointment lasts at most a day, and busy time
 * that has ended is left out.
 */
final class SlotQuery {
  static final List<String> OPEN =
      Arrays.stream(AppointmentStatus.values())
          .filter(AppointmentStatus::isOpen)
          .map(AppointmentStatus::name)
          .toList();

  private SlotQuery() {}

  /** Returns whether no other appointment and no busy time holds any part of the slot. */
  static boolean isFree(DSLContext transaction, UUID doctorId, TimeSlot slot, UUID except) {
    return isFree(transaction, doctorId, slot, List.of(except));
  }

  /** Returns the same, apart from several appointments. */
  static boolean isFree(
      DSLContext transaction, UUID doctorId, TimeSlot slot, Collection<UUID> except) {
    return !transaction.fetchExists(
            transaction
                .selectOne()
                .from(APPOINTMENT)
                .where(APPOINTMENT.DOCTOR_ID.eq(doctorId))
                .and(APPOINTMENT.STARTS_AT.lt(slot.end()))
                .and(APPOINTMENT.STARTS_AT.gt(slot.start().minus(SlotRule.MAXIMUM_LENGTH)))
                .and(APPOINTMENT.ENDS_AT.gt(slot.start()))
                .and(APPOINTMENT.STATUS.in(OPEN))
                .and(APPOINTMENT.ID.notIn(except)))
        && !transaction.fetchExists(
            transaction
                .selectOne()
                .from(BUSY_TIME)
                .where(taken(doctorId))
                .and(BUSY_TIME.ENDS_AT.gt(slot.start()))
                .and(BUSY_TIME.STARTS_AT.lt(slot.end()))
                // Other instances of its own series, and copies of its event.
                .and(BUSY_TIME.APPOINTMENT_ID.isNull().or(BUSY_TIME.APPOINTMENT_ID.notIn(except))));
  }

  /** Returns which busy time takes a doctor's: not what is left of a calendar that was given up. */
  static Condition taken(UUID doctorId) {
    return BUSY_TIME
        .DOCTOR_ID
        .eq(doctorId)
        .and(BUSY_TIME.TAKEN.isTrue())
        .and(
            BUSY_TIME.CALENDAR_ID.notIn(
                DSL.select(CALENDAR.ID)
                    .from(CALENDAR)
                    .where(CALENDAR.DOCTOR_ID.eq(doctorId))
                    .and(CALENDAR.STATE.eq(CalendarState.DISCONNECTED.name()))));
  }
}
