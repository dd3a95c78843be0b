package org.wardbell.activities.calendar.consent;

import static org.wardbell.activities.database.generated.Tables.CALENDAR_CONSENT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.crypto.SecretWords;
import org.wardbell.activities.crypto.Sha256;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.CalendarConsentRecord;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ways of browsers to Google's consent page and back (RFC 6749, section 4.1, with PKCE, RFC
 * 7636). A link with a ticket opens a page of ours. A browser whose person goes on from there gets
 * a secret as a cookie and leaves with a state that is made of it; the state is good once, for ten
 * minutes, and only in that browser. Each step is one statement, so that of two who try it one
 * succeeds.
 */
public final class ConsentWays {
  /** The life of a link: it may travel by mail, to a doctor who sees patients all day. */
  public static final Duration LINK_LIFE = Duration.ofHours(24);

  /** The life of a state: long enough to sign in and to read Google's page. */
  public static final Duration STATE_LIFE = Duration.ofMinutes(10);

  static final String VERIFIER = "calendar_consent.verifier";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final DSLContext database;
  private final DoctorStore doctors;
  private final Encryption encryption;
  private final AuditStore audit;

  ConsentWays(DSLContext database, DoctorStore doctors, Encryption encryption, AuditStore audit) {
    this.database = database;
    this.doctors = doctors;
    this.encryption = encryption;
    this.audit = audit;
  }

  /**
   * Begins a consent. Another link of the same doctor that nobody used yet is good no more, so that
   * there is one at a time.
   */
  public BegunConsent begin(NewConsent wanted, AuditOrigin origin) {
    String ticket = SecretWords.random();
    UUID id = Ids.next();
    Instant expires =
        database.transactionResult(
            configuration -> {
              DSLContext transaction = configuration.dsl();
              Doctor doctor = doctors.mention(transaction, wanted.clinicId(), wanted.doctor());
              doctors.lock(transaction, doctor.id());
              supersede(transaction, doctor.id());
              insert(transaction, id, doctor.id(), ticket, wanted, origin.actor());
              audit.append(
                  transaction,
                  AuditEntry.of(wanted.clinicId(), origin, "calendar.consent_begun", target(id)));
              return transaction
                  .select(CALENDAR_CONSENT.EXPIRES_AT)
                  .from(CALENDAR_CONSENT)
                  .where(CALENDAR_CONSENT.ID.eq(id))
                  .fetchSingle(CALENDAR_CONSENT.EXPIRES_AT);
            });
    return new BegunConsent(id, ticket, expires);
  }

  /** Returns the name of a consent in the audit trail. */
  static String target(UUID id) {
    return "calendar-consent/" + id;
  }

  private static void supersede(DSLContext transaction, UUID doctorId) {
    transaction
        .update(CALENDAR_CONSENT)
        .set(CALENDAR_CONSENT.STATE, ConsentState.FAILED.name())
        .set(CALENDAR_CONSENT.ERROR, "superseded")
        .where(CALENDAR_CONSENT.DOCTOR_ID.eq(doctorId))
        .and(CALENDAR_CONSENT.STATE.eq(ConsentState.WAITING.name()))
        .execute();
  }

  private static void insert(
      DSLContext transaction,
      UUID id,
      UUID doctorId,
      String ticket,
      NewConsent wanted,
      String actor) {
    transaction
        .insertInto(CALENDAR_CONSENT)
        .set(CALENDAR_CONSENT.ID, id)
        .set(CALENDAR_CONSENT.CLINIC_ID, wanted.clinicId())
        .set(CALENDAR_CONSENT.DOCTOR_ID, doctorId)
        .set(CALENDAR_CONSENT.STATE, ConsentState.WAITING.name())
        .set(CALENDAR_CONSENT.TICKET_HASH, Sha256.of(ticket))
        .set(CALENDAR_CONSENT.GOOGLE_CALENDAR_ID, wanted.googleCalendarId())
        .set(CALENDAR_CONSENT.CHOOSES, wanted.chooses())
        .set(
            CALENDAR_CONSENT.POLICY,
            wanted.policy() == null
                ? null
                : JSON.valueOf(MAPPER.writeValueAsString(wanted.policy())))
        .set(CALENDAR_CONSENT.KEY_ID, 0)
        .set(CALENDAR_CONSENT.GRANT_KEY_ID, 0)
        .set(CALENDAR_CONSENT.REQUESTED_BY, actor)
        .set(CALENDAR_CONSENT.CREATED_AT, DatabaseClock.now())
        .set(CALENDAR_CONSENT.EXPIRES_AT, DatabaseClock.after(LINK_LIFE))
        .execute();
  }

