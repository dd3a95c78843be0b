package org.wardbell.activities.calendar.trouble;

import java.util.UUID;

/** The ids of a calendar, its clinic and its doctor. */
public record CalendarKey(UUID clinicId, UUID doctorId, UUID id) {}
