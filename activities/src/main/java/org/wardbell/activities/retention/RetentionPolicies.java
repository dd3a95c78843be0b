package org.wardbell.activities.retention;

import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.RETENTION_POLICY;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.RetentionPolicyRecord;

/**
 * The store of policies: one of the installation, and those of clinics that have their own. The
 * audit trail is one chain for all clinics, so its years are the installation's alone.
 */
public final class RetentionPolicies {
  static final UUID INSTALLATION = new UUID(0, 0);

  /** Returns the policy that counts for a clinic, or with null the installation's. */
  public RetentionPolicy of(DSLContext dsl, @Nullable UUID clinic) {
    RetentionPolicy general = find(dsl, INSTALLATION).orElse(RetentionPolicy.STANDARD);
    return clinic == null ? general : counting(find(dsl, clinic).orElse(general), general);
  }

  /** Returns the policies that count for clinics, in their order. */
  Map<UUID, RetentionPolicy> ofAll(DSLContext dsl, List<UUID> clinics) {
    RetentionPolicy general = of(dsl, null);
    Map<UUID, RetentionPolicy> own =
        dsl.selectFrom(RETENTION_POLICY)
            .where(RETENTION_POLICY.SCOPE.in(clinics))
            .fetchMap(RETENTION_POLICY.SCOPE, RetentionPolicies::read);
    Map<UUID, RetentionPolicy> all = new LinkedHashMap<>();
    for (UUID clinic : clinics) {
      all.put(clinic, counting(own.getOrDefault(clinic, general), general));
    }
    return all;
  }

  private static RetentionPolicy counting(RetentionPolicy own, RetentionPolicy general) {
    return new RetentionPolicy(own.payloadDays(), own.deliveryDays(), general.auditYears());
  }

  /**
   * Returns the same, and makes others that would change it wait until the transaction's end. A
   * clinic may have no row here, so its own row is locked.
   */
  public RetentionPolicy lock(DSLContext transaction, @Nullable UUID clinic) {
    if (clinic == null) {
      insertStandard(transaction);
      transaction
          .selectFrom(RETENTION_POLICY)
          .where(RETENTION_POLICY.SCOPE.eq(INSTALLATION))
          .forUpdate()
          .fetch();
    } else {
      transaction.select(CLINIC.ID).from(CLINIC).where(CLINIC.ID.eq(clinic)).forUpdate().fetch();
    }
    return of(transaction, clinic);
  }

  private static void insertStandard(DSLContext transaction) {
    transaction
        .insertInto(RETENTION_POLICY)
        .set(RETENTION_POLICY.SCOPE, INSTALLATION)
        .set(RETENTION_POLICY.PAYLOAD_DAYS, RetentionPolicy.STANDARD.payloadDays())
        .set(RETENTION_POLICY.DELIVERY_DAYS, RetentionPolicy.STANDARD.deliveryDays())
        .set(RETENTION_POLICY.AUDIT_YEARS, RetentionPolicy.STANDARD.auditYears())
        .set(RETENTION_POLICY.UPDATED_AT, DatabaseClock.now())
        .onDuplicateKeyIgnore()
        .execute();
  }

  /** Returns whether a clinic has a policy of its own. */
  public boolean hasOwn(DSLContext dsl, UUID clinic) {
    return find(dsl, clinic).isPresent();
  }

  private static Optional<RetentionPolicy> find(DSLContext dsl, UUID scope) {
    return dsl.selectFrom(RETENTION_POLICY)
        .where(RETENTION_POLICY.SCOPE.eq(scope))
        .fetchOptional(RetentionPolicies::read);
  }

  private static RetentionPolicy read(RetentionPolicyRecord row) {
    return new RetentionPolicy(row.getPayloadDays(), row.getDeliveryDays(), row.getAuditYears());
  }

  /** Keeps a policy, checked, inside the caller's transaction; with null the installation's. */
  public void put(DSLContext transaction, @Nullable UUID clinic, RetentionPolicy policy) {
    RetentionPolicyRecord row = new RetentionPolicyRecord();
    row.setPayloadDays(policy.payloadDays());
    row.setDeliveryDays(policy.deliveryDays());
    row.setAuditYears(policy.auditYears());
    transaction
        .insertInto(RETENTION_POLICY)
        .set(row)
        .set(RETENTION_POLICY.SCOPE, clinic == null ? INSTALLATION : clinic)
        .set(RETENTION_POLICY.UPDATED_AT, DatabaseClock.now())
        .onDuplicateKeyUpdate()
        .set(row)
        .set(RETENTION_POLICY.UPDATED_AT, DatabaseClock.now())
        .execute();
  }

  /** Removes a clinic's own policy: the installation's counts again. */
  public void remove(DSLContext transaction, UUID clinic) {
    transaction.deleteFrom(RETENTION_POLICY).where(RETENTION_POLICY.SCOPE.eq(clinic)).execute();
  }
}
