package org.wardbell.activities.database;

import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.impl.DefaultTransactionProvider;

/**
 * jOOQ's transactions, except that one which got no connection is not rolled back. jOOQ would take
 * a connection for that, after another wait, and roll back what it never began: MySQL's driver
 * calls that an error of the connection, and the pool then throws a good one away.
 */
final class PoolTransactions implements TransactionProvider {
  private final TransactionProvider provider;

  PoolTransactions(PoolConnections connections) {
    this.provider = new DefaultTransactionProvider(connections);
  }

  @Override
  public void begin(TransactionContext context) {
    provider.begin(context);
  }

  @Override
  public void commit(TransactionContext context) {
    provider.commit(context);
  }

  @Override
  public void rollback(TransactionContext context) {
    if (!(context.cause() instanceof PoolConnections.NoConnection)) {
      provider.rollback(context);
    }
  }
}
