package org.wardbell.activities.calendar;

import java.util.UUID;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.calendar.google.CalendarPolicy;

/** A clinic's request to connect a doctor's calendar. Its text form hides the token. */
public record CalendarConnection(
    UUID clinicId,
    DoctorMention doctor,
    String googleCalendarId,
    String refreshToken,
    CalendarPolicy policy) {
  @Override
  public String toString() {
    return "CalendarConnection[hidden]";
  }
}
