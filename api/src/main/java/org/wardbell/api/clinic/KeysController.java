package org.wardbell.api.clinic;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
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
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** API keys: made, shown without their text, revoked. Nobody can make a key that may do more. */
@RestController
@RequestMapping("/api/v1/keys")
@Tag(name = "API keys", description = "Who may call, and what they may do.")
class KeysController {
  private static final int MAXIMUM_NAME = 120;

  private final DSLContext database;
  private final ApiKeyStore keys;
  private final KnownKeys known;
  private final RequestedClinic clinics;
  private final AuditStore audit;

  KeysController(
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

  @PostMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Make an API key",
      description = "The answer is the only place where the key itself is ever shown.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<KeyView> create(@RequestBody KeyRequest request, Caller caller) {
    String text = ApiKeys.make();
    ApiKey key = checked(request, caller);
    database.transaction(
        configuration -> {
          keys.insert(configuration.dsl(), key, ApiKeys.hash(text));
          audit.append(configuration.dsl(), note(key, caller, "key.created").with(rights(key)));
        });
    return ResponseEntity.created(URI.create("/api/v1/keys/" + key.id()))
        .body(KeyView.with(key, text));
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

  @GetMapping
  @Needs(Role.ADMIN)
  @Operation(summary = "List API keys", description = "Those that were not revoked, newest first.")
  Page<KeyView> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = PageRequest.of(limit, cursor);
    audit.append(
        database, AuditEntry.of(caller.clinicId(), caller.origin(), "key.listed", "key/*"));
    return page.page(
        keys.list(caller.clinicId(), page.afterId(), page.rows()),
        key -> key.id().toString(),
        KeyView::of);
  }

  @GetMapping("/{id}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Read an API key",
      description =
          "What is known of it, without the key itself. The look is written to the audit trail.")
  KeyView read(@PathVariable UUID id, Caller caller) {
    ApiKey key = visible(id, caller);
    audit.append(database, note(key, caller, "key.read"));
    return KeyView.of(key);
  }

  @DeleteMapping("/{id}")
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Revoke an API key",
      description = "It ends at once in this process and within five seconds in others.")
  @ApiResponse(responseCode = "204", description = "Done.")
  void revoke(@PathVariable UUID id, IfMatch condition, Caller caller) {
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
