package org.wardbell.activities.clinic;

import static org.wardbell.activities.database.generated.Tables.AUDIT;

import java.time.InstantSource;
import org.jooq.DSLContext;
import org.jooq.JSON;
import tools.jackson.databind.json.JsonMapper;

/** The audit trail: rows are added inside the transaction they report, and never changed. */
public final class AuditStore {
  private static final JsonMapper JSON_MAPPER = JsonMapper.builder().build();

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
}
