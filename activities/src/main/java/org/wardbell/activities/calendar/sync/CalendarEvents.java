package org.wardbell.activities.calendar.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.event.NewEvent;
import tools.jackson.databind.json.JsonMapper;

/** The factory of events about a calendar's connection. */
public final class CalendarEvents {
  private static final JsonMapper JSON = new JsonMapper();

  private final DoctorStore doctors;

  CalendarEvents(DoctorStore doctors) {
    this.doctors = doctors;
  }

  /** Returns the event that a calendar's first pull has finished. */
  NewEvent connected(DSLContext transaction, SyncSession session) {
    return event(
        transaction,
        "calendar.connected",
        session.clinicId(),
        session.doctorId(),
        session.calendarId(),
        Map.of());
  }

  /** Returns the event that the doctor has to connect again; {@code code} says why. */
  NewEvent reconnectNeeded(
      DSLContext transaction, UUID clinicId, UUID doctorId, UUID calendarId, String code) {
    return event(
        transaction,
        "calendar.reconnect_needed",
        clinicId,
        doctorId,
        calendarId,
        Map.of("reason", code));
  }

  /** Returns the event that a calendar is not kept in step, and that a person has to act. */
  NewEvent syncFailing(DSLContext transaction, SyncSession session, String code) {
    return event(
        transaction,
        "calendar.sync_failing",
        session.clinicId(),
        session.doctorId(),
        session.calendarId(),
        Map.of("reason", code));
  }

  /** Returns the event that some of Google's events cannot be read. */
  NewEvent quarantined(DSLContext transaction, SyncSession session, int count) {
    return event(
        transaction,
        "calendar.events_quarantined",
        session.clinicId(),
        session.doctorId(),
        session.calendarId(),
        Map.of("quarantined_events", count));
  }

  /** Returns the event that something has waited for longer than the operator allows. */
  public NewEvent syncDelayed(
      DSLContext transaction, UUID clinicId, UUID doctorId, UUID calendarId, Duration lag) {
    return event(
        transaction,
        "calendar.sync_delayed",
        clinicId,
        doctorId,
        calendarId,
        Map.of("lag_seconds", lag.toSeconds()));
  }

  /** Returns the event that a push channel ends soon and was not renewed. */
  public NewEvent channelEnding(
      DSLContext transaction, UUID clinicId, UUID doctorId, UUID calendarId, Instant expiresAt) {
    return event(
        transaction,
        "calendar.channel_ending",
        clinicId,
        doctorId,
        calendarId,
        Map.of("channel_expires_at", expiresAt.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  private NewEvent event(
      DSLContext transaction,
      String type,
      UUID clinicId,
      UUID doctorId,
      UUID calendarId,
      Map<String, ?> extra) {
    Doctor doctor = doctors.get(transaction, doctorId);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("calendar_id", calendarId.toString());
    data.put("doctor_id", doctor.externalId());
    if (doctor.name() != null) {
      data.put("doctor_name", doctor.name());
    }
    if (doctor.email() != null) {
      data.put("doctor_email", doctor.email());
    }
    data.putAll(extra);
    return new NewEvent(
        clinicId,
        type,
        "calendar/" + calendarId,
        "calendar",
        null,
        Instant.now(),
        JSON.writeValueAsBytes(data));
  }
}
