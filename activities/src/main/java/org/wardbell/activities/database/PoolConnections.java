package org.wardbell.activities.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.ConnectionProvider;
import org.jooq.Transaction;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DefaultTransactionProvider;

/**
 * The connections of a pool, for jOOQ, with an exception of its own when there is none. Those of a
 * pool of transactions do not commit by themselves, and a statement outside a transaction is
 * committed when its connection is given back.
 */
final class PoolConnections implements ConnectionProvider {
  private final DataSource pool;

  PoolConnections(DataSource pool) {
    this.pool = pool;
  }

  /** The connections of transactions, which end by themselves. */
  private record InTransaction(PoolConnections connections) implements ConnectionProvider {
    @Override
    public Connection acquire() {
      return connections.acquire();
    }

    @Override
    public void release(Connection connection) {
      close(connection, false);
    }
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
    close(connection, true);
  }

  private static void close(Connection connection, boolean committing) {
    try (connection) {
      if (committing && !connection.getAutoCommit()) {
        connection.commit();
      }
    } catch (SQLException failure) {
      throw new DataAccessException("a connection could not be given back", failure);
    }
  }

  /**
   * jOOQ's transactions, except that one which got no connection is not rolled back. jOOQ would
   * take a connection for that, after another wait, and roll back what it never began: MySQL's
   * driver calls that an error of the connection, and the pool then throws a good one away.
   */
  static final class Transactions implements TransactionProvider {
    /** The mark of a transaction that has a connection. */
    private record Begun() implements Transaction {}

    private final TransactionProvider provider;

    Transactions(PoolConnections connections) {
      this.provider = new DefaultTransactionProvider(new InTransaction(connections));
    }

    @Override
    public void begin(TransactionContext context) {
      provider.begin(context);
      context.transaction(new Begun());
    }

    @Override
    public void commit(TransactionContext context) {
      provider.commit(context);
    }

    @Override
    public void rollback(TransactionContext context) {
      // Inside a transaction a data key may be read, and find no connection of its own pool: that
      // transaction is open, and would keep its locks until the process ends.
      if (context.transaction() instanceof Begun || !(context.cause() instanceof NoConnection)) {
        provider.rollback(context);
      }
    }
  }
}
