package org.wardbell.api.clinic;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.ApiKey;
import org.wardbell.activities.clinic.ApiKeyStore;
import org.wardbell.activities.clinic.ApiKeys;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.KnownKeys;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The commands on API keys, each with its line in the audit trail. */
@Component
public final class KeyCommands {
  private static final int MAXIMUM_NAME = 120;

  private final DSLContext database;
  private final ApiKeyStore keys;
  private final KnownKeys known;
  private final RequestedClinic clinics;
  private final AuditStore audit;

  KeyCommands(
      DSLContext database,
      ApiKeyStore keys,
      KnownKeys known,
      RequestedClinic clinics,
      AuditStore audit) {
    this.database = database;
    this.keys = keys;
    this.known = known;
    this.clinics = clinics;
    this.audit = audit;
  }

  /**
   * A key that was made.
   *
   * @param text the key itself, which is shown once
   */
  public record Made(ApiKey key, String text) {
    /** Hides the key. */
    @Override
    public String toString() {
      return "Made[" + key.id() + "]";
    }
  }

  /** Makes a key. */
  public Made create(KeyRequest request, Caller caller) {
    String text = ApiKeys.make();
    ApiKey key = checked(request, caller);
    database.transaction(
        configuration -> {
          keys.insert(configuration.dsl(), key, ApiKeys.hash(text));
          audit.append(configuration.dsl(), note(key, caller, "key.created").with(rights(key)));
        });
    return new Made(key, text);
  }

  private static AuditEntry note(ApiKey key, Caller caller, String action) {
    return AuditEntry.of(key.clinicId(), caller.origin(), action, "key/" + key.id());
  }

  /** Returns what a key may do; none of it is secret. */
  private static Map<String, Object> rights(ApiKey key) {
    return Map.of(
        "name",
        key.name(),
        "role",
        key.role().name(),
        "scope",
        key.clinicId() == null ? "installation" : "clinic",
        "expires_at",
        key.expiresAt() == null ? "never" : key.expiresAt().toString());
  }

  private ApiKey checked(KeyRequest request, Caller caller) {
    Instant now = ApplicationClock.now();
    FieldChecks checks = new FieldChecks();
    String name = checks.text("name", request.name(), MAXIMUM_NAME);
    Instant expiresAt = checks.optionalTime("expires_at", request.expiresAt());
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      checks.add("expires_at", "is in the past", "Choose a later time, or leave it out.");
    }
    boolean installation =
        RightsChecks.isForInstallation(request.installation(), request.clinic(), checks);
    Role role = RightsChecks.role(request.role(), checks);
    checks.orThrow();
    return new ApiKey(
        Ids.next(),
        clinics.ofRights(
            caller,
            installation,
            request.clinic(),
            "Only a key of the installation can make another one."),
        name,
        role,
        now,
        expiresAt,
        null,
        null);
  }

  /** Returns the keys that this caller sees, newest first, and notes the look. */
  public List<ApiKey> list(@Nullable UUID after, int rows, Caller caller) {
    audit.append(
        database, AuditEntry.of(caller.clinicId(), caller.origin(), "key.listed", "key/*"));
    return keys.list(caller.clinicId(), after, rows);
  }

  /** Returns what is known of a key, and notes the look. */
  public ApiKey read(UUID id, Caller caller) {
    ApiKey key = visible(id, caller);
    audit.append(database, note(key, caller, "key.read"));
    return key;
  }

  /** Ends a key: at once in this process, within five seconds in others. */
  public void revoke(UUID id, IfMatch condition, Caller caller) {
    ApiKey key = visible(id, caller);
    condition.require(KeyView.of(key).revision());
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          Instant now = Instant.now();
          if (keys.revoke(transaction, id, now)) {
            audit.append(transaction, note(key, caller, "key.revoked").with(rights(key)));
          }
          if (keys.countInstallationAdministrators(transaction, now) == 0) {
            throw ProblemException.of(
                ProblemKind.CONFLICT,
                "This is the last key that administers the installation. Make another one first.");
          }
        });
    known.forget();
  }

  private ApiKey visible(UUID id, Caller caller) {
    ApiKey key =
        keys.find(id)
            .filter(found -> found.revokedAt() == null)
            .orElseThrow(() -> ProblemException.notFound("API key"));
    caller.requireSees(key.clinicId(), "API key");
    return key;
  }
}
