package org.wardbell.api.retention;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.retention.EndingQuery;
import org.wardbell.activities.retention.RetentionPolicies;
import org.wardbell.activities.retention.RetentionPolicy;
import org.wardbell.api.access.Caller;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.problem.ProblemException;

/** The commands on the ages at which records end, each with its line in the audit trail. */
@Component
public final class RetentionCommands {
  private final DSLContext database;
  private final RetentionPolicies policies;
  private final EndingQuery ending;
  private final ClinicStore clinics;
  private final AuditStore audit;

  RetentionCommands(
      DSLContext database,
      RetentionPolicies policies,
      EndingQuery ending,
      ClinicStore clinics,
      AuditStore audit) {
    this.database = database;
    this.policies = policies;
    this.ending = ending;
    this.clinics = clinics;
    this.audit = audit;
  }

  /** Returns the ages that count where a clinic says nothing. */
  public RetentionView defaults() {
    return RetentionView.of(policies.of(database, null), false);
  }

  /** Sets them. */
  RetentionView changeDefaults(RetentionRequest request, IfMatch condition, Caller caller) {
    RetentionPolicy wanted = request.checked(null);
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          RetentionPolicy before = policies.lock(transaction, null);
          condition.require(RetentionView.of(before, false).revision());
          if (!wanted.equals(before)) {
            policies.put(transaction, null, wanted);
            note(transaction, null, wanted, caller, "retention/defaults");
          }
        });
    return RetentionView.of(wanted, false);
  }

  /** Returns the ages that count for a clinic. */
  public RetentionView read(UUID id, Caller caller) {
    requireClinic(id, caller);
    return RetentionView.of(policies.of(database, id), policies.hasOwn(database, id));
  }

  /** Returns what would end with other ages that does not end with those of now. */
  public EndingView ending(UUID id, RetentionRequest request, Caller caller) {
    requireClinic(id, caller);
    RetentionPolicy before = policies.of(database, id);
    RetentionPolicy wanted = request.checked(before.auditYears());
    return EndingView.of(ending.of(id, before, wanted));
  }

  /**
   * Sets the ages that count for a clinic.
   *
   * @param asRead whether a request says that the ages are not the clinic's own
   */
  public RetentionView change(
      UUID id, RetentionRequest request, boolean asRead, IfMatch condition, Caller caller) {
    requireClinic(id, caller);
    RetentionPolicy wanted = request.checked(policies.of(database, null).auditYears());
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          RetentionView before = locked(transaction, id, condition);
          RetentionView after = RetentionView.of(wanted, true);
          if (before.equals(after) || (asRead && before.equals(RetentionView.of(wanted, false)))) {
            return before;
          }
          policies.put(transaction, id, wanted);
          note(transaction, id, wanted, caller, "clinic/" + id);
          return after;
        });
  }

  /** Lets the defaults count for a clinic again. */
  public RetentionView reset(UUID id, IfMatch condition, Caller caller) {
    requireClinic(id, caller);
    RetentionPolicy general = policies.of(database, null);
    database.transaction(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          locked(transaction, id, condition);
          policies.remove(transaction, id);
          note(transaction, id, general, caller, "clinic/" + id);
        });
    return RetentionView.of(general, false);
  }

  private RetentionView locked(DSLContext transaction, UUID id, IfMatch condition) {
    RetentionPolicy before = policies.lock(transaction, id);
    RetentionView shown = RetentionView.of(before, policies.hasOwn(transaction, id));
    condition.require(shown.revision());
    return shown;
  }

  private void requireClinic(UUID id, Caller caller) {
    caller.requireSees(id, "clinic");
    if (clinics.find(id).isEmpty()) {
      throw ProblemException.notFound("clinic");
    }
  }

  private void note(
      DSLContext transaction,
      @Nullable UUID clinic,
      RetentionPolicy policy,
      Caller caller,
      String target) {
    Map<String, Object> told = new TreeMap<>();
    told.put("payload_days", policy.payloadDays());
    told.put("delivery_days", policy.deliveryDays());
    if (clinic == null) {
      told.put("audit_years", policy.auditYears());
    }
    audit.append(
        transaction,
        AuditEntry.of(clinic, caller.origin(), "retention.changed", target).with(told));
  }
}