  /** Returns the consent that a ticket opens, if nobody came back with it and it is not too old. */
  public Optional<UUID> find(String ticket) {
    return open(ticket).map(CalendarConsentRecord::getId);
  }

  private Optional<CalendarConsentRecord> open(String ticket) {
    return SecretWords.isWord(ticket)
        ? database.selectFrom(CALENDAR_CONSENT).where(isOpen(ticket)).fetchOptional()
        : Optional.empty();
  }

  private static Condition isOpen(String ticket) {
    return CALENDAR_CONSENT
        .TICKET_HASH
        .eq(Sha256.of(ticket))
        .and(CALENDAR_CONSENT.STATE.eq(ConsentState.WAITING.name()))
        .and(CALENDAR_CONSENT.EXPIRES_AT.gt(DatabaseClock.now()));
  }

  /** Lets a browser leave with a ticket; one that left with it before cannot come back any more. */
  public Optional<Departure> leave(String ticket) {
    Optional<CalendarConsentRecord> open = open(ticket);
    if (open.isEmpty()) {
      return Optional.empty();
    }
    String verifier = SecretWords.random();
    String secret = SecretWords.random();
    String state = SecretWords.state(secret);
    Sealed sealed =
        encryption.seal(
            open.get().getClinicId(),
            VERIFIER,
            open.get().getId(),
            verifier.getBytes(StandardCharsets.US_ASCII));
    int left =
        database
            .update(CALENDAR_CONSENT)
            .set(CALENDAR_CONSENT.STATE_HASH, Sha256.of(state))
            .set(CALENDAR_CONSENT.VERIFIER_CIPHERTEXT, sealed.ciphertext())
            .set(CALENDAR_CONSENT.KEY_ID, sealed.keyId())
            .set(CALENDAR_CONSENT.LEFT_AT, DatabaseClock.now())
            .where(isOpen(ticket))
            .execute();
    return left == 1
        ? Optional.of(new Departure(state, secret, SecretWords.challenge(verifier)))
        : Optional.empty();
  }

  /**
   * Takes a browser back; the state is good no more then.
   *
   * @param secret what the browser kept, or null if it kept nothing; with another one the state is
   *     not spent
   * @param denied true if the person refused on Google's page
   * @return empty if the state is unknown, spent or too old, or the browser is not the one that
   *     left with it
   */
  public Optional<ReturnedConsent> redeem(String state, @Nullable String secret, boolean denied) {
    if (secret == null || !SecretWords.isWord(secret) || !SecretWords.state(secret).equals(state)) {
      return Optional.empty();
    }
    byte[] hash = Sha256.of(state);
    ConsentState next = denied ? ConsentState.DENIED : ConsentState.RETURNED;
    int redeemed =
        database
            .update(CALENDAR_CONSENT)
            .set(CALENDAR_CONSENT.STATE, next.name())
            .set(CALENDAR_CONSENT.ERROR, denied ? "access_denied" : null)
            .set(CALENDAR_CONSENT.RETURNED_AT, DatabaseClock.now())
            .where(CALENDAR_CONSENT.STATE_HASH.eq(hash))
            .and(CALENDAR_CONSENT.STATE.eq(ConsentState.WAITING.name()))
            .and(CALENDAR_CONSENT.LEFT_AT.gt(DatabaseClock.after(STATE_LIFE.negated())))
            .execute();
    return redeemed == 0
        ? Optional.empty()
        : database
            .selectFrom(CALENDAR_CONSENT)
            .where(CALENDAR_CONSENT.STATE_HASH.eq(hash))
            .fetchOptional(
                row -> new ReturnedConsent(row.getId(), row.getClinicId(), row.getRequestedBy()));
  }
}
