package org.wardbell.activities.clinic;

import static org.wardbell.activities.database.generated.Tables.API_KEY;
import static org.wardbell.activities.database.generated.Tables.CLINIC;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.ApiKeyRecord;

/**
 * The set-up of an empty installation: the clinic {@code default} and a key that administers
 * everything. Safe to run at every start and in several processes at once.
 */
public final class FirstStart {
  /** Fewer characters than this could be a password that a person made up. */
  public static final int MINIMUM_ADMINISTRATOR_KEY_LENGTH = 32;

  /**
   * Different pairs of neighbouring characters. 32 random digits, the poorest alphabet that
   * somebody may use, have 27 of them; a text that repeats itself, or one character, has few.
   */
  private static final int MINIMUM_PAIRS = 18;

  /** Marks the one key that follows the environment; changing the variable revokes the old one. */
  private static final String CONFIGURED_NAME = "WARDBELL_ADMIN_KEY";

  private static final String MADE_NAME = "administrator";

  private final DSLContext database;
  private final ClinicStore clinics;
  private final ApiKeyStore keys;
  private final AuditStore audit;
  private final InstantSource clock;

  public FirstStart(
      DSLContext database,
      ClinicStore clinics,
      ApiKeyStore keys,
      AuditStore audit,
      InstantSource clock) {
    this.database = database;
    this.clinics = clinics;
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Creates what is missing.
   *
   * @param configuredKey the administrator key the operator chose, or null or blank to have one
   *     made
   * @param keep is given a made key before the database knows it, so that a start that fails later
   *     does not lose it
   * @return the administrator key if it was made just now; it cannot be read again
   * @throws UnusableAdministratorKey if the chosen key is shorter than {@value
   *     #MINIMUM_ADMINISTRATOR_KEY_LENGTH} characters, repeats itself, or looks like one of ours
   *     and is none
   */
  public Optional<String> run(@Nullable String configuredKey, Consumer<String> keep) {
    String chosen = chosen(configuredKey);
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          makeDefaultClinic(transaction);
          return chosen == null
              ? makeKeyIfNone(transaction, keep)
              : keepChosen(transaction, chosen);
        });
  }

  private static @Nullable String chosen(@Nullable String configuredKey) {
    checkKey(configuredKey);
    return configuredKey == null || configuredKey.isBlank() ? null : configuredKey.strip();
  }

  /**
   * Checks a key that the operator chose, which can be done before there is a database.
   *
   * @param configuredKey null or blank to have one made
   * @throws UnusableAdministratorKey as {@link #run} does
   */
  public static void checkKey(@Nullable String configuredKey) {
    if (configuredKey == null || configuredKey.isBlank()) {
      return;
    }
    String chosen = configuredKey.strip();
    if (chosen.length() < MINIMUM_ADMINISTRATOR_KEY_LENGTH) {
      throw new UnusableAdministratorKey(
          "WARDBELL_ADMIN_KEY has %d characters; it needs at least %d. Make one with: openssl rand -base64 32"
              .formatted(chosen.length(), MINIMUM_ADMINISTRATOR_KEY_LENGTH));
    }
    long pairs =
        IntStream.range(1, chosen.length())
            .mapToObj(i -> chosen.substring(i - 1, i + 1))
            .distinct()
            .count();
    if (pairs < MINIMUM_PAIRS) {
      throw new UnusableAdministratorKey(
          "WARDBELL_ADMIN_KEY repeats itself, so it is easy to guess. Make one with: openssl rand -base64 32");
    }
    if (!ApiKeys.mayExist(chosen)) {
      throw new UnusableAdministratorKey(
          "WARDBELL_ADMIN_KEY begins with %s like a key that Wardbell made, and its checksum is wrong: it was copied badly. Copy it again, or make one with: openssl rand -base64 32"
              .formatted(ApiKeys.PREFIX));
    }
  }

  /** Afterwards the clinic's row is locked, so that two processes starting at once make one key. */
  private void makeDefaultClinic(DSLContext transaction) {
    clinics
        .insertDefault(
            transaction,
            new NewClinic(
                ClinicStore.DEFAULT_NAME, null, null, null, ZoneId.systemDefault(), false),
            clock.instant())
        .ifPresent(
            made ->
                note(transaction, "clinic.created", made.id(), "clinic/" + made.id(), Map.of()));
    transaction
        .select(CLINIC.ID)
        .from(CLINIC)
        .where(CLINIC.IS_DEFAULT.isTrue())
        .forUpdate()
        .fetch();
  }

  private Optional<String> makeKeyIfNone(DSLContext transaction, Consumer<String> keep) {
    Instant now = clock.instant();
    if (keys.countInstallationAdministrators(transaction, now) > 0) {
      return Optional.empty();
    }
    String key = ApiKeys.make();
    keep.accept(key);
    insertAdministrator(transaction, MADE_NAME, ApiKeys.hash(key), now);
    return Optional.of(key);
  }

  private Optional<String> keepChosen(DSLContext transaction, String chosen) {
    Instant now = clock.instant();
    byte[] hash = ApiKeys.hash(chosen);
    List<ApiKeyRecord> earlier =
        transaction
            .selectFrom(API_KEY)
            .where(
                API_KEY.CLINIC_ID.isNull(),
                API_KEY.NAME.eq(CONFIGURED_NAME),
                API_KEY.REVOKED_AT.isNull())
            .fetch();
    boolean kept = false;
    for (ApiKeyRecord row : earlier) {
      if (Arrays.equals(row.getHash(), hash)) {
        kept = true;
      } else {
        keys.revoke(transaction, row.getId(), now);
        note(transaction, "key.revoked", null, "key/" + row.getId(), Map.of());
      }
    }
    if (!kept && !revive(transaction, hash)) {
      insertAdministrator(transaction, CONFIGURED_NAME, hash, now);
    }
    return Optional.empty();
  }

  /**
   * Revives a key. The same text may have been a key before, perhaps a revoked one: the operator's
   * word is newer.
   */
  private boolean revive(DSLContext transaction, byte[] hash) {
    boolean revived =
        transaction
                .update(API_KEY)
                .setNull(API_KEY.CLINIC_ID)
                .set(API_KEY.NAME, CONFIGURED_NAME)
                .set(API_KEY.ROLE, Role.ADMIN.name())
                .setNull(API_KEY.EXPIRES_AT)
                .setNull(API_KEY.REVOKED_AT)
                .where(API_KEY.HASH.eq(hash))
                .execute()
            == 1;
    if (revived) {
      UUID id =
          transaction
              .select(API_KEY.ID)
              .from(API_KEY)
              .where(API_KEY.HASH.eq(hash))
              .fetchSingle(API_KEY.ID);
      note(transaction, "key.revived", null, "key/" + id, administrator(CONFIGURED_NAME));
    }
    return revived;
  }

  private void insertAdministrator(DSLContext transaction, String name, byte[] hash, Instant now) {
    UUID id = Ids.next();
    keys.insert(transaction, new ApiKey(id, null, name, Role.ADMIN, now, null, null, null), hash);
    note(transaction, "key.created", null, "key/" + id, administrator(name));
  }

  private static Map<String, Object> administrator(String name) {
    return Map.of("role", Role.ADMIN.name(), "name", name, "scope", "installation");
  }

  private void note(
      DSLContext transaction,
      String action,
      @Nullable UUID clinicId,
      String target,
      Map<String, Object> detail) {
    audit.append(
        transaction, AuditEntry.of(clinicId, AuditOrigin.SYSTEM, action, target).with(detail));
  }
}
