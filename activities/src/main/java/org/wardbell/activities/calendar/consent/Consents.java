package org.wardbell.activities.calendar.consent;

import static org.wardbell.activities.database.generated.Tables.CALENDAR_CONSENT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.CalendarConnection;
import org.wardbell.activities.calendar.CalendarRefusal;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.DoctorCalendar;
import org.wardbell.activities.calendar.google.AccountCalendar;
import org.wardbell.activities.calendar.google.CalendarPermission;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.CalendarConsentRecord;
import org.wardbell.workflows.interactive.InteractiveWorkflow;
import tools.jackson.databind.json.JsonMapper;

/** The store of consents after the browser came back: what they gave, and what became of it. */
public final class Consents {
  /** The time for the choice; then the permission is revoked. */
  public static final Duration CHOICE_LIFE = Duration.ofHours(1);

  static final String GRANT = "calendar_consent.grant";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Field<Instant> NOW = DatabaseClock.now().as("now");

  private final DSLContext database;
  private final DoctorStore doctors;
  private final Encryption encryption;
  private final CalendarStore calendars;

  Consents(
      DSLContext database, DoctorStore doctors, Encryption encryption, CalendarStore calendars) {
    this.database = database;
    this.doctors = doctors;
    this.encryption = encryption;
    this.calendars = calendars;
  }

  /** Returns a consent as people see it, of any clinic: the caller decides who may see it. */
  public Optional<ConsentView> find(UUID id) {
    return database
        .select(CALENDAR_CONSENT.fields())
        .select(NOW)
        .from(CALENDAR_CONSENT)
        .where(CALENDAR_CONSENT.ID.eq(id))
        .fetchOptional(row -> view(row.into(CALENDAR_CONSENT), row.get(NOW)));
  }

  private ConsentView view(CalendarConsentRecord row, Instant now) {
    ConsentState kept = ConsentState.valueOf(row.getState());
    Instant expires = expires(row, kept);
    boolean waits =
        kept == ConsentState.WAITING
            || kept == ConsentState.RETURNED
            || kept == ConsentState.CHOOSING;
    ConsentState state = waits && now.isAfter(expires) ? ConsentState.EXPIRED : kept;
    return new ConsentView(
        row.getId(),
        row.getClinicId(),
        doctors.get(database, row.getDoctorId()),
        state,
        row.getError(),
        state == ConsentState.CHOOSING ? grant(row).calendars() : List.of(),
        row.getCalendarId(),
        expires);
  }

  private static Instant expires(CalendarConsentRecord row, ConsentState kept) {
    Instant returned = row.getReturnedAt();
    if (returned == null) {
      return row.getExpiresAt();
    }
    // A worker that died with a code exchanged nothing, and nobody may exchange it again.
    return returned.plus(
        kept == ConsentState.RETURNED ? InteractiveWorkflow.LONGEST_RUN : CHOICE_LIFE);
  }

  /** Returns the row of a consent whose code is to be exchanged. */
  Optional<CalendarConsentRecord> returned(UUID id) {
    return database
        .selectFrom(CALENDAR_CONSENT)
        .where(CALENDAR_CONSENT.ID.eq(id))
        .and(CALENDAR_CONSENT.STATE.eq(ConsentState.RETURNED.name()))
        .fetchOptional();
  }

  String verifier(CalendarConsentRecord row) {
    return new String(
        encryption.open(
            row.getClinicId(), ConsentWays.VERIFIER, row.getId(), row.getVerifierCiphertext()),
        StandardCharsets.US_ASCII);
  }

  KeptGrant grant(CalendarConsentRecord row) {
    return KeptGrant.of(
        encryption.open(row.getClinicId(), GRANT, row.getId(), row.getGrantCiphertext()));
  }

  /** Records why a consent came to nothing; what it gave is forgotten. */
  public void failed(UUID id, String code) {
    database
        .update(CALENDAR_CONSENT)
        .set(CALENDAR_CONSENT.STATE, ConsentState.FAILED.name())
        .set(CALENDAR_CONSENT.ERROR, code)
        .setNull(CALENDAR_CONSENT.VERIFIER_CIPHERTEXT)
        .setNull(CALENDAR_CONSENT.GRANT_CIPHERTEXT)
        .setNull(CALENDAR_CONSENT.GOOGLE_ACCOUNT)
        .where(CALENDAR_CONSENT.ID.eq(id))
        .and(CALENDAR_CONSENT.STATE.in(ConsentState.RETURNED.name(), ConsentState.CHOOSING.name()))
        .execute();
  }

