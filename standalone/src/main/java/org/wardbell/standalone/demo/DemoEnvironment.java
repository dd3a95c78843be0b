package org.wardbell.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.simulator.service.TargetSimulator;
import org.wardbell.standalone.server.CannotStart;
import org.wardbell.standalone.server.Installation;
import org.wardbell.standalone.server.InstallationOptions;

/** Everything the demo plays on, in a temporary folder that is removed at the end. */
final class DemoEnvironment implements AutoCloseable {
  private static final int KEY_BYTES = 24;

  /** The OAuth client that the stand-in for Google knows. */
  private static final String CLIENT_ID = "wardbell-demo";

  private static final String CLIENT_SECRET = "not-a-secret";

  private final Path folder;
  private final ReceiverSimulator receiver;
  private final GoogleCalendarSimulator google;
  private final TargetSimulator targets;
  private final Installation installation;
  private final String administratorKey;
  private boolean keepsFolder;

  private DemoEnvironment(
      Path folder,
      ReceiverSimulator receiver,
      GoogleCalendarSimulator google,
      TargetSimulator targets,
      Installation installation,
      String administratorKey) {
    this.folder = folder;
    this.receiver = receiver;
    this.google = google;
    this.targets = targets;
    this.installation = installation;
    this.administratorKey = administratorKey;
  }

  /** Starts the stand-ins for the outside world and the product. */
  static DemoEnvironment start(int port, Narrator narrator) {
    ReceiverSimulator receiver = null;
    GoogleCalendarSimulator google = null;
    TargetSimulator targets = null;
    Path folder = temporaryFolder();
    try {
      receiver = ReceiverSimulator.start(0);
      google = GoogleCalendarSimulator.start(0);
      targets = TargetSimulator.start();
      String key = randomKey();
      Installation installation = Installation.start(options(folder, port, google, key, narrator));
      return new DemoEnvironment(folder, receiver, google, targets, installation, key);
    } catch (IOException | RuntimeException e) {
      close(receiver);
      close(google);
      close(targets);
      removeUnlessLogged(folder);
      if (e instanceof RuntimeException foreseen) {
        throw foreseen;
      }
      throw new CannotStart("The demo's stand-ins cannot start: " + e.getMessage(), e);
    }
  }

  private static InstallationOptions options(
      Path folder, int port, GoogleCalendarSimulator google, String key, Narrator narrator) {
    InstallationOptions usual = InstallationOptions.in(folder);
    String publicUrl = "http://" + usual.bind() + ":" + port;
    google.registerClient(CLIENT_ID, CLIENT_SECRET, publicUrl + "/calendar/callback");
    return new InstallationOptions(
        folder,
        usual.bind(),
        port,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        0,
        // The receiver is on this machine; a real installation opens loopback to nobody.
        List.of("127.0.0.0/8"),
        Map.of(
            "wardbell.admin-key",
            key,
            "wardbell.public-url",
            publicUrl,
            "wardbell.google.client-id",
            CLIENT_ID,
            "wardbell.google.client-secret",
            CLIENT_SECRET,
            "wardbell.google.root-url",
            google.rootUrl(),
            "wardbell.google.token-url",
            google.tokenUrl()),
        narrator::preparing,
        InstallationOptions.RESTARTS,
        reason -> {});
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("wardbell-demo-");
    } catch (IOException e) {
      throw new CannotStart(
          "Cannot make a temporary folder ("
              + e.getMessage()
              + "): set TMPDIR to one that you may write to.",
          e);
    }
  }

  private static String randomKey() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    return "demo_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  ReceiverSimulator receiver() {
    return receiver;
  }

  GoogleCalendarSimulator google() {
    return google;
  }

  /** Returns the stand-ins for the services that presets are for. */
  TargetSimulator targets() {
    return targets;
  }

  URI url() {
    return installation.url();
  }

  /** Returns the address of a page of the dashboard. */
  String page(String path) {
    return url() + path;
  }

  String administratorKey() {
    return administratorKey;
  }

  /** Returns the page of a workflow in Temporal's UI, where there is a UI. */
  Optional<String> workflowPage(String id) {
    return installation.temporalUiUrl().map(ui -> TemporalPages.workflow(ui, id));
  }

  Optional<String> temporalUiUrl() {
    return installation.temporalUiUrl();
  }

  /** Leaves the folder, with the log in it, when everything has stopped. */
  void keepFolder() {
    keepsFolder = true;
  }

  /** Returns the log, in which a person finds the reason of a failure. */
  Path log() {
    return installation.log();
  }

  @Override
  public void close() {
    installation.close();
    close(receiver);
    close(google);
    close(targets);
    if (!keepsFolder) {
      remove(folder);
    }
  }

  private static void close(@Nullable AutoCloseable closeable) {
    if (closeable != null) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Removes the folder unless it holds a log: a failure names its log, so that must stay. */
  private static void removeUnlessLogged(Path folder) {
    if (!Files.exists(folder.resolve("logs"))) {
      remove(folder);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
