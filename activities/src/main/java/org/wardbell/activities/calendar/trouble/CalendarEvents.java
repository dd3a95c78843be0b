package org.wardbell.activities.calendar.trouble;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.event.NewEvent;
import tools.jackson.databind.json.JsonMapper;

/** The factory of events about a calendar's connection. */
public final class CalendarEvents {
  private static final JsonMapper JSON = new JsonMapper();

  private final DoctorStore doctors;

  public CalendarEvents(DoctorStore doctors) {
    this.doctors = doctors;
  }

  /** Returns the event that a calendar's first pull has finished. */
  public NewEvent connected(DSLContext transaction, CalendarKey calendar) {
    return event(transaction, "calendar.connected", calendar, Map.of());
  }

  /** Returns the event that the doctor has to connect again; {@code code} says why. */
  public NewEvent reconnectNeeded(DSLContext transaction, CalendarKey calendar, String code) {
    return event(transaction, "calendar.reconnect_needed", calendar, Map.of("reason", code));
  }

  /** Returns the event that a calendar is not kept in step, and that a person has to act. */
  public NewEvent syncFailing(DSLContext transaction, CalendarKey calendar, String code) {
    return event(transaction, "calendar.sync_failing", calendar, Map.of("reason", code));
  }

  /** Returns the event that some of Google's events cannot be read. */
  public NewEvent quarantined(DSLContext transaction, CalendarKey calendar, int count) {
    return event(
        transaction, "calendar.events_quarantined", calendar, Map.of("quarantined_events", count));
  }

  /** Returns the event that something has waited for longer than the operator allows. */
  public NewEvent syncDelayed(DSLContext transaction, CalendarKey calendar, Duration lag) {
    return event(
        transaction, "calendar.sync_delayed", calendar, Map.of("lag_seconds", lag.toSeconds()));
  }

  /** Returns the event that a push channel ends soon and was not renewed. */
  public NewEvent channelEnding(DSLContext transaction, CalendarKey calendar, Instant expiresAt) {
    return event(
        transaction,
        "calendar.channel_ending",
        calendar,
        Map.of("channel_expires_at", expiresAt.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  private NewEvent event(
      DSLContext transaction, String type, CalendarKey calendar, Map<String, ?> extra) {
    Doctor doctor = doctors.get(transaction, calendar.doctorId());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("calendar_id", calendar.id().toString());
    data.put("doctor_id", doctor.externalId());
    if (doctor.name() != null) {
      data.put("doctor_name", doctor.name());
    }
    if (doctor.email() != null) {
      data.put("doctor_email", doctor.email());
    }
    data.putAll(extra);
    return new NewEvent(
        calendar.clinicId(),
        type,
        "calendar/" + calendar.id(),
        "calendar",
        null,
        Instant.now(),
        JSON.writeValueAsBytes(data));
  }
}
