package org.wardbell.activities.calendar.google;

import java.util.UUID;

/**
 * Which of Google's calendars, and the doctor's leave to work in it. Its text form hides the token.
 */
public record CalendarAccess(UUID calendarId, String googleCalendarId, String refreshToken) {
  @Override
  public String toString() {
    return "CalendarAccess[" + calendarId + "]";
  }
}
