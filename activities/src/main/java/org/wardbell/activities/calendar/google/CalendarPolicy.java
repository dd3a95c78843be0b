package org.wardbell.activities.calendar.google;

/**
 * What a clinic decided for a calendar. Enum names are stored and shown; never rename one.
 *
 * @param deletion what a deleted event does to its appointment
 * @param guests who is invited
 * @param meet whether Google makes a video link
 */
public record CalendarPolicy(Deletion deletion, Guests guests, boolean meet) {
  /** Cancel, nobody, no link. */
  public static final CalendarPolicy STANDARD =
      new CalendarPolicy(Deletion.CANCEL, Guests.NONE, false);

  /** What a deleted event does to its appointment. */
  public enum Deletion {
    CANCEL,
    UNLINK
  }

  /** Who is invited. */
  public enum Guests {
    NONE,
    PATIENT
  }
}
