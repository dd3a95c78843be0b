package org.wardbell.activities.retention;

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
