package org.wardbell.activities.appointment;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_CHANGE;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.ChangeSource;
import tools.jackson.databind.json.JsonMapper;

/** The history of appointments: each change and its source, in codes and times, never a name. */
final class AppointmentHistory {
  private static final JsonMapper JSON_MAPPER = new JsonMapper();

  private AppointmentHistory() {}

  /**
   * Adds an entry. Kinds are {@code booked, updated, cancelled, status, rsvp, reverted, refused,
   * erased}.
   */
  static void write(
      DSLContext transaction,
      Appointment appointment,
      ChangeSource source,
      String kind,
      Map<String, String> detail) {
    transaction
        .insertInto(APPOINTMENT_CHANGE)
        .set(APPOINTMENT_CHANGE.CLINIC_ID, appointment.clinicId())
        .set(APPOINTMENT_CHANGE.APPOINTMENT_ID, appointment.id())
        .set(APPOINTMENT_CHANGE.VERSION, appointment.version())
        .set(APPOINTMENT_CHANGE.AT, Instant.now())
        .set(APPOINTMENT_CHANGE.SOURCE, source.name().toLowerCase(Locale.ROOT))
        .set(APPOINTMENT_CHANGE.KIND, kind)
        .set(APPOINTMENT_CHANGE.DETAIL, JSON.json(JSON_MAPPER.writeValueAsString(detail)))
        .execute();
  }
}
