package org.wardbell.standalone.browser.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.logging.LoggingSystem;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.TemporaryMySql;
import org.wardbell.embedded.process.Ports;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.simulator.service.TargetSimulator;
import org.wardbell.standalone.server.CannotStart;
import org.wardbell.standalone.server.Installation;
import org.wardbell.standalone.server.InstallationOptions;

/**
 * The whole product in this JVM, api and worker, on a MySQL and a Temporal of its own, with the
 * simulators around it. All classes of a JVM share one, so each test makes clinics of its own. It
 * ends with the JVM.
 */
public final class RunningProduct {
  /** Long enough for an administrator's key; a test's, not a secret. */
  public static final String KEY = "administrator-key-of-the-tests-0123456789";

  private static final String PASSWORD = "seven plain words of a test";
  private static final String CLIENT_ID = "wardbell-browser-tests";
  private static final String CLIENT_SECRET = "not-a-secret";

  /** Somebody may take a free port before the server does. */
  private static final int TRIES = 3;

  private static final class Shared {
    private static final RunningProduct INSTANCE = withSomebody(start());
  }

  private final AtomicInteger made = new AtomicInteger();

  /** The id of the first person, who got a password as people do; nobody's at first. */
  private String hasPassword = "";

  private final ReceiverSimulator receiver;
  private final GoogleCalendarSimulator google;
  private final TargetSimulator targets;
  private final TestTemporal temporal;
  private final MySqlDatabase database;
  private final Installation installation;

  private RunningProduct(
      ReceiverSimulator receiver,
      GoogleCalendarSimulator google,
      TargetSimulator targets,
      TestTemporal temporal,
      MySqlDatabase database,
      Installation installation) {
    this.receiver = receiver;
    this.google = google;
    this.targets = targets;
    this.temporal = temporal;
    this.database = database;
    this.installation = installation;
  }

  /** Returns the product of this JVM; the first call starts it, which takes some seconds. */
  public static RunningProduct shared() {
    return Shared.INSTANCE;
  }

  /** Starts another one, in which there is nobody yet; it ends with the JVM, too. */
  public static RunningProduct withNobody() {
    return start();
  }

  /** Without anybody every page leads to the one for the first person. */
  private static RunningProduct withSomebody(RunningProduct product) {
    product.administrator();
    return product;
  }

  private static RunningProduct start() {
    // Libraries would write to the screen until the server in this JVM has said how to log.
    LoggingSystem.get(RunningProduct.class.getClassLoader()).beforeInitialize();
    Path folder = Path.of("target", "browser-product-" + UUID.randomUUID()).toAbsolutePath();
    try {
      ReceiverSimulator receiver = ReceiverSimulator.start(0);
      GoogleCalendarSimulator google = GoogleCalendarSimulator.start(0);
      TargetSimulator targets = TargetSimulator.start();
      TestTemporal temporal = TestTemporal.start(folder);
      MySqlDatabase database = TemporaryMySql.shared().createDatabase();
      Installation installation = install(folder, temporal, google, database);
      return new RunningProduct(receiver, google, targets, temporal, database, installation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Installation install(
      Path folder, TestTemporal temporal, GoogleCalendarSimulator google, MySqlDatabase database) {
    for (int attempt = 1; ; attempt++) {
      try {
        return Installation.start(options(folder, Ports.free(), temporal, google, database));
      } catch (CannotStart e) {
        if (attempt == TRIES || !e.getMessage().contains("is in use")) {
          throw e;
        }
      }
    }
  }

  private static InstallationOptions options(
      Path folder,
      int port,
      TestTemporal temporal,
      GoogleCalendarSimulator google,
      MySqlDatabase database) {
    String url = "http://" + InstallationOptions.LOOPBACK + ":" + port;
    google.registerClient(CLIENT_ID, CLIENT_SECRET, url + "/calendar/callback");
    Map<String, String> properties = new HashMap<>();
    properties.put("wardbell.admin-key", KEY);
    properties.put("wardbell.public-url", url);
    properties.put("wardbell.google.client-id", CLIENT_ID);
    properties.put("wardbell.google.client-secret", CLIENT_SECRET);
    properties.put("wardbell.google.root-url", google.rootUrl());
    properties.put("wardbell.google.token-url", google.tokenUrl());
    // Each visitor has an address of their own, so that nobody's wrong passwords slow others down.
    properties.put("wardbell.trusted-proxies", InstallationOptions.LOOPBACK);
    // Stays when the folder is gone.
    properties.put(
        "logging.file.name",
        Path.of("target", "browser", "wardbell-%d.log".formatted(ProcessHandle.current().pid()))
            .toAbsolutePath()
            .toString());
    return new InstallationOptions(
        folder.resolve("data"),
        InstallationOptions.LOOPBACK,
        port,
        Optional.of(database),
        Optional.of(temporal.target()),
        0,
        0,
        0,
        List.of("127.0.0.0/8"),
        properties,
        message -> {},
        InstallationOptions.RESTARTS,
        reason -> {});
  }

  /** Returns its address, without a slash at the end. */
  public URI url() {
    return installation.url();
  }

  /** Returns the receiver that webhooks of the tests may call. */
  public ReceiverSimulator receiver() {
    return receiver;
  }

  public GoogleCalendarSimulator google() {
    return google;
  }

  /** Returns the stand-ins for the services that presets are for. */
  public TargetSimulator targets() {
    return targets;
  }

  /**
   * Changes rows behind the product's back, as time or somebody with the database's password would.
   */
  public int sql(String statement) {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement run = connection.createStatement()) {
      return run.executeUpdate(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns its Temporal, which a test may stop, and must start again. */
  public TestTemporal temporal() {
    return temporal;
  }

  /** Returns a client with the administrator key of the installation. */
  public ApiClient api() {
    return new ApiClient(url(), KEY);
  }

  /** Makes a clinic whose name begins like this. */
  public TestClinic clinic(String name) {
    String unique = name + " " + made.incrementAndGet();
    String id = api().post("/clinics", Map.of("name", unique)).path("id").asString();
    return new TestClinic(this, id, unique, client("ADMIN", Map.of("clinic", id)));
  }

  /** Makes a person who administers the installation. */
  public TestPerson administrator() {
    return person("ADMIN", Map.of("installation", true));
  }

  TestPerson person(String role, Map<String, Object> scope) {
    String email = "person-" + UUID.randomUUID() + "@clinic.example";
    Map<String, Object> body = new HashMap<>(scope);
    body.put("email", email);
    body.put("name", role.charAt(0) + role.substring(1).toLowerCase(java.util.Locale.ROOT));
    body.put("role", role);
    String id = api().post("/persons", body).path("id").asString();
    if (hasPassword.isEmpty()) {
      String token =
          api().post("/persons/" + id + "/password-link", Map.of()).path("token").asString();
      new ApiClient(url(), "").post("/passwords", Map.of("token", token, "password", PASSWORD));
      hasPassword = id;
    } else {
      // All have the same one, and hashing it is meant to take long.
      sql(
          "update person made join person other on other.id = uuid_to_bin('%s') set made.password_hash = other.password_hash where made.id = uuid_to_bin('%s')"
              .formatted(hasPassword, id));
    }
    return new TestPerson(id, email, PASSWORD);
  }

  ApiClient client(String role, Map<String, Object> scope) {
    Map<String, Object> body = new HashMap<>(scope);
    body.put("name", "Key of a test");
    body.put("role", role);
    return new ApiClient(url(), api().post("/keys", body).path("key").asString());
  }
}
