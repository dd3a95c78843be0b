package org.wardbell.activities.person;

import static org.wardbell.activities.database.generated.Tables.PERSON;
import static org.wardbell.activities.database.generated.Tables.PERSON_GRANT;
import static org.wardbell.activities.database.generated.Tables.PERSON_LINK;
import static org.wardbell.activities.database.generated.Tables.PERSON_RECOVERY;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.PersonRecord;
import tools.jackson.databind.json.JsonMapper;

/**
 * The store of people. What tells who somebody is lies sealed with the installation's key; an
 * address is found by its fingerprint.
 */
public final class PersonStore {
  private static final String COLUMN = "person.details";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final DSLContext database;
  private final Encryption encryption;
  private final Grants grants;

  PersonStore(DSLContext database, Encryption encryption, Grants grants) {
    this.database = database;
    this.encryption = encryption;
    this.grants = grants;
  }

  /**
   * The part of a person that lies sealed.
   *
   * @param stepsAway null in rows of before there was such a thing
   */
  private record Details(String email, String name, @Nullable Boolean stepsAway) {}

  /** Returns the HMAC of a normalized address, under which its person is kept. */
  public byte[] fingerprint(String normalized) {
    return encryption.fingerprint(
        null, ("person.email/" + normalized).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the HMAC under which a person with these properties is kept. */
  public byte[] fingerprint(NewPerson person) {
    return fingerprint(
        EmailAddress.normalized(person.email())
            .orElseThrow(() -> new IllegalArgumentException("an address is checked before")));
  }

  /** Returns the person with this id. */
  public Optional<Person> find(UUID id) {
    return find(database, id);
  }

  /** Returns the person with this id, read inside the caller's transaction. */
  public Optional<Person> find(DSLContext dsl, UUID id) {
    return dsl.selectFrom(PERSON)
        .where(PERSON.ID.eq(id))
        .fetchOptional()
        .map(row -> read(row, grants.of(dsl, List.of(id))));
  }

  /** Returns the person with this id, whose row stays locked until the transaction's end. */
  public Optional<Person> lock(DSLContext transaction, UUID id) {
    return transaction
        .selectFrom(PERSON)
        .where(PERSON.ID.eq(id))
        .forUpdate()
        .fetchOptional()
        .map(row -> read(row, grants.of(transaction, List.of(id))));
  }

  /** Returns the person whose address has this fingerprint. */
  public Optional<Person> find(byte[] fingerprint) {
    return database
        .selectFrom(PERSON)
        .where(PERSON.EMAIL_FINGERPRINT.eq(fingerprint))
        .fetchOptional()
        .map(row -> read(row, grants.of(database, List.of(row.getId()))));
  }

  /** Returns whether there is anybody. */
  public boolean isEmpty(DSLContext dsl) {
    return !dsl.fetchExists(PERSON);
  }

  /**
   * People, newest first.
   *
   * @param clinic only those with a role in that clinic, or null for all
   * @param before only people made before this one, or null to begin with the newest
   */
  public List<Person> list(@Nullable UUID clinic, @Nullable UUID before, int limit) {
    List<PersonRecord> rows =
        database
            .selectFrom(PERSON)
            .where(
                clinic == null
                    ? DSL.noCondition()
                    : PERSON.ID.in(
                        DSL.select(PERSON_GRANT.PERSON_ID)
                            .from(PERSON_GRANT)
                            .where(PERSON_GRANT.SCOPE.eq(clinic))))
            .and(before == null ? DSL.noCondition() : PERSON.ID.lt(before))
            .orderBy(PERSON.ID.desc())
            .limit(limit)
            .fetch();
    Map<UUID, List<Grant>> granted =
        grants.of(database, rows.stream().map(PersonRecord::getId).toList());
    return rows.stream().map(row -> read(row, granted)).toList();
  }

  /** Keeps a new person inside the caller's transaction; empty if the address is somebody's. */
  public Optional<UUID> insert(DSLContext transaction, NewPerson person, Instant now) {
    UUID id = Ids.next();
    Sealed details = seal(id, person);
    int inserted =
        transaction
            .insertInto(PERSON)
            .set(PERSON.ID, id)
            .set(PERSON.EMAIL_FINGERPRINT, fingerprint(person))
            .set(PERSON.DETAILS_CIPHERTEXT, details.ciphertext())
            .set(PERSON.KEY_ID, details.keyId())
            .set(PERSON.TIME_ZONE, person.timeZone().getId())
            .set(PERSON.LANGUAGE, person.language().toLanguageTag())
            .set(PERSON.SINGLE_KEYS, person.singleKeys())
            .set(PERSON.CREATED_AT, now)
            .onDuplicateKeyIgnore()
            .execute();
    return inserted == 0 ? Optional.empty() : Optional.of(id);
  }

  /**
   * Replaces a person's properties inside the caller's transaction; false if the new address is
   * another person's.
   */
  public boolean update(DSLContext transaction, UUID id, NewPerson person) {
    Sealed details = seal(id, person);
    try {
      transaction
          .update(PERSON)
          .set(PERSON.EMAIL_FINGERPRINT, fingerprint(person))
          .set(PERSON.DETAILS_CIPHERTEXT, details.ciphertext())
          .set(PERSON.KEY_ID, details.keyId())
          .set(PERSON.TIME_ZONE, person.timeZone().getId())
          .set(PERSON.LANGUAGE, person.language().toLanguageTag())
          .set(PERSON.SINGLE_KEYS, person.singleKeys())
          .where(PERSON.ID.eq(id))
          .execute();
      return true;
    } catch (IntegrityConstraintViolationException taken) {
      return false;
    }
  }

  /** Removes a person and all that was theirs, inside the caller's transaction. */
  public void delete(DSLContext transaction, UUID id) {
    transaction.deleteFrom(PERSON_GRANT).where(PERSON_GRANT.PERSON_ID.eq(id)).execute();
    transaction.deleteFrom(PERSON_LINK).where(PERSON_LINK.PERSON_ID.eq(id)).execute();
    transaction.deleteFrom(PERSON_RECOVERY).where(PERSON_RECOVERY.PERSON_ID.eq(id)).execute();
    transaction.deleteFrom(PERSON).where(PERSON.ID.eq(id)).execute();
  }

  /** Sets a password inside the caller's transaction, which ends all sessions of before. */
  public void setPassword(DSLContext transaction, UUID id, String hash) {
    transaction
        .update(PERSON)
        .set(PERSON.PASSWORD_HASH, hash)
        .set(PERSON.EPOCH, PERSON.EPOCH.plus(1))
        .where(PERSON.ID.eq(id))
        .execute();
  }

  /** Ends all sessions of a person inside the caller's transaction. */
  public void endSessions(DSLContext transaction, UUID id) {
    transaction
        .update(PERSON)
        .set(PERSON.EPOCH, PERSON.EPOCH.plus(1))
        .where(PERSON.ID.eq(id))
        .execute();
  }

  /** Notes a sign-in inside the caller's transaction. */
  public void signedIn(DSLContext transaction, UUID id, Instant now) {
    transaction.update(PERSON).set(PERSON.SIGNED_IN_AT, now).where(PERSON.ID.eq(id)).execute();
  }

  private Sealed seal(UUID id, NewPerson person) {
    return encryption.seal(
        null,
        COLUMN,
        id,
        JSON.writeValueAsBytes(new Details(person.email(), person.name(), person.stepsAway())));
  }

  private Person read(PersonRecord row, Map<UUID, List<Grant>> granted) {
    Details details =
        JSON.readValue(
            encryption.open(null, COLUMN, row.getId(), row.getDetailsCiphertext()), Details.class);
    return new Person(
        row.getId(),
        new NewPerson(
            details.email(),
            details.name(),
            ZoneId.of(row.getTimeZone()),
            Locale.forLanguageTag(row.getLanguage()),
            row.getSingleKeys(),
            Boolean.TRUE.equals(details.stepsAway())),
        row.getPasswordHash(),
        row.getEpoch().longValue(),
        row.getTotpConfirmed(),
        row.getCreatedAt(),
        row.getSignedInAt(),
        granted.getOrDefault(row.getId(), List.of()));
  }
}
