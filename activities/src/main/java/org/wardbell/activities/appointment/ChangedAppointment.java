package org.wardbell.activities.appointment;

import java.util.List;
import java.util.UUID;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.workflows.appointment.Appointment;

/**
 * A committed change, and the two steps that follow it: start the events' workflow, wake the
 * calendars. Either may be lost, because the rows say the same.
 */
public record ChangedAppointment(
    Appointment appointment, Doctor doctor, RecordedEvents events, List<UUID> calendarsToWake) {
  public ChangedAppointment {
    calendarsToWake = List.copyOf(calendarsToWake);
  }
}
