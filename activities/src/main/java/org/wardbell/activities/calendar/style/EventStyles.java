package org.wardbell.activities.calendar.style;

import static org.wardbell.activities.database.generated.Tables.EVENT_STYLE;

import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.database.DatabaseClock;
import tools.jackson.databind.json.JsonMapper;

/**
 * The store of what events say: of a calendar, else of its clinic, else the standard. A change is
 * taken up by a sweep, event by event; no write of the former style is recorded after it.
 */
public final class EventStyles {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final UUID FIRST = new UUID(0, 0);

  private final DSLContext database;
  private final AuditStore audit;

  public EventStyles(DSLContext database, AuditStore audit) {
    this.database = database;
    this.audit = audit;
  }

  /** Returns what was decided for this calendar or this clinic itself. */
  public Optional<EventStyle> own(UUID scope) {
    return own(database, scope);
  }

  /** Returns what counts for a calendar. */
  public EventStyle inForce(UUID clinic, UUID calendar) {
    return inForce(database, clinic, calendar);
  }

  private static Optional<EventStyle> own(DSLContext database, UUID scope) {
    return database
        .select(EVENT_STYLE.STYLE)
        .from(EVENT_STYLE)
        .where(EVENT_STYLE.SCOPE_ID.eq(scope))
        .fetchOptional(row -> read(row.value1()));
  }

  private static EventStyle inForce(DSLContext database, UUID clinic, UUID calendar) {
    Map<UUID, JSON> found =
        database
            .select(EVENT_STYLE.SCOPE_ID, EVENT_STYLE.STYLE)
            .from(EVENT_STYLE)
            .where(EVENT_STYLE.SCOPE_ID.in(clinic, calendar))
            .fetchMap(EVENT_STYLE.SCOPE_ID, EVENT_STYLE.STYLE);
    JSON style = found.getOrDefault(calendar, found.get(clinic));
    return style == null ? EventStyle.STANDARD : read(style);
  }

  private static EventStyle read(JSON style) {
    return MAPPER.readValue(style.data(), EventStyle.class);
  }

  /** Returns what the events of a calendar say, as it is decided now. */
  public static StyledContent content(
      DSLContext database, UUID clinic, UUID calendar, UUID doctor, CalendarPolicy policy) {
    return new StyledContent(
        inForce(database, clinic, calendar),
        policy,
        clinicFacts(database, clinic),
        new DoctorStore().get(database, doctor));
  }

  /** Returns a clinic as templates see it. */
  public static ClinicFacts clinicFacts(DSLContext database, UUID clinic) {
    return new ClinicStore(database)
        .find(clinic)
        .orElseGet(() -> new ClinicFacts(clinic, "", null, null, null, ZoneOffset.UTC, false));
  }

  /**
   * Keeps what was decided for a calendar.
   *
   * @param wanted checked by {@link StyleRule}, or null for what its clinic has
   * @param condition sees what is there under the lock, and throws to leave it
   * @param told what the audit trail has of it
   */
  public void putForCalendar(
      UUID clinic,
      UUID calendar,
      @Nullable EventStyle wanted,
      Consumer<Optional<EventStyle>> condition,
      Map<String, Object> told,
      AuditOrigin origin) {
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          Restyling.lock(transaction, calendar);
          Optional<EventStyle> own = own(transaction, calendar);
          condition.accept(own);
          EventStyle before = inForce(transaction, clinic, calendar);
          if (wanted == null ? own.isEmpty() : before.equals(wanted)) {
            return;
          }
          put(transaction, clinic, calendar, wanted, null);
          if (!inForce(transaction, clinic, calendar).looksLike(before)) {
            Restyling.begin(transaction, clinic, calendar);
          }
          note(transaction, clinic, "calendar/" + calendar, told, origin);
        });
  }

  /**
   * Keeps likewise what was decided for all calendars of a clinic that have nothing of their own.
   */
  public void putForClinic(
      UUID clinic,
      EventStyle wanted,
      Consumer<Optional<EventStyle>> condition,
      Map<String, Object> told,
      AuditOrigin origin) {
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          new ClinicStore(transaction).lock(transaction, clinic);
          Optional<EventStyle> own = own(transaction, clinic);
          condition.accept(own);
          if (own.orElse(EventStyle.STANDARD).equals(wanted)) {
            return;
          }
          put(
              transaction,
              clinic,
              clinic,
              wanted,
              own.orElse(EventStyle.STANDARD).looksLike(wanted) ? null : FIRST);
          note(transaction, clinic, "clinic/" + clinic, told, origin);
        });
  }

  private void note(
      DSLContext transaction,
      UUID clinic,
      String subject,
      Map<String, Object> told,
      AuditOrigin origin) {
    audit.append(
        transaction,
        AuditEntry.of(clinic, origin, "calendar.event_style_changed", subject).with(told));
  }

  private static void put(
      DSLContext transaction,
      UUID clinic,
      UUID scope,
      @Nullable EventStyle wanted,
      @Nullable UUID spreadAfter) {
    if (wanted == null) {
      transaction.deleteFrom(EVENT_STYLE).where(EVENT_STYLE.SCOPE_ID.eq(scope)).execute();
      return;
    }
    JSON style = JSON.valueOf(MAPPER.writeValueAsString(wanted));
    var insert =
        transaction
            .insertInto(EVENT_STYLE)
            .set(EVENT_STYLE.SCOPE_ID, scope)
            .set(EVENT_STYLE.CLINIC_ID, clinic)
            .set(EVENT_STYLE.STYLE, style)
            .set(EVENT_STYLE.SPREAD_AFTER, spreadAfter)
            .set(EVENT_STYLE.UPDATED_AT, DatabaseClock.now())
            .onDuplicateKeyUpdate()
            .set(EVENT_STYLE.STYLE, style)
            .set(EVENT_STYLE.UPDATED_AT, DatabaseClock.now());
    // A spread that is under way goes on if this change is none that shows.
    (spreadAfter == null ? insert : insert.set(EVENT_STYLE.SPREAD_AFTER, spreadAfter)).execute();
  }
}
