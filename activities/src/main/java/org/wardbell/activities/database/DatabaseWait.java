package org.wardbell.activities.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wait for a database that is not there yet: machines and containers start in any order, and a
 * server that recovers from a crash answers late.
 */
final class DatabaseWait {
  private static final long PAUSE_MILLIS = 1_000;

  private static final Logger log = LoggerFactory.getLogger(DatabaseWait.class);

  /** MySQL's "too many connections"; others close theirs sooner or later. */
  private static final Set<Integer> PASSING = Set.of(1040);

  private static final int UNKNOWN_DATABASE = 1049;
  private static final int NO_ACCESS_TO_DATABASE = 1044;
  private static final int WRONG_ACCOUNT = 1045;
  private static final int TLS_DEMANDED = 3159;

  private final ServerConnections server;
  private final Duration limit;
  private final StartProgress progress;

  /** The use that a start makes of its first connection. */
  @FunctionalInterface
  interface FirstUse {
    void with(Connection first) throws SQLException;
  }

  /**
   * @param progress is told in plain words that it is waiting, and why
   */
  DatabaseWait(ServerConnections server, Duration limit, StartProgress progress) {
    this.server = server;
    this.limit = limit;
    this.progress = progress;
  }

  /**
   * Returns a connection without our session, as soon as there is one.
   *
   * @throws RefusedStart if there is none in time, or waiting is no use
   */
  Connection connection() {
    long started = System.nanoTime();
    String told = "";
    while (true) {
      try {
        return server.plainConnection();
      } catch (SQLException failure) {
        String reason = reason(failure);
        if (!mayPass(failure)) {
          throw new RefusedStart(reason, failure);
        }
        if (System.nanoTime() - started > limit.toNanos()) {
          throw new RefusedStart(
              reason
                  + " It was tried for "
                  + limit.toSeconds()
                  + " s. Start the database, or correct its address (--database-url, WARDBELL_DATABASE_URL).",
              failure);
        }
        if (!reason.equals(told)) {
          progress.say(reason + " Trying again for " + limit.toSeconds() + " s …");
          told = reason;
        }
        pause(failure);
      }
    }
  }

  /**
   * Does something with a connection without our session; does it again with another one if the
   * database goes away meanwhile, and so must not mind being cut anywhere.
   *
   * @throws RefusedStart if there is no connection in time, or waiting is no use
   */
  void use(FirstUse use) {
    long started = System.nanoTime();
    while (true) {
      Connection first = connection();
      try {
        use.with(first);
        return;
      } catch (SQLException | RuntimeException failure) {
        if (!DatabaseFailures.isAway(failure)) {
          throw refused(failure);
        }
        if (System.nanoTime() - started > limit.toNanos()) {
          throw new RefusedStart(
              "The database goes away while the start uses it ("
                  + said(root(failure))
                  + "). It was tried for "
                  + limit.toSeconds()
                  + " s. Look into the database's log, and at what stands between.",
              failure);
        }
        progress.say("The database went away while the start used it. Trying again …");
        pause(failure);
      } finally {
        close(first);
      }
    }
  }

  private static boolean mayPass(SQLException failure) {
    return !isTls(failure)
        && (DatabaseFailures.isAway(failure) || PASSING.contains(failure.getErrorCode()))
        && !root(failure).getClass().getName().endsWith("WrongArgumentException");
  }

  private static String reason(SQLException failure) {
    return switch (failure.getErrorCode()) {
      case UNKNOWN_DATABASE ->
          "The database does not exist on this server. Create it: create database wardbell; or add"
              + " createDatabaseIfNotExist=true to its URL.";
      case NO_ACCESS_TO_DATABASE ->
          "The account may not use this database. Allow it: grant all on wardbell.* to the account.";
      case WRONG_ACCOUNT ->
          "The database refuses the account. Check --database-user and WARDBELL_DATABASE_PASSWORD"
              + " (it may also demand TLS, or another host).";
      case TLS_DEMANDED ->
          "The database demands TLS. Take sslMode=DISABLED out of its URL, and name the certificate"
              + " authority of the server in WARDBELL_DATABASE_CA_FILE.";
      default ->
          isTls(failure)
              ? "The database's TLS is not accepted ("
                  + said(root(failure))
                  + "). Name the certificate authority of the server in WARDBELL_DATABASE_CA_FILE,"
                  + " and the host as its certificate does."
              : "The database cannot be reached (" + said(root(failure)) + ").";
    };
  }

  private static boolean isTls(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException
          || cause instanceof java.security.cert.CertificateException) {
        return true;
      }
    }
    return false;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String said(Throwable failure) {
    String message = Objects.requireNonNullElse(failure.getMessage(), failure.toString()).strip();
    return message.lines().findFirst().orElse(failure.toString()).replaceAll("\\.$", "");
  }

  private static RuntimeException refused(Exception failure) {
    return failure instanceof RuntimeException told
        ? told
        : new RefusedStart(
            "The database does not answer as it should: " + failure.getMessage(), failure);
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("the first connection could not be closed", e);
    }
  }

  private static void pause(Exception failure) {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RefusedStart("Stopped.", failure);
    }
  }
}
