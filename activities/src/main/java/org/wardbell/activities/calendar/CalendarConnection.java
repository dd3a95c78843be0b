package org.wardbell.activities.calendar;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.calendar.google.CalendarPermission;
import org.wardbell.activities.calendar.google.CalendarPolicy;

/**
 * A clinic's request to connect a doctor's calendar. Its text form hides the permission.
 *
 * @param account Google's number of the account that consented, or null if nobody proved one
 * @param receives true if it is to receive the doctor's new appointments, also if another one did;
 *     else it does if it is the only one
 */
public record CalendarConnection(
    UUID clinicId,
    DoctorMention doctor,
    String googleCalendarId,
    CalendarPermission permission,
    @Nullable String account,
    CalendarPolicy policy,
    boolean receives) {
  /** Creates a request that leaves it to the others of the doctor's which one receives. */
  public CalendarConnection(
      UUID clinicId,
      DoctorMention doctor,
      String googleCalendarId,
      CalendarPermission permission,
      @Nullable String account,
      CalendarPolicy policy) {
    this(clinicId, doctor, googleCalendarId, permission, account, policy, false);
  }

  /** Creates the request of somebody who brings a refresh token. */
  public CalendarConnection(
      UUID clinicId,
      DoctorMention doctor,
      String googleCalendarId,
      String refreshToken,
      CalendarPolicy policy) {
    this(
        clinicId,
        doctor,
        googleCalendarId,
        new CalendarPermission.Consent(refreshToken),
        null,
        policy);
  }

  @Override
  public String toString() {
    return "CalendarConnection[hidden]";
  }
}
