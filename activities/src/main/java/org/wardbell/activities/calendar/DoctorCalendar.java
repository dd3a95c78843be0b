package org.wardbell.activities.calendar;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.CalendarPolicy;

/**
 * The calendar that a doctor has connected.
 *
 * @param account Google's number of the account that consented, or null if nobody proved one
 */
public record DoctorCalendar(
    UUID id, String googleCalendarId, @Nullable String account, CalendarPolicy policy) {}
