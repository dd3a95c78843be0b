package org.wardbell.activities.calendar.google;

import java.util.Map;
import java.util.Set;
import org.wardbell.activities.calendar.google.event.EventWriter;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.EventContent;
import org.wardbell.workflows.appointment.TextField;

/** The rule what an appointment's event says. By default it names no patient and invites nobody. */
public final class AppointmentContent {
  private AppointmentContent() {}

  /** Returns what the event is to say. */
  public static EventContent of(Appointment appointment, CalendarPolicy policy) {
    String email = appointment.patient().email();
    return new EventContent(
        appointment.patient().id(),
        appointment.slot(),
        Map.of(TextField.TITLE, EventWriter.NEUTRAL_TITLE),
        policy.guests() == CalendarPolicy.Guests.PATIENT && email != null
            ? Set.of(email)
            : Set.of());
  }
}
