package org.wardbell.activities.appointment;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.SelectConditionStep;
import org.wardbell.workflows.appointment.FreeSlots;
import org.wardbell.workflows.appointment.SlotRule;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * The question when a doctor is free: neither another appointment nor busy time of a calendar. The
 * answer takes no lock and may be out of date a moment later; a booking decides.
 */
public final class FreeTimes {
  /** Fortnights without a free slot that are looked at: a year, and the rest is not known. */
  private static final int ABSENCES = 26;

  private final DSLContext database;
  private final DoctorStore doctors;

  public FreeTimes(DSLContext database, DoctorStore doctors) {
    this.database = database;
    this.doctors = doctors;
  }

  /** Returns the doctor with this id of ours or of the clinic. */
  public Optional<Doctor> doctor(UUID clinicId, String reference) {
    return doctors.find(database, clinicId, reference);
  }

  /**
   * Returns the next free slots as long as this one, one after the other, from its start on; behind
   * a long absence those that come first after it.
   */
  public List<TimeSlot> alternatives(UUID doctorId, TimeSlot taken, int count) {
    List<TimeSlot> free = List.of();
    for (int i = 0; i < ABSENCES && free.isEmpty(); i++) {
      Duration later = FreeSlots.LOOKED_AHEAD.multipliedBy(i);
      TimeSlot from = new TimeSlot(taken.start().plus(later), taken.end().plus(later));
      TimeSlot window = new TimeSlot(from.start(), from.start().plus(FreeSlots.LOOKED_AHEAD));
      free = FreeSlots.following(busy(doctorId, window), from, count);
    }
    return free;
  }

  /** Returns the first free slots of a window, as {@link FreeSlots#onGrid} has them. */
  public List<TimeSlot> free(
      UUID doctorId, TimeSlot window, FreeSlots.Grid grid, ZoneId zone, int count) {
    return FreeSlots.onGrid(busy(doctorId, window), window, grid, zone, count);
  }

  /** Returns what the doctor's calendars hold in a window besides appointments, a few hundred. */
  public List<TimeSlot> ofCalendars(UUID doctorId, TimeSlot window, int count) {
    return calendarTimes(doctorId, window)
        .limit(count)
        .fetch(row -> new TimeSlot(row.value1(), row.value2()));
  }

  private List<TimeSlot> busy(UUID doctorId, TimeSlot window) {
    Instant from = window.start();
    // What begins in the window may last beyond it.
    Instant to = window.end();
    List<TimeSlot> busy =
        new ArrayList<>(
            database
                .select(APPOINTMENT.STARTS_AT, APPOINTMENT.ENDS_AT)
                .from(APPOINTMENT)
                .where(APPOINTMENT.DOCTOR_ID.eq(doctorId))
                .and(APPOINTMENT.STARTS_AT.lt(to))
                .and(APPOINTMENT.STARTS_AT.gt(from.minus(SlotRule.MAXIMUM_LENGTH)))
                .and(APPOINTMENT.ENDS_AT.gt(from))
                .and(APPOINTMENT.STATUS.in(SlotQuery.OPEN))
                .fetch(row -> new TimeSlot(row.value1(), row.value2())));
    calendarTimes(doctorId, window)
        .forEach(row -> busy.add(new TimeSlot(row.value1(), row.value2())));
    return busy;
  }

  private SelectConditionStep<Record2<Instant, Instant>> calendarTimes(
      UUID doctorId, TimeSlot window) {
    return database
        .select(BUSY_TIME.STARTS_AT, BUSY_TIME.ENDS_AT)
        .from(BUSY_TIME)
        .where(SlotQuery.taken(doctorId))
        .and(BUSY_TIME.ENDS_AT.gt(window.start()))
        .and(BUSY_TIME.STARTS_AT.lt(window.end()));
  }
}
