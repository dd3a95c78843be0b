package org.wardbell.activities.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The one classification of failures of the database: away, race, duplicate, or none of these. A
 * failure that is none of them is a fault of the statement or its data, and repeating it is no use.
 *
 * <p>Both the type and the SQLSTATE are asked, because each is missing somewhere: the pool's
 * exceptions often have no state, and a batch's exception has the state of the statement that
 * failed, not its type. All causes are looked at.
 */
public final class DatabaseFailures {
  /** SQLSTATE class 08: connection exception. */
  private static final String CONNECTION = "08";

  /** The one of that class that says that an open connection broke. */
  private static final String BROKEN = "08S01";

  /** MySQL's last word on a connection when it shuts down. */
  private static final int SHUTDOWN = 1053;

  /** SQLSTATE class 40: the transaction was rolled back; a lock wait that timed out is one too. */
  private static final String ROLLED_BACK = "40";

  /**
   * Errors of MySQL without a state of their own (all are HY000): the server runs but writes
   * nothing, because it is read-only (1290, 1836) or its disk is full (1021, 1114).
   */
  private static final Set<Integer> WRITES_NOTHING = Set.of(1021, 1114, 1290, 1836);

  /**
   * MySQL's duplicate keys. Their state, 23000, is that of foreign keys and missing values as well,
   * which are faults of the data.
   */
  private static final Set<Integer> DUPLICATE_KEY = Set.of(1022, 1062, 1586);

  /** No chain of causes is this long; one that leads back to itself would have no end. */
  private static final int CAUSES = 20;

  private DatabaseFailures() {}

  /**
   * Returns whether the database cannot be used for a while: it is not reached, the connection
   * broke, none is free, it takes too long, or it does not take writes. The same work succeeds once
   * it is back. After a broken connection it is unknown whether the commit went through.
   */
  public static boolean isAway(Throwable failure) {
    return any(failure, DatabaseFailures::saysAway);
  }

  /**
   * Returns whether a connection broke that had been open. That is an absence as well, unless the
   * database answers others at the same time: then the statement itself broke it, by its size or
   * because the answer took too long.
   */
  public static boolean isBroken(Throwable failure) {
    return any(failure, cause -> state(cause).equals(BROKEN) && cause.getErrorCode() != SHUTDOWN);
  }

  /**
   * Returns whether another transaction won, by a deadlock or a lock that it holds for long. This
   * one was rolled back, and may succeed at once if it is repeated.
   */
  public static boolean isRace(Throwable failure) {
    return any(failure, DatabaseFailures::saysRace);
  }

  /** Returns whether a row with the same unique key exists, perhaps since a moment ago. */
  public static boolean isDuplicate(Throwable failure) {
    return any(failure, cause -> DUPLICATE_KEY.contains(cause.getErrorCode()));
  }

  private static boolean saysAway(SQLException cause) {
    return (cause instanceof SQLTransientException && !saysRace(cause))
        || cause instanceof SQLRecoverableException
        || cause instanceof SQLNonTransientConnectionException
        || state(cause).startsWith(CONNECTION)
        || WRITES_NOTHING.contains(cause.getErrorCode());
  }

  private static boolean saysRace(SQLException cause) {
    return cause instanceof SQLTransactionRollbackException || state(cause).startsWith(ROLLED_BACK);
  }

  private static String state(SQLException cause) {
    return Objects.requireNonNullElse(cause.getSQLState(), "");
  }

  private static boolean any(Throwable failure, Predicate<SQLException> says) {
    Throwable cause = failure;
    for (int i = 0; i < CAUSES && cause != null; i++) {
      if (cause instanceof SQLException told && says.test(told)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
