package org.wardbell.standalone.server;

import java.nio.file.Path;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.web.server.PortInUseException;
import org.wardbell.activities.clinic.UnusableAdministratorKey;
import org.wardbell.activities.database.RefusedStart;

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
            case RefusedStart refused -> refused.getMessage();
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

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    String line = message.strip().lines().findFirst().orElse(failure.toString());
    return line.endsWith(".") ? line : line + ".";
  }
}
