package org.wardbell.api.person;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.person.Grant;
import org.wardbell.activities.person.Grants;
import org.wardbell.activities.person.PasswordLinks;
import org.wardbell.activities.person.Person;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.clinic.RightsChecks;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The roles that people have, given and taken. */
@RestController
@RequestMapping("/api/v1/persons/{id}/grants/{scope}")
@Tag(name = "People")
class GrantsController {
  private static final String INSTALLATION = "installation";

  private final DSLContext database;
  private final Grants grants;
  private final PasswordLinks links;
  private final VisiblePeople visible;
  private final RequestedClinic clinics;
  private final AuditStore audit;

  GrantsController(
      DSLContext database,
      Grants grants,
      PasswordLinks links,
      VisiblePeople visible,
      RequestedClinic clinics,
      AuditStore audit) {
    this.database = database;
    this.grants = grants;
    this.links = links;
    this.visible = visible;
    this.clinics = clinics;
    this.audit = audit;
  }

  @PutMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Give a person a role",
      description =
          "In place of the role that the person has there. It counts from the person's next request on. Where the person had none before, a password link that was not used yet works no more.")
  PersonView put(
      @PathVariable UUID id,
      @Parameter(description = "Id of a clinic, or the word installation.") @PathVariable
          String scope,
      @RequestBody GrantRequest request,
      Caller caller) {
    UUID clinic = clinic(scope, caller);
    FieldChecks checks = new FieldChecks();
    Role role = RightsChecks.role(request.role(), checks);
    checks.orThrow();
    Grant grant = new Grant(clinic, role);
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          Person before = visible.locked(transaction, id, caller);
          grants.put(transaction, id, grant, ApplicationClock.now());
          if (before.grants().stream().noneMatch(has -> Objects.equals(has.clinicId(), clinic))) {
            // Whoever made it for the roles of before may still have it.
            links.remove(transaction, id);
          }
          audit.append(
              transaction,
              AuditEntry.of(clinic, caller.origin(), "person.granted", "person/" + id)
                  .with(told(grant)));
          return PersonView.of(visible.locked(transaction, id, caller), caller);
        });
  }

  @DeleteMapping
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Take a role from a person",
      description = "It is gone from the person's next request on. The person stays.")
  @ApiResponse(responseCode = "204", description = "Done.")
  void remove(
      @PathVariable UUID id,
      @Parameter(description = "Id of a clinic, or the word installation.") @PathVariable
          String scope,
      Caller caller) {
    UUID clinic = clinic(scope, caller);
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          visible.locked(transaction, id, caller);
          if (!grants.remove(transaction, id, clinic)) {
            throw ProblemException.of(
                ProblemKind.NOT_FOUND, "This person has no role there that could be taken.");
          }
          audit.append(
              transaction,
              AuditEntry.of(clinic, caller.origin(), "person.revoked", "person/" + id)
                  .with(Map.of("scope", clinic == null ? INSTALLATION : "clinic")));
        });
  }

  /** Returns what the audit trail tells of a role. */
  static Map<String, Object> told(Grant grant) {
    return Map.of(
        "role", grant.role().name(), "scope", grant.clinicId() == null ? INSTALLATION : "clinic");
  }

  private @Nullable UUID clinic(String scope, Caller caller) {
    if (!scope.equals(INSTALLATION)) {
      return clinics.existing(caller, scope);
    }
    if (!caller.isInstallation()) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN,
          "Only an administrator of the installation can give or take a role in it.");
    }
    return null;
  }
}
