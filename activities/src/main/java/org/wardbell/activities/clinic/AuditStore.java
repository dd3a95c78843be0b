package org.wardbell.activities.clinic;

import static org.wardbell.activities.database.generated.Tables.AUDIT;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.AuditRecord;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The audit trail: rows are added inside the transaction they report, and never changed. */
public final class AuditStore {
  private static final JsonMapper JSON_MAPPER = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> DETAIL = new TypeReference<>() {};

  private final InstantSource clock;

  public AuditStore(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds an entry; it stands or falls with the caller's transaction. */
  public void append(DSLContext transaction, AuditEntry entry) {
    transaction
        .insertInto(AUDIT)
        .set(AUDIT.CLINIC_ID, entry.clinicId())
        .set(AUDIT.AT, clock.instant())
        .set(AUDIT.ACTOR, entry.actor())
        .set(AUDIT.ACTION, entry.action())
        .set(AUDIT.TARGET, entry.target())
        .set(
            AUDIT.DETAIL,
            entry.detail().isEmpty()
                ? null
                : JSON.json(JSON_MAPPER.writeValueAsString(entry.detail())))
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
        .selectFrom(AUDIT)
        .where(wanted(filter))
        .and(before == null ? DSL.noCondition() : AUDIT.NUMBER.lt(before))
        .orderBy(AUDIT.NUMBER.desc())
        .limit(limit)
        .fetch(AuditStore::read);
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

  private static KeptAuditEntry read(AuditRecord row) {
    JSON detail = row.getDetail();
    return new KeptAuditEntry(
        row.getNumber(),
        row.getAt(),
        new AuditEntry(
            row.getClinicId(),
            row.getActor(),
            row.getAction(),
            row.getTarget(),
            detail == null ? Map.of() : JSON_MAPPER.readValue(detail.data(), DETAIL)));
  }
}
