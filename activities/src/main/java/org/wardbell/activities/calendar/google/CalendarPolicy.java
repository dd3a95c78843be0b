package org.wardbell.activities.calendar.google;

/**
 * A clinic's decisions for one calendar. Enum names are stored and shown; never rename one.
 *
 * @param deletion the effect of a deleted event on its appointment
 * @param guests the people who are invited
 * @param meet true if Google makes a video link
 */
public record CalendarPolicy(Deletion deletion, Guests guests, boolean meet) {
  /** The policy of a clinic that decided nothing: cancel, invite nobody, no video link. */
  public static final CalendarPolicy STANDARD =
      new CalendarPolicy(Deletion.CANCEL, Guests.NONE, false);

  /** The effect of a deleted event on its appointment. */
  public enum Deletion {
    CANCEL,
    UNLINK
  }

  /** The people who are invited. */
  public enum Guests {
    NONE,
    PATIENT
  }
}
