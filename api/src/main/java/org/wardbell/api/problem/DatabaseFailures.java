package org.wardbell.api.problem;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jooq.exception.DataAccessException;

/** Tells a database that is away for a while from a statement that is wrong. */
public final class DatabaseFailures {
  private DatabaseFailures() {}

  /**
   * Whether the same request may succeed later: no connection (SQLSTATE 08), a deadlock or lock
   * wait (40), the server going down or full (HY000 from a lost connection, 53, 57).
   */
  public static boolean isPassing(DataAccessException failure) {
    SQLException cause = failure.getCause(SQLException.class);
    if (cause instanceof SQLTransientException) {
      return true;
    }
    String state = failure.sqlState();
    return state.startsWith("08")
        || state.startsWith("40")
        || state.startsWith("53")
        || state.startsWith("57");
  }
}
