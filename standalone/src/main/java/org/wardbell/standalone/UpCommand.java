package org.wardbell.standalone;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.standalone.server.CannotStart;
import org.wardbell.standalone.server.DataFolder;
import org.wardbell.standalone.server.DatabaseRequirement;
import org.wardbell.standalone.server.Installation;
import org.wardbell.standalone.server.InstallationOptions;
import org.wardbell.standalone.server.PortNumber;
import org.wardbell.standalone.server.Running;
import org.wardbell.standalone.server.SystemdNotices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wardbell up}: the server on this machine, with its data kept, until Ctrl-C or SIGTERM. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the server on this machine, with a MySQL and a Temporal of its own unless told otherwise, until Ctrl-C.",
      "Environment variables: WARDBELL_ADMIN_KEY, WARDBELL_DATABASE_PASSWORD, and every other setting (docs/operating.md lists them)."
    })
final class UpCommand implements Callable<Integer> {
  /** The formats of the log on standard output. */
  enum LogFormat {
    text,
    json
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder in which everything is kept (default: ~/.wardbell).")
  private Path data = DataFolder.standard();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = PortNumber.class,
      defaultValue = "8080",
      description = "The port to listen on (default: ${DEFAULT-VALUE}; 0: a free one).")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = InstallationOptions.LOOPBACK,
      description = "The address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
  private String bind = InstallationOptions.LOOPBACK;

  @Option(
      names = "--allow-network",
      paramLabel = "CIDR",
      description =
          "A private network that webhooks may reach, such as 192.168.7.0/24 (default: none, they reach public addresses only). May be repeated.")
  private List<String> allowedNetworks = List.of();

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      defaultValue = "${env:WARDBELL_DATABASE_URL}",
      description =
          "An existing MySQL 8: jdbc:mysql://host/database (default: WARDBELL_DATABASE_URL). Its password is taken from WARDBELL_DATABASE_PASSWORD.")
  private @Nullable String databaseUrl;

  @Option(
      names = "--database-user",
      paramLabel = "USER",
      defaultValue = "${env:WARDBELL_DATABASE_USER:-wardbell}",
      description = "Its user (default: WARDBELL_DATABASE_USER, or wardbell).")
  private String databaseUser = "wardbell";

  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:WARDBELL_TEMPORAL_TARGET}",
      description = "An existing Temporal server (default: WARDBELL_TEMPORAL_TARGET).")
  private @Nullable String temporal;

  @Option(
      names = "--mysql-port",
      paramLabel = "PORT",
      converter = PortNumber.class,
      defaultValue = "0",
      description = "The embedded MySQL's port (default: a free one).")
  private int mySqlPort;

  @Option(
      names = "--temporal-port",
      paramLabel = "PORT",
      converter = PortNumber.class,
      defaultValue = "0",
      description = "The embedded Temporal's port (default: a free one).")
  private int temporalPort;

  @Option(
      names = "--temporal-ui-port",
      paramLabel = "PORT",
      converter = PortNumber.class,
      defaultValue = "0",
      description = "The port of its web UI (default: a free one).")
  private int temporalUiPort;

  @Option(
      names = "--restarts",
      paramLabel = "N",
      defaultValue = "" + InstallationOptions.RESTARTS,
      description =
          "How often the embedded MySQL or Temporal is started again within ten minutes before ./wardbell up gives up and ends with code 1 (default: ${DEFAULT-VALUE}).")
  private int restarts;

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      description =
          "Log to standard output too, in this format (default: only to DIR/logs/wardbell.log).")
  private @Nullable LogFormat logFormat;

  @Option(
      names = "--otlp-endpoint",
      paramLabel = "URL",
      description =
          "A collector for traces by OTLP over HTTP, such as http://127.0.0.1:4318 (default: none, nothing is traced).")
  private @Nullable String otlpEndpoint;

  @Override
  public Integer call() throws InterruptedException {
    // With a log on standard output, messages for a person go beside it.
    PrintWriter screen =
        logFormat == null ? spec.commandLine().getOut() : spec.commandLine().getErr();
    Running running = Running.untilStopped(screen);
    InstallationOptions options = options(screen, running);
    boolean again = Installation.wasStarted(options.data());
    Installation installation = running.startUnlessStopped(() -> Installation.start(options));
    Welcome.print(screen, installation, data, again);
    var _ = running.start(() -> SystemdNotices.begin(System.getenv(), installation.url()));
    Optional<String> failure = running.await();
    if (failure.isEmpty()) {
      return 0;
    }
    say(screen, "Stopping, because the server cannot work without it …");
    running.close();
    throw new CannotStart(failure.get(), null);
  }

  private static void say(PrintWriter screen, String message) {
    screen.println("  " + message);
    screen.flush();
  }

  private InstallationOptions options(PrintWriter screen, Running running) {
    try {
      AllowedNetworks.of(allowedNetworks);
    } catch (IllegalArgumentException e) {
      throw new CannotStart("--allow-network: " + e.getMessage(), e);
    }
    if (temporal != null && !temporal.matches("\\S+:[0-9]{1,5}")) {
      throw new CannotStart("--temporal is HOST:PORT, such as temporal.example:7233.", null);
    }
    return new InstallationOptions(
        data,
        bind,
        port,
        database(),
        Optional.ofNullable(temporal),
        mySqlPort,
        temporalPort,
        temporalUiPort,
        allowedNetworks,
        properties(),
        message -> say(screen, message),
        restarts,
        running::fail);
  }

  private Optional<MySqlDatabase> database() {
    if (databaseUrl == null) {
      return Optional.empty();
    }
    DatabaseRequirement.requireAddress(databaseUrl);
    String password = System.getenv("WARDBELL_DATABASE_PASSWORD");
    return Optional.of(
        new MySqlDatabase(databaseUrl, databaseUser, password == null ? "" : password));
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    if (logFormat != null) {
      properties.put("wardbell.log-format", logFormat.name());
      properties.put("logging.threshold.console", "TRACE");
    }
    if (otlpEndpoint != null) {
      properties.put("wardbell.tracing.endpoint", otlpEndpoint);
    }
    return properties;
  }
}
