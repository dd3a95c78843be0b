package org.wardbell.activities.calendar.google;

import java.util.UUID;

/**
 * The access to one of Google's calendars that its doctor granted. Its text form hides the token.
 */
public record CalendarAccess(UUID calendarId, String googleCalendarId, String refreshToken) {
  /**
   * The place of a sealed refresh token: associated data of its encryption, so it never changes.
   */
  public static final String REFRESH_TOKEN = "calendar.refresh_token";

  @Override
  public String toString() {
    return "CalendarAccess[" + calendarId + "]";
  }
}
