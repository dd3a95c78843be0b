package org.wardbell.activities.calendar.consent;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.calendar.google.CalendarPolicy;

/**
 * A clinic's wish that a doctor consents.
 *
 * @param googleCalendarId the calendar to be connected, or null for the account's primary one, or
 *     the one that the doctor has connected already
 * @param chooses true if one of the account's calendars is chosen after the consent
 * @param policy null to keep that of the calendar that is connected again, or to decide nothing
 */
public record NewConsent(
    UUID clinicId,
    DoctorMention doctor,
    @Nullable String googleCalendarId,
    boolean chooses,
    @Nullable CalendarPolicy policy) {}
