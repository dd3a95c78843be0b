package org.wardbell.activities.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The database's clock: the only one that decides on due times, because several processes read it
 * and their own clocks differ. Theirs is {@link ApplicationClock}.
 */
public final class DatabaseClock {
  private static final Field<Instant> NOW =
      DSL.field(
          "utc_timestamp(6)",
          SQLDataType.LOCALDATETIME(6).asConvertedDataType(new InstantBinding()));

  private static final String SELECT_NOW = "select utc_timestamp(6)";

  private DatabaseClock() {}

  /** Returns this moment, in UTC, as part of a statement. */
  public static Field<Instant> now() {
    return NOW;
  }

  /**
   * Reads this moment once for several statements: one round trip. Each event needs it more than
   * once, so it is asked for without the detour of a query that is built anew.
   */
  public static Instant read(DSLContext dsl) {
    return dsl.connectionResult(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SELECT_NOW);
              ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
          }
        });
  }

  /** Returns this moment and a while, which may be negative, as part of a statement. */
  public static Field<Instant> after(Duration wait) {
    return DSL.field(
        "utc_timestamp(6) + interval {0} microsecond",
        NOW.getDataType(), DSL.val(wait.toNanos() / 1_000));
  }
}
