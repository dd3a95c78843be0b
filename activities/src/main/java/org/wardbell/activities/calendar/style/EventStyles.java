package org.wardbell.activities.calendar.style;

import static org.wardbell.activities.database.generated.Tables.EVENT_STYLE;

import java.time.ZoneOffset;
import java.util.Map;
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
import org.wardbell.activities.calendar.style.DecidedStyle.By;
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

  /**
   * Returns what counts for a calendar, or for all of a clinic's that have nothing of their own.
   *
   * @param scope the calendar, or the clinic itself
   */
  public DecidedStyle decided(UUID clinic, UUID scope) {
    return decided(database, clinic, scope);
  }

  private static DecidedStyle decided(DSLContext database, UUID clinic, UUID scope) {
    Map<UUID, JSON> found =
        database
            .select(EVENT_STYLE.SCOPE_ID, EVENT_STYLE.STYLE)
            .from(EVENT_STYLE)
            .where(EVENT_STYLE.SCOPE_ID.in(clinic, scope))
            .fetchMap(EVENT_STYLE.SCOPE_ID, EVENT_STYLE.STYLE);
    JSON own = scope.equals(clinic) ? null : found.get(scope);
    JSON clinics = found.get(clinic);
    if (own != null) {
      return new DecidedStyle(By.CALENDAR, read(own));
    }
    return clinics == null
        ? new DecidedStyle(By.DEFAULT, EventStyle.STANDARD)
        : new DecidedStyle(By.CLINIC, read(clinics));
  }

  private static EventStyle read(JSON style) {
    return MAPPER.readValue(style.data(), EventStyle.class);
  }

  /** Returns what the events of a calendar say, as it is decided now. */
  public static StyledContent content(
      DSLContext database, UUID clinic, UUID calendar, UUID doctor, CalendarPolicy policy) {
    return new StyledContent(
        decided(database, clinic, calendar).style(),
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
   * Keeps what was decided for a calendar, or for all calendars of a clinic that have nothing of
   * their own.
   *
   * @param scope the calendar, or the clinic itself
   * @param wanted checked by {@link StyleRule}; null for a calendar that is to have its clinic's
   * @param condition sees what counts until now, under the lock, and throws to leave it
   * @param told what the audit trail has of it
   */
  public void put(
      UUID clinic,
      UUID scope,
      @Nullable EventStyle wanted,
      Consumer<DecidedStyle> condition,
      Map<String, Object> told,
      AuditOrigin origin) {
    boolean ofClinic = scope.equals(clinic);
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          if (ofClinic) {
            new ClinicStore(transaction).lock(transaction, clinic);
          } else {
            Restyling.lock(transaction, scope);
          }
          DecidedStyle before = decided(transaction, clinic, scope);
          condition.accept(before);
          if (wanted == null ? before.by() != By.CALENDAR : before.style().equals(wanted)) {
            return;
          }
          EventStyle after = wanted == null ? decided(transaction, clinic, clinic).style() : wanted;
          boolean shows = !after.looksLike(before.style());
          put(transaction, clinic, scope, wanted, shows && ofClinic ? FIRST : null);
          if (shows && !ofClinic) {
            Restyling.begin(transaction, clinic, scope);
          }
          audit.append(
              transaction,
              AuditEntry.of(
                      clinic,
                      origin,
                      "calendar.event_style_changed",
                      (ofClinic ? "clinic/" : "calendar/") + scope)
                  .with(told));
        });
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
