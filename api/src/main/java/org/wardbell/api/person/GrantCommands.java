package org.wardbell.api.person;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.person.Grant;
import org.wardbell.activities.person.Grants;
import org.wardbell.activities.person.PasswordLinks;
import org.wardbell.activities.person.Person;
import org.wardbell.api.access.Caller;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.clinic.RightsChecks;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The commands that give and take roles, each with its line in the audit trail. */
@Component
public final class GrantCommands {
  private static final String INSTALLATION = "installation";

  private final DSLContext database;
  private final Grants grants;
  private final PasswordLinks links;
  private final VisiblePeople visible;
  private final RequestedClinic clinics;
  private final AuditStore audit;

  GrantCommands(
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

  /**
   * Gives a person a role, in place of the one that the person has there.
   *
   * @param scope id of a clinic, or the word installation
   */
  public Person put(
      UUID id, String scope, @Nullable Role wanted, IfMatch condition, Caller caller) {
    UUID clinic = clinic(scope, caller);
    FieldChecks checks = new FieldChecks();
    Role role = RightsChecks.role(wanted, checks);
    checks.orThrow();
    Grant grant = new Grant(clinic, role);
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          Person before = visible.locked(transaction, id, caller);
          condition.require(PersonView.of(before, caller).revision());
          grants.put(transaction, id, grant, ApplicationClock.now());
          if (before.grants().stream().noneMatch(has -> Objects.equals(has.clinicId(), clinic))) {
            // Whoever made it for the roles of before may still have it.
            links.remove(transaction, id);
          }
          audit.append(
              transaction,
              AuditEntry.of(clinic, caller.origin(), "person.granted", "person/" + id)
                  .with(told(grant)));
          return visible.locked(transaction, id, caller);
        });
  }

  /** Takes a role from a person. */
  public void remove(UUID id, String scope, IfMatch condition, Caller caller) {
    UUID clinic = clinic(scope, caller);
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          condition.require(
              PersonView.of(visible.locked(transaction, id, caller), caller).revision());
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
