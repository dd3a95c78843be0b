package org.wardbell.activities.calendar;

/** The refusal to connect a second calendar of one doctor; nothing was written. */
public final class CalendarRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CalendarRefusal() {
    super("the doctor has another connected calendar");
  }
}
