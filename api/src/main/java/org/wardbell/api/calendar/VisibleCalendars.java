package org.wardbell.api.calendar;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.CalendarView;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;

/** The calendars as a caller sees them: those of other clinics are not found. */
@Component
final class VisibleCalendars {
  private final CalendarStore calendars;

  VisibleCalendars(CalendarStore calendars) {
    this.calendars = calendars;
  }

  /** Returns a calendar, or ends the request with 404 or 403. */
  CalendarView find(UUID id, Caller caller) {
    CalendarView found =
        calendars.find(id).orElseThrow(() -> ProblemException.notFound("calendar"));
    caller.requireSees(found.clinicId(), "calendar");
    return found;
  }
}
