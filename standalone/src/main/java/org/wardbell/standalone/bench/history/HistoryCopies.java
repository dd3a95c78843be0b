package org.wardbell.standalone.bench.history;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Copies of a part of a history, with later times, and with ids and numbers that belong to these.
 * The database makes them, so that no row comes to us.
 */
final class HistoryCopies {
  /** Rows of one transaction. */
  private static final long CHUNK = 10_000;

  private static final Set<Field<UUID>> IDS =
      Set.of(EVENT.ID, DELIVERY.ID, DELIVERY.EVENT_ID, ATTEMPT.DELIVERY_ID);

  private final DSLContext database;
  private final List<Part> parts;

  /**
   * The rows of a table that the part has.
   *
   * @param after the number before their first
   */
  private record Part(Table<?> table, Field<Long> number, Field<?>[] fields, long after) {}

  private HistoryCopies(DSLContext database, List<Part> parts) {
    this.database = database;
    this.parts = parts;
  }

  /** Returns copies of what will be inserted from now on. */
  static HistoryCopies before(DSLContext database) {
    return new HistoryCopies(
        database,
        List.of(
            part(database, EVENT, EVENT.NUMBER, HistoryRows.EVENT_FIELDS),
            part(database, DELIVERY, DELIVERY.NUMBER, HistoryRows.DELIVERY_FIELDS),
            part(database, ATTEMPT, ATTEMPT.NUMBER, HistoryRows.ATTEMPT_FIELDS)));
  }

  private static Part part(
      DSLContext database, Table<?> table, Field<Long> number, Field<?>[] fields) {
    return new Part(table, number, fields, highest(database, table, number));
  }

  private static long highest(DSLContext database, Table<?> table, Field<Long> number) {
    return database
        .select(number)
        .from(table)
        .orderBy(number.desc())
        .limit(1)
        .fetchOptional(number)
        .orElse(0L);
  }

  /**
   * Makes the next copy. Rows that others point to come first.
   *
   * @param which it is, from 1 on
   * @param later than the part before it
   * @param done is told from time to time
   */
  void copy(int which, Duration later, Runnable done) {
    for (Part part : parts) {
      long before = highest(database, part.table(), part.number());
      long first = before - (before - part.after()) / which;
      for (long from = first + 1; from <= before; from += CHUNK) {
        copy(part, from, Math.min(before, from + CHUNK - 1), before - first, later);
        done.run();
      }
    }
  }

  private void copy(Part part, long from, long to, long further, Duration later) {
    List<Field<?>> into = new ArrayList<>(List.of(part.fields()));
    List<Field<?>> values = new ArrayList<>();
    for (Field<?> field : part.fields()) {
      values.add(value(field, later));
    }
    into.add(part.number());
    values.add(part.number().plus(DSL.inline(further)));
    database
        .insertInto(part.table())
        .columns(into)
        .select(
            DSL.select(values)
                .from(part.table())
                .where(part.number().between(from, to))
                .orderBy(part.number()))
        .execute();
  }

  private static Field<?> value(Field<?> field, Duration later) {
    if (IDS.contains(field)) {
      return id(field, later);
    }
    if (field.equals(EVENT.WORKFLOW_ID)) {
      return DSL.field("concat('event/', bin_to_uuid({0}))", String.class, id(EVENT.ID, later));
    }
    return field.getType() == Instant.class
        ? DSL.field(
            "{0} + interval {1} second", field.getDataType(), field, DSL.inline(later.toSeconds()))
        : field;
  }

  /** Returns the same UUIDv7 of a later time: its first 48 bits are milliseconds. */
  private static Field<?> id(Field<?> field, Duration later) {
    return DSL.field(
        "unhex(concat(lpad(hex(cast(conv(hex(left({0}, 6)), 16, 10) as unsigned) + {1}), 12, '0'),"
            + " substr(hex({0}), 13)))",
        field.getDataType(), field, DSL.inline(later.toMillis()));
  }
}
