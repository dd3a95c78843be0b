package org.wardbell.activities.statistics;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.DELIVERY_END;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The tables that statistics are counted from, each read in the order of its numbers by its index
 * on them. Names are stored.
 */
enum Source {
  ATTEMPT_ROWS("ATTEMPT") {
    @Override
    Field<Long> number() {
      return ATTEMPT.NUMBER;
    }

    @Override
    List<Fact> read(DSLContext dsl, Condition wanted, int limit) {
      // A delivery ends at the very moment at which its last attempt is written, or otherwise.
      Field<Boolean> ended =
          DSL.field(
              DSL.coalesce(
                  DSL.when(
                      DELIVERY
                          .FINISHED_AT
                          .eq(ATTEMPT.FINISHED_AT)
                          .and(DELIVERY.ATTEMPTS.eq(ATTEMPT.ORDINAL))
                          .and(DELIVERY.STATUS.ne(CANCELLED))
                          .and(ATTEMPT.OUTCOME.ne("LOST")),
                      DSL.inline(true)),
                  DSL.inline(false)));
      return dsl.select(
              ATTEMPT.NUMBER,
              ATTEMPT.CLINIC_ID,
              ATTEMPT.WEBHOOK_ID,
              EVENT.TYPE,
              ATTEMPT.FINISHED_AT,
              ATTEMPT.OUTCOME,
              ATTEMPT.CODE,
              ATTEMPT.TOTAL_MICROS,
              ended)
          .from(ATTEMPT)
          .leftJoin(DELIVERY)
          .on(DELIVERY.ID.eq(ATTEMPT.DELIVERY_ID))
          .leftJoin(EVENT)
          .on(EVENT.ID.eq(DELIVERY.EVENT_ID))
          .where(wanted)
          .orderBy(ATTEMPT.NUMBER)
          .limit(limit)
          .fetch(
              row ->
                  new Fact(
                      row.get(ATTEMPT.NUMBER),
                      row.get(ATTEMPT.CLINIC_ID),
                      row.get(ATTEMPT.WEBHOOK_ID),
                      text(row, EVENT.TYPE),
                      row.get(ATTEMPT.OUTCOME) == null ? null : row.get(ATTEMPT.FINISHED_AT),
                      text(row, ATTEMPT.OUTCOME),
                      text(row, ATTEMPT.CODE),
                      0,
                      1,
                      Boolean.TRUE.equals(row.get(ended)) ? 1 : 0,
                      row.get(ATTEMPT.TOTAL_MICROS)));
    }
  },
  END_ROWS("END") {
    @Override
    Field<Long> number() {
      return DELIVERY_END.NUMBER;
    }

    @Override
    List<Fact> read(DSLContext dsl, Condition wanted, int limit) {
      return dsl.select(
              DELIVERY_END.NUMBER,
              DELIVERY_END.CLINIC_ID,
              DELIVERY_END.WEBHOOK_ID,
              EVENT.TYPE,
              DELIVERY_END.ENDED_AT,
              DELIVERY_END.STATUS,
              DELIVERY_END.CODE)
          .from(DELIVERY_END)
          .leftJoin(EVENT)
          .on(EVENT.ID.eq(DELIVERY_END.EVENT_ID))
          .where(wanted)
          .orderBy(DELIVERY_END.NUMBER)
          .limit(limit)
          .fetch(
              row ->
                  new Fact(
                      row.get(DELIVERY_END.NUMBER),
                      row.get(DELIVERY_END.CLINIC_ID),
                      row.get(DELIVERY_END.WEBHOOK_ID),
                      text(row, EVENT.TYPE),
                      row.get(DELIVERY_END.ENDED_AT),
                      row.get(DELIVERY_END.STATUS),
                      text(row, DELIVERY_END.CODE),
                      0,
                      0,
                      1,
                      null));
    }
  },
  EVENT_ROWS("EVENT") {
    @Override
    Field<Long> number() {
      return EVENT.NUMBER;
    }

    @Override
    List<Fact> read(DSLContext dsl, Condition wanted, int limit) {
      return dsl.select(EVENT.NUMBER, EVENT.CLINIC_ID, EVENT.TYPE, EVENT.SOURCE, EVENT.ACCEPTED_AT)
          .from(EVENT)
          .where(wanted)
          .orderBy(EVENT.NUMBER)
          .limit(limit)
          .fetch(
              row ->
                  new Fact(
                      row.get(EVENT.NUMBER),
                      row.get(EVENT.CLINIC_ID),
                      CountKey.NONE,
                      row.get(EVENT.TYPE),
                      row.get(EVENT.ACCEPTED_AT),
                      "",
                      "",
                      // Those of Wardbell itself say how it goes, not what happened in the clinic.
                      row.get(EVENT.SOURCE).equals("system") ? 0 : 1,
                      0,
                      0,
                      null));
    }
  };

  private static final String CANCELLED = "CANCELLED";

  final String stored;

  Source(String stored) {
    this.stored = stored;
  }

  /** Returns the column of the numbers. */
  abstract Field<Long> number();

  /** Reads rows, the lowest numbers first. */
  abstract List<Fact> read(DSLContext dsl, Condition wanted, int limit);

  private static String text(Record row, TableField<?, String> field) {
    @Nullable String value = row.get(field);
    return Objects.requireNonNullElse(value, "");
  }
}
