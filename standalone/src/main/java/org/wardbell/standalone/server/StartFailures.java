package org.wardbell.standalone.server;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.nio.file.Path;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.web.server.PortInUseException;
import org.wardbell.activities.clinic.UnusableAdministratorKey;
import org.wardbell.activities.crypto.WrongMasterKeyException;

/** Spring's exceptions at a start, which are long, as one line that a person can act on. */
final class StartFailures {
  private StartFailures() {}

  static CannotStart explain(RuntimeException failure, Path log) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String line =
          switch (cause) {
            case PortInUseException taken -> portInUse(taken.getPort());
            case UnusableAdministratorKey unusable -> unusable.getMessage();
            case WrongMasterKeyException wrong -> wrong.getMessage();
            case PoolInitializationException unreachable ->
                "The database cannot be reached ("
                    + rootOf(unreachable).getMessage()
                    + "): check --database-url, --database-user and WARDBELL_DATABASE_PASSWORD.";
            case FlywayException migration ->
                "The database's schema cannot be brought up to date: "
                    + firstLine(migration)
                    + " See "
                    + log;
            default -> null;
          };
      if (line != null) {
        return new CannotStart(line, failure);
      }
      root = cause;
    }
    return new CannotStart(
        "The server did not start: " + firstLine(root) + " The log has the details: " + log,
        failure);
  }

  static String portInUse(int port) {
    return "Port "
        + port
        + " is in use by another program: end that one, or start with --port and another number.";
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    String line = message.strip().lines().findFirst().orElse(failure.toString());
    return line.endsWith(".") ? line : line + ".";
  }
}
