package org.wardbell.activities.calendar;

/** The doctor already has another connected calendar; nothing was written. */
public final class CalendarRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CalendarRefusal() {
    super("the doctor has another connected calendar");
  }
}
