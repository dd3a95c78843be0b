package org.wardbell.activities.database;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;

/**
 * The columns in which versions before 18 of the schema kept subjects and idempotency keys as they
 * came. They are dropped once nothing is in them.
 */
public final class PlainColumns {
  /**
   * Copies the table. To drop a column at once, MySQL's default, would leave what was in it in the
   * table's file, and in place MySQL drops none beside a virtual column.
   */
  private static final Map<String, String> DROP =
      Map.of(
          "event",
          "alter table event drop key event_idempotency, drop column idempotency_key,"
              + " drop column subject, algorithm=copy",
          "delivery",
          "alter table delivery drop column subject, algorithm=copy");

  /** A lock by name, which MySQL holds for a connection; one for each database. */
  private static final String LOCK = "concat('wardbell.plain.', md5(database()))";

  private static final int WAIT_SECONDS = 5;

  private PlainColumns() {}

  /** Returns the tables that have such columns, in order; none after the first start. */
  public static Set<String> tables(DSLContext database) {
    return new TreeSet<>(
        database
            .resultQuery(
                "select table_name as t from information_schema.columns"
                    + " where table_schema = database() and column_name = 'subject'"
                    + " and table_name in ('event', 'delivery')")
            .fetch(0, String.class));
  }

  /** Drops those of one table, and with them what is still in its file. */
  public static void drop(DSLContext database, String table) {
    database.execute(Objects.requireNonNull(DROP.get(table), table));
  }

  /**
   * Does something with them that only one process may do at a time.
   *
   * @param held a connection, which holds the lock
   * @param waiting is called every five seconds while another process is at it
   */
  public static void alone(DSLContext held, Runnable waiting, Runnable work) {
    while (!Boolean.TRUE.equals(
        held.resultQuery("select get_lock(" + LOCK + ", " + WAIT_SECONDS + ")")
            .fetchOne(0, Boolean.class))) {
      waiting.run();
    }
    try {
      work.run();
    } finally {
      held.fetch("select release_lock(" + LOCK + ")");
    }
  }

  /**
   * Drops them where there are no rows, as in a new database.
   *
   * @param held a connection
   */
  public static void dropUnused(DSLContext held) {
    if (tables(held).isEmpty()) {
      return;
    }
    alone(
        held,
        () -> {},
        () -> {
          for (String table : tables(held)) {
            if (held.fetch("select 1 from " + table + " limit 1").isEmpty()) {
              drop(held, table);
            }
          }
        });
  }
}
