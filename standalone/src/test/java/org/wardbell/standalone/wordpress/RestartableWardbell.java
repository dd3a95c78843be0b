package org.wardbell.standalone.wordpress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;
import org.wardbell.embedded.process.Ports;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.embedded.temporal.TemporalOptions;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.standalone.browser.product.ApiClient;
import org.wardbell.standalone.server.Installation;
import org.wardbell.standalone.server.InstallationOptions;

/** A Wardbell that goes away and comes back, with a stand-in for Google and a receiver. */
final class RestartableWardbell implements AutoCloseable {
  /** Long enough for an administrator's key; a test's, not a secret. */
  private static final String KEY = "administrator-key-of-the-tests-0123456789";

  final ReceiverSimulator receiver;
  final GoogleCalendarSimulator google;
  private final Path folder;
  private final MySqlDatabase rows = TemporaryMySql.shared().createDatabase();
  private final EmbeddedTemporal temporal;
  private final int port = Ports.free();
  private @Nullable Installation running;

  RestartableWardbell(Path folder) {
    // Libraries would write to the screen until the server in this JVM has said how to log.
    LoggingSystem.get(RestartableWardbell.class.getClassLoader()).beforeInitialize();
    this.folder = folder;
    try {
      receiver = ReceiverSimulator.start(0);
      google = GoogleCalendarSimulator.start(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    temporal = EmbeddedTemporal.start(TemporalOptions.in(folder).withoutFile());
    comeBack();
  }

  URI url() {
    return URI.create("http://" + InstallationOptions.LOOPBACK + ":" + port);
  }

  /** Returns a client with the administrator's key. */
  ApiClient api() {
    return new ApiClient(url(), KEY);
  }

  void goAway() {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  void comeBack() {
    running =
        Installation.start(
            new InstallationOptions(
                folder.resolve("data"),
                InstallationOptions.LOOPBACK,
                port,
                Optional.of(rows),
                Optional.of(temporal.target()),
                0,
                0,
                0,
                List.of("127.0.0.0/8"),
                Map.of(
                    "wardbell.admin-key",
                    KEY,
                    "wardbell.public-url",
                    url().toString(),
                    "wardbell.google.client-id",
                    GoogleCalendarSimulator.CLIENT_ID,
                    "wardbell.google.client-secret",
                    GoogleCalendarSimulator.CLIENT_SECRET,
                    "wardbell.google.root-url",
                    google.rootUrl(),
                    "wardbell.google.token-url",
                    google.tokenUrl()),
                message -> {},
                InstallationOptions.RESTARTS,
                reason -> {}));
  }

  @Override
  public void close() {
    goAway();
    temporal.close();
    google.close();
    receiver.close();
  }
}
