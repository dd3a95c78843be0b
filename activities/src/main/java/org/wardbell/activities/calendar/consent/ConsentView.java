package org.wardbell.activities.calendar.consent;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.calendar.google.AccountCalendar;

/**
 * A consent as people see it.
 *
 * @param error a stable code, or null
 * @param calendars those of the account, while one is to be chosen; else empty
 * @param calendarId the calendar that it connected, or null
 * @param expiresAt when the link ends; once somebody consented, when the choice ends
 */
public record ConsentView(
    UUID id,
    UUID clinicId,
    Doctor doctor,
    ConsentState state,
    @Nullable String error,
    List<AccountCalendar> calendars,
    @Nullable UUID calendarId,
    Instant expiresAt) {
  public ConsentView {
    calendars = List.copyOf(calendars);
  }
}
