package org.wardbell.activities.calendar.style;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.EventContent;
import org.wardbell.workflows.appointment.Patient;
import org.wardbell.workflows.appointment.TimeSlot;

/** The preview of an event: what a style would have Google show. Nobody is asked or told. */
public record EventPreview(Appointment appointment, EventContent content, boolean namesPatient) {
  private static final int DAYS_AHEAD = 7;
  private static final int HOUR = 14;

  /** Returns what the event of an appointment would say. */
  public static EventPreview of(
      EventStyle style,
      CalendarPolicy policy,
      ClinicFacts clinic,
      Doctor doctor,
      Appointment appointment) {
    StyledContent styled = new StyledContent(style, policy, clinic, doctor);
    return new EventPreview(appointment, styled.of(appointment), styled.namesPatients());
  }

  /** Returns what the event of somebody made up would say, next week in the clinic's zone. */
  public static EventPreview sample(EventStyle style, CalendarPolicy policy, ClinicFacts clinic) {
    UUID id = new UUID(0, 4_711);
    Doctor doctor =
        new Doctor(
            id, clinic.id(), "17", "Dr Amelia Okafor", "okafor@clinic.example", "+44 7700 900456");
    ZoneId zone = clinic.timeZone();
    ZonedDateTime start = ZonedDateTime.now(zone).plusDays(DAYS_AHEAD).with(LocalTime.of(HOUR, 0));
    Appointment appointment =
        new Appointment(
            id,
            clinic.id(),
            id,
            "A-4711",
            AppointmentStatus.BOOKED,
            1,
            new TimeSlot(start.toInstant(), start.plusMinutes(30).toInstant()),
            zone,
            new Patient("23", "Grace O'Neill", "grace@example.com", "+44 7700 900123"),
            List.of("Consultation", "Blood test"),
            "Knee pain since January",
            null,
            null,
            null,
            start.toInstant(),
            start.toInstant());
    return of(style, policy, clinic, doctor, appointment);
  }

  @Override
  public String toString() {
    return "EventPreview[hidden]";
  }
}
