package org.wardbell.standalone;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import org.wardbell.activities.audit.SchemaMigration;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.RefusedStart;
import org.wardbell.standalone.server.CannotStart;
import org.wardbell.standalone.server.DatabaseRequirement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wardbell migrate}: brings a database's schema up to date and ends. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Brings the schema of a MySQL of your own up to date, with an account that may change tables, and ends.",
      "Api and workers then start with WARDBELL_DATABASE_MIGRATE=false and an account that may only read and write rows.",
      "Environment variables: WARDBELL_DATABASE_PASSWORD, WARDBELL_DATABASE_CA_FILE, WARDBELL_DATABASE_WRITTEN_IN.",
      "Exit code 0: the schema is up to date, 1: it is not, with the reason."
    })
final class MigrateCommand implements Callable<Integer> {
  /** Nothing works beside it. */
  private static final int CONNECTIONS = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      required = true,
      defaultValue = "${env:WARDBELL_DATABASE_URL}",
      description = "jdbc:mysql://host:3306/wardbell (default: WARDBELL_DATABASE_URL).")
  private String url = "";

  @Option(
      names = "--database-user",
      paramLabel = "USER",
      required = true,
      defaultValue = "${env:WARDBELL_DATABASE_USER}",
      description = "An account with all rights on it (default: WARDBELL_DATABASE_USER).")
  private String user = "";

  @Override
  public Integer call() {
    DatabaseRequirement.requireAddress(url);
    // Libraries would write to the screen; what a person wants to know is said below.
    LoggingSystem.get(MigrateCommand.class.getClassLoader()).beforeInitialize();
    try (Database database =
        Database.open(settings(System.getenv()), UnaryOperator.identity(), this::say)) {
      SchemaMigration.Result result = SchemaMigration.complete(database);
      result.sentences().forEach(this::say);
      return result.complete() ? 0 : 1;
    } catch (RefusedStart refused) {
      throw new CannotStart(String.valueOf(refused.getMessage()), refused);
    } catch (FlywayException failure) {
      throw new CannotStart(
          "The schema cannot be brought up to date: "
              + String.valueOf(failure.getMessage()).strip().lines().findFirst().orElse(""),
          failure);
    }
  }

  private DatabaseSettings settings(Map<String, String> environment) {
    String authorities = environment.getOrDefault("WARDBELL_DATABASE_CA_FILE", "");
    return new DatabaseSettings(
        url,
        user,
        environment.getOrDefault("WARDBELL_DATABASE_PASSWORD", ""),
        CONNECTIONS,
        writtenIn(environment.getOrDefault("WARDBELL_DATABASE_WRITTEN_IN", "")),
        authorities.isBlank() ? null : Path.of(authorities));
  }

  private static @Nullable ZoneId writtenIn(String zone) {
    try {
      return zone.isBlank() ? null : ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      throw new CannotStart(
          "WARDBELL_DATABASE_WRITTEN_IN names no time zone: write it as Asia/Kolkata or UTC.",
          unknown);
    }
  }

  private void say(String sentence) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(sentence);
    out.flush();
  }
}
