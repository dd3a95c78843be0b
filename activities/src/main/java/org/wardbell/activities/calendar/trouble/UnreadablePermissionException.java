package org.wardbell.activities.calendar.trouble;

/**
 * A calendar's permission that no key opens: its row was damaged, or the clinic's key was lost.
 * Only a new permission helps, so nothing is tried again.
 */
public final class UnreadablePermissionException extends RuntimeException {
  /** The error of such a calendar. */
  public static final String CODE = "permission_unreadable";

  private static final long serialVersionUID = 1;

  private final transient CalendarKey calendar;
  private final int epoch;

  public UnreadablePermissionException(CalendarKey calendar, int epoch) {
    super(CODE);
    this.calendar = calendar;
    this.epoch = epoch;
  }

  public CalendarKey calendar() {
    return calendar;
  }

  /** Returns the number of the calendar's latest session. */
  public int epoch() {
    return epoch;
  }
}
