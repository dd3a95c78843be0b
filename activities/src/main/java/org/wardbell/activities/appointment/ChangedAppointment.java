package org.wardbell.activities.appointment;

import java.util.List;
import java.util.UUID;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.workflows.appointment.Appointment;

/**
 * A change that is committed, and what is to be done about it now: start the events' workflow, wake
 * the calendars. Both are safe to lose, because the rows say the same.
 */
public record ChangedAppointment(
    Appointment appointment, Doctor doctor, RecordedEvents events, List<UUID> calendarsToWake) {
  public ChangedAppointment {
    calendarsToWake = List.copyOf(calendarsToWake);
  }
}
