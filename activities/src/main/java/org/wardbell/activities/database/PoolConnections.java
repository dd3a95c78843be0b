package org.wardbell.activities.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;

/** The connections of a pool, for jOOQ, with an exception of its own when there is none. */
final class PoolConnections implements ConnectionProvider {
  private final DataSource pool;

  PoolConnections(DataSource pool) {
    this.pool = pool;
  }

  /** The end of the wait for a connection; nothing was begun. */
  static final class NoConnection extends DataAccessException {
    private static final long serialVersionUID = 1;

    NoConnection(SQLException cause) {
      super("no connection to the database", cause);
    }
  }

  @Override
  public Connection acquire() {
    try {
      return pool.getConnection();
    } catch (SQLException none) {
      throw new NoConnection(none);
    }
  }

  @Override
  public void release(Connection connection) {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw new DataAccessException("a connection could not be given back", failure);
    }
  }
}
