package org.wardbell.activities.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of failures, with the types, states and codes that Connector/J and the pool give. */
class DatabaseFailuresTest {
  private enum Kind {
    AWAY,
    BROKEN,
    RACE,
    DUPLICATE
  }

  static Stream<Arguments> table() {
    return Stream.of(
        row("no connection in time", new SQLTransientConnectionException("pool"), Kind.AWAY),
        row(
            "connection broke",
            new SQLRecoverableException("link", "08S01"),
            Kind.AWAY,
            Kind.BROKEN),
        row("connection broke, without a state", new SQLRecoverableException("link"), Kind.AWAY),
        row(
            "broken in a batch",
            batch(new SQLRecoverableException("l", "08S01", 0)),
            Kind.AWAY,
            Kind.BROKEN),
        row("packet too large", closed("08S01", 1153), Kind.AWAY, Kind.BROKEN),
        row("too many connections", closed("08004", 1040), Kind.AWAY),
        row("server shuts down", closed("08S01", 1053), Kind.AWAY),
        row("connection is closed", new SQLException("closed", "08003"), Kind.AWAY),
        row("statement took too long", new SQLTimeoutException("slow"), Kind.AWAY),
        row("server is read-only", new SQLException("read-only", "HY000", 1290), Kind.AWAY),
        row("read-only mode", new SQLException("read-only", "HY000", 1836), Kind.AWAY),
        row("disk full", new SQLException("disk", "HY000", 1021), Kind.AWAY),
        row("table space full", new SQLException("full", "HY000", 1114), Kind.AWAY),
        row("deadlock", rolledBack(1213), Kind.RACE),
        row("lock wait timed out", rolledBack(1205), Kind.RACE),
        row("deadlock in a batch", batch(rolledBack(1213)), Kind.RACE),
        row("rolled back, state only", new SQLException("back", "40000"), Kind.RACE),
        row("duplicate key", constraint(1062), Kind.DUPLICATE),
        row("duplicate key in a batch", batch(constraint(1062)), Kind.DUPLICATE),
        row("duplicate key, named", constraint(1586), Kind.DUPLICATE),
        row("duplicate key of an index", constraint(1022), Kind.DUPLICATE),
        row("foreign key", constraint(1452)),
        row("missing value", constraint(1048)),
        row("check constraint", new SQLException("check", "HY000", 3819)),
        row("value too long", new SQLDataException("long", "22001", 1406)),
        row("too long, in a batch", batch(new SQLDataException("long", "22001", 1406))),
        row("unknown table", new SQLSyntaxErrorException("table", "42S02", 1146)),
        row("statement was killed", new SQLException("killed", "70100", 1317)),
        row("no state at all", new SQLException("nothing")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void failure_ofAKind_isOfThatKindOnly(String name, SQLException failure, Set<Kind> kinds) {
    assertThat(kinds(failure)).isEqualTo(kinds);
    assertThat(kinds(new DataAccessException(name, failure))).isEqualTo(kinds);
    assertThat(kinds(new IllegalStateException(new DataAccessException(name, failure))))
        .isEqualTo(kinds);
  }

  @Test
  void failure_withoutAnSqlException_isOfNoKind() {
    assertThat(kinds(new DataAccessException("no cause"))).isEmpty();
    assertThat(kinds(new IllegalStateException(new EOFException()))).isEmpty();
  }

  @Test
  void failure_whoseCausesLeadBackToIt_isOfNoKind() {
    IllegalStateException first = new IllegalStateException();
    first.initCause(new IllegalStateException(first));

    assertThat(kinds(first)).isEmpty();
  }

  private static Arguments row(String name, SQLException failure, Kind... kinds) {
    Set<Kind> expected = EnumSet.noneOf(Kind.class);
    expected.addAll(Set.of(kinds));
    return Arguments.of(name, failure, expected);
  }

  private static Set<Kind> kinds(Throwable failure) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    if (DatabaseFailures.isAway(failure)) {
      kinds.add(Kind.AWAY);
    }
    if (DatabaseFailures.isBroken(failure)) {
      kinds.add(Kind.BROKEN);
    }
    if (DatabaseFailures.isRace(failure)) {
      kinds.add(Kind.RACE);
    }
    if (DatabaseFailures.isDuplicate(failure)) {
      kinds.add(Kind.DUPLICATE);
    }
    return kinds;
  }

  private static SQLException closed(String state, int code) {
    return new SQLNonTransientConnectionException("closed", state, code);
  }

  private static SQLException rolledBack(int code) {
    return new SQLTransactionRollbackException("rolled back", "40001", code);
  }

  private static SQLException constraint(int code) {
    return new SQLIntegrityConstraintViolationException("constraint", "23000", code);
  }

  /** As the driver does: the state and code of what failed, another type. */
  private static SQLException batch(SQLException failed) {
    return new BatchUpdateException("batch", failed.getSQLState(), failed.getErrorCode(), null);
  }
}
