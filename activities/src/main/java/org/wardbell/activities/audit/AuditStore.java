package org.wardbell.activities.audit;

import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.AUDIT_UNSEALED;

import java.time.InstantSource;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail: rows are added inside the transaction they report, and never changed. Each is
 * sealed some seconds later by {@link AuditSealing}.
 */
public final class AuditStore {
  private final InstantSource clock;

  public AuditStore(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Adds an entry; it stands or falls with the caller's transaction. Outside of one it has a
   * transaction of its own, because it is two rows; inside of one that costs a savepoint.
   */
  public void append(DSLContext database, AuditEntry entry) {
    database.transaction(configuration -> insert(configuration.dsl(), entry));
  }

  private void insert(DSLContext transaction, AuditEntry entry) {
    AuditOrigin origin = entry.origin();
    transaction
        .insertInto(AUDIT)
        .set(AUDIT.CLINIC_ID, entry.clinicId())
        .set(AUDIT.AT, clock.instant())
        .set(AUDIT.ACTOR, origin.actor())
        .set(AUDIT.ACTOR_NAME, origin.name())
        .set(AUDIT.ACTOR_ROLE, origin.role())
        .set(AUDIT.ADDRESS, origin.address())
        .set(AUDIT.REQUEST_ID, origin.requestId())
        .set(AUDIT.ACTION, entry.action())
        .set(AUDIT.TARGET, entry.target())
        .set(AUDIT.OUTCOME, entry.outcome())
        .set(AUDIT.DETAIL, AuditRows.json(entry.detail()))
        .execute();
    transaction
        .insertInto(AUDIT_UNSEALED, AUDIT_UNSEALED.NUMBER)
        .values(DSL.field("last_insert_id()", AUDIT_UNSEALED.NUMBER.getDataType()))
        .execute();
  }

  /**
   * Entries, newest first.
   *
   * @param before only entries with a lower number, or null to begin with the newest
   */
  public List<KeptAuditEntry> list(
      DSLContext database, AuditFilter filter, @Nullable Long before, int limit) {
    return database
        // What happened to one thing is rare among all that happened in its clinic.
        .selectFrom(filter.target() == null ? AUDIT : AUDIT.useIndex("audit_target"))
        .where(wanted(filter))
        .and(before == null ? DSL.noCondition() : AUDIT.NUMBER.lt(before))
        .orderBy(AUDIT.NUMBER.desc())
        .limit(limit)
        .fetch(AuditRows::read);
  }

  private static Condition wanted(AuditFilter filter) {
    Condition wanted = DSL.noCondition();
    if (filter.clinicId() != null) {
      wanted = wanted.and(AUDIT.CLINIC_ID.eq(filter.clinicId()));
    }
    if (filter.actor() != null) {
      wanted = wanted.and(AUDIT.ACTOR.eq(filter.actor()));
    }
    if (filter.action() != null) {
      wanted =
          wanted.and(
              filter.action().endsWith(".")
                  ? AUDIT.ACTION.startsWith(filter.action())
                  : AUDIT.ACTION.eq(filter.action()));
    }
    if (filter.target() != null) {
      wanted = wanted.and(AUDIT.TARGET.eq(filter.target()));
    }
    if (filter.from() != null) {
      wanted = wanted.and(AUDIT.AT.ge(filter.from()));
    }
    return filter.to() == null ? wanted : wanted.and(AUDIT.AT.lt(filter.to()));
  }
}