  /**
   * Keeps a grant until one of the account's calendars is chosen.
   *
   * @throws ConsentRefusal if nobody waits for it any more
   */
  void keep(CalendarConsentRecord row, KeptGrant grant) {
    Sealed sealed = encryption.seal(row.getClinicId(), GRANT, row.getId(), grant.json());
    int kept =
        database
            .update(CALENDAR_CONSENT)
            .set(CALENDAR_CONSENT.STATE, ConsentState.CHOOSING.name())
            .set(CALENDAR_CONSENT.GOOGLE_ACCOUNT, grant.account())
            .set(CALENDAR_CONSENT.GRANT_CIPHERTEXT, sealed.ciphertext())
            .set(CALENDAR_CONSENT.GRANT_KEY_ID, sealed.keyId())
            .setNull(CALENDAR_CONSENT.VERIFIER_CIPHERTEXT)
            .where(CALENDAR_CONSENT.ID.eq(row.getId()))
            .and(CALENDAR_CONSENT.STATE.eq(ConsentState.RETURNED.name()))
            .execute();
    if (kept == 0) {
      throw new ConsentRefusal(false);
    }
  }

  /**
   * Connects the chosen calendar.
   *
   * @return the calendar's id
   * @throws ConsentRefusal if there is nothing to choose, or the account has no such calendar
   * @throws CalendarRefusal if another account consented to this calendar
   */
  public UUID choose(UUID id, String googleCalendarId, AuditOrigin origin) {
    CalendarConsentRecord row =
        database
            .selectFrom(CALENDAR_CONSENT)
            .where(CALENDAR_CONSENT.ID.eq(id))
            .and(CALENDAR_CONSENT.STATE.eq(ConsentState.CHOOSING.name()))
            .and(CALENDAR_CONSENT.RETURNED_AT.gt(DatabaseClock.after(CHOICE_LIFE.negated())))
            .fetchOptional()
            .orElseThrow(() -> new ConsentRefusal(false));
    KeptGrant grant = grant(row);
    if (grant.calendars().stream().map(AccountCalendar::id).noneMatch(googleCalendarId::equals)) {
      throw new ConsentRefusal(true);
    }
    return connect(row, grant, googleCalendarId, origin);
  }

  /** Connects a calendar with what a consent gave, and ends the consent in the same commit. */
  UUID connect(
      CalendarConsentRecord row, KeptGrant grant, String googleCalendarId, AuditOrigin origin) {
    return calendars.connect(
        new CalendarConnection(
            row.getClinicId(),
            DoctorMention.of(row.getDoctorId().toString()),
            googleCalendarId,
            new CalendarPermission.Consent(grant.refreshToken()),
            grant.account(),
            policy(row)),
        origin,
        (transaction, calendar) -> connected(transaction, row, calendar));
  }

  private CalendarPolicy policy(CalendarConsentRecord row) {
    return row.getPolicy() == null
        ? calendars
            .ofDoctor(row.getDoctorId())
            .map(DoctorCalendar::policy)
            .orElse(CalendarPolicy.STANDARD)
        : MAPPER.readValue(row.getPolicy().data(), CalendarPolicy.class);
  }

  private static void connected(DSLContext transaction, CalendarConsentRecord row, UUID calendar) {
    int ended =
        transaction
            .update(CALENDAR_CONSENT)
            .set(CALENDAR_CONSENT.STATE, ConsentState.CONNECTED.name())
            .set(CALENDAR_CONSENT.CALENDAR_ID, calendar)
            .setNull(CALENDAR_CONSENT.VERIFIER_CIPHERTEXT)
            .setNull(CALENDAR_CONSENT.GRANT_CIPHERTEXT)
            .setNull(CALENDAR_CONSENT.GOOGLE_ACCOUNT)
            .where(CALENDAR_CONSENT.ID.eq(row.getId()))
            .and(CALENDAR_CONSENT.STATE.eq(row.getState()))
            .execute();
    if (ended == 0) {
      throw new ConsentRefusal(false);
    }
  }
}
