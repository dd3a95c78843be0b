package org.wardbell.activities.database.batch;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.types.UByte;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.InstantBinding;
import org.wardbell.activities.database.UuidConverter;

/**
 * A statement that is rendered once and executed for many rows at a time. jOOQ would render it
 * again for each execution, and wrap each value: for what every event needs, that costs the process
 * more than the execution. Names and types of columns are jOOQ's all the same.
 */
public final class RenderedBatch {
  private static final DSLContext RENDERER =
      DSL.using(SQLDialect.MYSQL, new Settings().withRenderSchema(false));

  private static final UuidConverter IDS = new UuidConverter();
  private static final InstantBinding TIMES = new InstantBinding();

  private final String sql;
  private final int values;

  private RenderedBatch(String sql, int values) {
    this.sql = sql;
    this.values = values;
  }

  /** Renders a statement; the values in it say how many there are, and mean nothing. */
  public static RenderedBatch of(Query query) {
    return new RenderedBatch(RENDERER.render(query), query.getBindValues().size());
  }

  /**
   * Executes it in one round trip, as long as the driver puts batches together.
   *
   * @param rows values of each, in the order of the statement
   * @return the rows that each changed, where the driver knows
   */
  public int[] execute(DSLContext transaction, Collection<@Nullable Object[]> rows) {
    return transaction.connectionResult(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : rows) {
              bind(statement, row);
              statement.addBatch();
            }
            return statement.executeBatch();
          }
        });
  }

  private void bind(PreparedStatement statement, @Nullable Object[] row) throws SQLException {
    if (row.length != values) {
      throw new IllegalArgumentException(row.length + " values for a statement with " + values);
    }
    for (int i = 0; i < row.length; i++) {
      set(statement, i + 1, row[i]);
    }
  }

  private static void set(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(index, Types.NULL);
      case UUID id -> statement.setBytes(index, IDS.to(id));
      case Instant time -> statement.setObject(index, TIMES.converter().to(time));
      case String text -> statement.setString(index, text);
      case byte[] bytes -> statement.setBytes(index, bytes);
      case Integer number -> statement.setInt(index, number);
      case Long number -> statement.setLong(index, number);
      case UByte number -> statement.setInt(index, number.intValue());
      case Boolean truth -> statement.setBoolean(index, truth);
      default -> throw new IllegalArgumentException("no column takes a " + value.getClass());
    }
  }
}
