package org.wardbell.activities.calendar.google;

import java.util.UUID;

/**
 * The access to one of Google's calendars that was granted to us. Its text form hides the
 * permission.
 */
public record CalendarAccess(
    UUID calendarId, String googleCalendarId, CalendarPermission permission) {
  /**
   * The place of a sealed refresh token: associated data of its encryption, so it never changes.
   */
  public static final String REFRESH_TOKEN = "calendar.refresh_token";

  /** Creates the access that a doctor's consent gave. */
  public CalendarAccess(UUID calendarId, String googleCalendarId, String refreshToken) {
    this(calendarId, googleCalendarId, new CalendarPermission.Consent(refreshToken));
  }

  @Override
  public String toString() {
    return "CalendarAccess[" + calendarId + "]";
  }
}
