package org.wardbell.activities.appointment;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.ChangeSource;
import org.wardbell.workflows.appointment.Patient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The factory of events about an appointment, with the variables that KiviCare's users know, as of
 * the moment of the change.
 */
final class AppointmentEvents {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final JsonMapper JSON = new JsonMapper();

  private AppointmentEvents() {}

  /**
   * Returns an event about an appointment.
   *
   * @param type canonical, for instance {@code appointment.booked}
   * @param extra further variables, such as {@code previous_status}
   */
  static NewEvent of(
      String type,
      Appointment appointment,
      Doctor doctor,
      ChangeSource source,
      Map<String, ?> extra) {
    Map<String, Object> data = variables(appointment, doctor);
    data.putAll(extra);
    return event(type, appointment, word(source), null, Instant.now(), data);
  }

  /** Returns the event that tells that the appointment begins; one for each start that it has. */
  static NewEvent started(Appointment appointment, Doctor doctor) {
    Instant start = appointment.slot().start();
    return event(
        "appointment.started",
        appointment,
        word(ChangeSource.SYSTEM),
        "started/" + appointment.id() + "/" + start,
        start,
        variables(appointment, doctor));
  }

  /**
   * Returns the event that asks for a reminder; one for each start and lead.
   *
   * @param minutes how long before the start it is due
   */
  static NewEvent reminder(Appointment appointment, Doctor doctor, int minutes) {
    Instant start = appointment.slot().start();
    Map<String, Object> data = variables(appointment, doctor);
    data.put("minutes_until_start", minutes);
    return event(
        "appointment.reminder_due",
        appointment,
        word(ChangeSource.SYSTEM),
        "reminder/" + appointment.id() + "/" + start + "/" + minutes,
        start.minusSeconds(60L * minutes),
        data);
  }

  /** Returns the event of a deletion, which tells nothing but the id. */
  static NewEvent deleted(Appointment appointment, ChangeSource source) {
    return event(
        "appointment.deleted",
        appointment,
        word(source),
        null,
        Instant.now(),
        Map.of("appointment_id", appointment.id().toString()));
  }

  private static NewEvent event(
      String type,
      Appointment appointment,
      String source,
      @Nullable String key,
      Instant at,
      Map<String, Object> data) {
    return new NewEvent(
        appointment.clinicId(),
        type,
        "appointment/" + appointment.id(),
        source,
        key,
        at,
        JSON.writeValueAsBytes(data));
  }

  private static String word(ChangeSource source) {
    return switch (source) {
      case GOOGLE -> "calendar";
      case API, USER -> "api";
      case SYSTEM -> "system";
    };
  }

  /**
   * Returns the events of a cancellation. KiviCare tells it twice, and so do we; the second event
   * names the previous status.
   */
  static List<NewEvent> cancelled(
      Appointment before, Appointment after, Doctor doctor, ChangeSource source) {
    return List.of(
        of("appointment.cancelled", after, doctor, source, Map.of()),
        of("appointment.status_changed", after, doctor, source, previousStatus(before)));
  }

  /** Returns the variable that tells the status before a change. */
  static Map<String, String> previousStatus(Appointment before) {
    return Map.of("previous_status", before.status().name());
  }

  /** Returns the times before and after a move, as the history keeps them. */
  static Map<String, String> moved(Appointment before, Appointment after) {
    return Map.of(
        "from_start", before.slot().start().toString(),
        "from_end", before.slot().end().toString(),
        "start", after.slot().start().toString(),
        "end", after.slot().end().toString());
  }

  private static Map<String, Object> variables(Appointment appointment, Doctor doctor) {
    ZonedDateTime start = appointment.slot().start().atZone(appointment.zone());
    ZonedDateTime end = appointment.slot().end().atZone(appointment.zone());
    Patient patient = appointment.patient();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("appointment_id", appointment.id().toString());
    put(data, "appointment_external_id", appointment.externalId());
    data.put("appointment_date", start.toLocalDate().toString());
    data.put("appointment_start_time", TIME.format(start));
    data.put("appointment_end_time", TIME.format(end));
    data.put("appointment_timezone", appointment.zone().getId());
    data.put("appointment_starts_at", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start));
    data.put("appointment_ends_at", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(end));
    data.put("appointment_status", appointment.status().name());
    data.put("appointment_created_at", appointment.createdAt().toString());
    data.put("doctor_id", doctor.externalId());
    put(data, "doctor_name", doctor.name());
    put(data, "doctor_email", doctor.email());
    put(data, "doctor_contact_number", doctor.contactNumber());
    data.put("patient_id", patient.id());
    put(data, "patient_name", patient.name());
    put(data, "patient_email", patient.email());
    put(data, "patient_contact_number", patient.contactNumber());
    data.put("service_names", String.join(", ", appointment.services()));
    put(data, "appointment_desc", appointment.description());
    put(data, "meeting_link", appointment.meetingLink());
    return data;
  }

  /** Adds a variable; an unknown one is left out, so that a template's default takes its place. */
  private static void put(Map<String, Object> data, String name, @Nullable String value) {
    if (value != null) {
      data.put(name, value);
    }
  }
}
