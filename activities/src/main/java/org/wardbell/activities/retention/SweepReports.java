package org.wardbell.activities.retention;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;
import static org.wardbell.activities.database.generated.Tables.RETENTION_RUN;
import static org.wardbell.activities.database.generated.Tables.RETENTION_SHARE;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.RetentionRunRecord;
import org.wardbell.activities.database.generated.tables.records.RetentionShareRecord;

/** The query behind the page of sweeps. */
public final class SweepReports {
  /** What is counted. */
  static final List<TableField<RetentionShareRecord, Long>> COUNTS =
      List.of(
          RETENTION_SHARE.EXPIRED,
          RETENTION_SHARE.PAYLOADS,
          RETENTION_SHARE.BODIES,
          RETENTION_SHARE.ANSWERS,
          RETENTION_SHARE.ATTEMPTS,
          RETENTION_SHARE.DELIVERIES,
          RETENTION_SHARE.EVENTS,
          RETENTION_SHARE.KEPT);

  private final DSLContext dsl;

  SweepReports(DSLContext dsl) {
    this.dsl = dsl;
  }

  /**
   * Sweeps, newest first.
   *
   * @param clinic only what concerns that one, or null for the sum over all
   * @param before only sweeps with a smaller number, or null to begin with the newest
   */
  public List<SweepReport> list(@Nullable UUID clinic, @Nullable Long before, int limit) {
    List<RetentionRunRecord> runs =
        dsl.selectFrom(RETENTION_RUN)
            .where(before == null ? DSL.noCondition() : RETENTION_RUN.NUMBER.lt(before))
            .and(clinic == null ? DSL.noCondition() : hasShare(clinic))
            .orderBy(RETENTION_RUN.NUMBER.desc())
            .limit(limit)
            .fetch();
    Map<UUID, Record> shares = shares(runs, clinic);
    return runs.stream().map(run -> report(run, shares.get(run.getId()))).toList();
  }

  private static Condition hasShare(UUID clinic) {
    return exists(
        selectOne()
            .from(RETENTION_SHARE)
            .where(RETENTION_SHARE.RUN_ID.eq(RETENTION_RUN.ID))
            .and(RETENTION_SHARE.CLINIC_ID.eq(clinic)));
  }

  private Map<UUID, Record> shares(List<RetentionRunRecord> runs, @Nullable UUID clinic) {
    List<SelectField<?>> fields = new ArrayList<>();
    fields.add(RETENTION_SHARE.RUN_ID);
    fields.add(count().minus(count(RETENTION_SHARE.FINISHED_AT)).as("left"));
    fields.add(max(RETENTION_SHARE.PAYLOADS_UNTIL).as("payloads_until"));
    fields.add(max(RETENTION_SHARE.DELIVERIES_UNTIL).as("deliveries_until"));
    COUNTS.forEach(column -> fields.add(sum(column).as(column.getName())));
    Map<UUID, Record> shares = new LinkedHashMap<>();
    dsl.select(fields)
        .from(RETENTION_SHARE)
        .where(RETENTION_SHARE.RUN_ID.in(runs.stream().map(RetentionRunRecord::getId).toList()))
        .and(clinic == null ? DSL.noCondition() : RETENTION_SHARE.CLINIC_ID.eq(clinic))
        .groupBy(RETENTION_SHARE.RUN_ID)
        .forEach(row -> shares.put(row.get(RETENTION_SHARE.RUN_ID), row));
    return shares;
  }

  private static SweepReport report(RetentionRunRecord run, @Nullable Record shares) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (var column : COUNTS) {
      @Nullable BigDecimal rows =
          shares == null ? null : shares.get(column.getName(), BigDecimal.class);
      counts.put(column.getName(), rows == null ? 0 : rows.longValue());
    }
    return new SweepReport(
        run.getId(),
        run.getNumber(),
        run.getStartedAt(),
        run.getFinishedAt(),
        shares == null ? 0 : shares.get("left", Integer.class),
        shares == null ? null : shares.get("payloads_until", Instant.class),
        shares == null ? null : shares.get("deliveries_until", Instant.class),
        counts,
        new SweepReport.Audit(run.getAuditUntil(), run.getAuditRows(), run.getAuditProblem()));
  }
}
