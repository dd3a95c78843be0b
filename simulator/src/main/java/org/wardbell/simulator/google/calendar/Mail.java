package org.wardbell.simulator.google.calendar;

/**
 * A mail that Google would have sent to a guest.
 *
 * @param sendUpdates what the write asked for
 * @param calendarId the organizer's calendar
 */
public record Mail(
    String recipient, Kind kind, SendUpdates sendUpdates, String calendarId, String eventId) {

  /** The occasion of a mail. */
  public enum Kind {
    INVITATION,
    UPDATE,
    CANCELLATION
  }
}
