package org.wardbell.activities.database;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;

/**
 * The columns in which versions before 18 of the schema kept subjects and idempotency keys as they
 * came. They are dropped once nothing is in them.
 */
public final class PlainColumns {
  /**
   * Both ways rewrite the table. To drop a column at once, MySQL's default, would leave what was in
   * it in the table's file. In place is quicker, and MySQL cannot do it beside a virtual column.
   */
  private static final Map<String, String> DROP =
      Map.of(
          "event",
          "alter table event drop key event_idempotency, drop column idempotency_key,"
              + " drop column subject, algorithm=copy",
          "delivery",
          "alter table delivery drop column subject, algorithm=inplace");

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
    database.execute(DROP.get(table));
  }

  /** Drops them where there are no rows, as in a new database. */
  static void dropUnused(DSLContext database) {
    for (String table : tables(database)) {
      if (database.fetch("select 1 from " + table + " limit 1").isEmpty()) {
        drop(database, table);
      }
    }
  }
}
