package org.wardbell.activities.database;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.TransactionalCallable;
import org.jooq.exception.DataAccessException;

/**
 * The retry of transactions that touch many rows of a webhook beside those that write outcomes. The
 * order of locks makes a deadlock rare, not impossible: an index is locked before its rows by one
 * statement, and after them by another. The database ends one of the two, which then runs again.
 */
public final class Contention {
  /** Each time another transaction got through, so this many mean that something else is wrong. */
  private static final int TRIES = 6;

  /** Times the number of the try, so that those that met do not meet again. */
  private static final long LONGEST_PAUSE_MILLIS = 40;

  private Contention() {}

  /**
   * Runs a transaction and returns its result; the transaction may run several times and must have
   * no effect outside the database. Only a race is repeated: when the database is away, the caller
   * should hear of it at once.
   */
  public static <T> T result(DSLContext database, TransactionalCallable<T> transaction) {
    for (int tries = 1; ; tries++) {
      try {
        return database.transactionResult(transaction);
      } catch (DataAccessException failure) {
        if (tries == TRIES || !DatabaseFailures.isRace(failure)) {
          throw failure;
        }
        pause(tries, failure);
      }
    }
  }

  private static void pause(int tries, DataAccessException failure) {
    try {
      TimeUnit.MILLISECONDS.sleep(
          ThreadLocalRandom.current().nextLong(1, LONGEST_PAUSE_MILLIS * tries));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
