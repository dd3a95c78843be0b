package org.wardbell.activities.appointment;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_CHANGE;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.ChangeSource;
import tools.jackson.databind.json.JsonMapper;

/** The history of appointments: each change and its source, in codes and times, never a name. */
final class AppointmentHistory {
  private static final JsonMapper JSON_MAPPER = new JsonMapper();

  private AppointmentHistory() {}

  /**
   * An entry. Kinds are {@code booked, updated, cancelled, status, deleted, rsvp, reverted,
   * refused, erased, reminded, started, missed}.
   *
   * @param actor who made the change, as the audit trail names them, or null for a calendar
   */
  record Entry(
      Appointment appointment,
      ChangeSource source,
      @Nullable String actor,
      String kind,
      Map<String, String> detail) {}

  /** Adds an entry. */
  static void write(
      DSLContext transaction,
      Appointment appointment,
      ChangeSource source,
      @Nullable String actor,
      String kind,
      Map<String, String> detail) {
    write(transaction, List.of(new Entry(appointment, source, actor, kind, detail)));
  }

  /** Adds an entry of whoever made a request. */
  static void write(
      DSLContext transaction,
      Appointment appointment,
      AuditOrigin origin,
      String kind,
      Map<String, String> detail) {
    write(transaction, appointment, source(origin), origin.actor(), kind, detail);
  }

  /** Adds entries, a few hundred at most. */
  static void write(DSLContext transaction, List<Entry> entries) {
    transaction.batch(entries.stream().map(entry -> insert(transaction, entry)).toList()).execute();
  }

  /** Returns the source of a change that somebody asked for. */
  static ChangeSource source(AuditOrigin origin) {
    if (origin.actor().startsWith("person/")) {
      return ChangeSource.USER;
    }
    return origin.actor().equals(AuditOrigin.SYSTEM.actor())
        ? ChangeSource.SYSTEM
        : ChangeSource.API;
  }

  private static Query insert(DSLContext transaction, Entry entry) {
    return transaction
        .insertInto(APPOINTMENT_CHANGE)
        .set(APPOINTMENT_CHANGE.CLINIC_ID, entry.appointment().clinicId())
        .set(APPOINTMENT_CHANGE.APPOINTMENT_ID, entry.appointment().id())
        .set(APPOINTMENT_CHANGE.VERSION, entry.appointment().version())
        .set(APPOINTMENT_CHANGE.AT, Instant.now())
        .set(APPOINTMENT_CHANGE.SOURCE, entry.source().name().toLowerCase(Locale.ROOT))
        .set(APPOINTMENT_CHANGE.ACTOR, entry.actor())
        .set(APPOINTMENT_CHANGE.KIND, entry.kind())
        .set(APPOINTMENT_CHANGE.DETAIL, JSON.json(JSON_MAPPER.writeValueAsString(entry.detail())));
  }
}
