package org.wardbell.standalone.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import org.jooq.DSLContext;
import org.springframework.boot.logging.LoggingSystem;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.api.ApiApplication;
import org.wardbell.embedded.mysql.EmbeddedMySql;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.MySqlOptions;
import org.wardbell.embedded.process.Ports;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.embedded.temporal.TemporalOptions;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.simulator.google.api.ApiCall;
import org.wardbell.standalone.bench.environment.BenchFolder;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.ChildJvm;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.worker.WorkerApplication;

/**
 * The servers that a storm plays on: a MySQL, a Temporal, a stand-in for Google, one api and two
 * workers, each of these three a process of its own. Closing it stops all of that.
 */
final class StormServers implements AutoCloseable {
  static final int WORKERS = 2;

  /** Megabytes; a storm has few rows. */
  private static final int BUFFER_POOL = 64;

  private static final int CONNECTIONS = 10;
  private static final int KEY_BYTES = 32;

  /** So many processes at once have to fit beside each other; what starts quickly is worth more. */
  private static final List<String> OPTIONS =
      List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-Duser.timezone=" + zone());

  private final BenchFolder folder;
  private final Deadline deadline;
  private final Progress progress;
  private final Map<Integer, ChildJvm> workers = new HashMap<>();
  private final Map<Integer, Integer> workerPorts = new HashMap<>();
  private final int port;
  private final String key = randomKey();
  private final GoogleCalendarSimulator google;
  private final Database database;
  private final Map<String, String> environment;
  private int started;

  private StormServers(BenchFolder folder, Deadline deadline, Progress progress) {
    this.folder = folder;
    this.deadline = deadline;
    this.progress = progress;
    // Libraries would write to the screen until somebody has said how to log.
    LoggingSystem.get(StormServers.class.getClassLoader()).beforeInitialize();
    progress.step("Starting MySQL, Temporal and a stand-in for Google in " + folder.path());
    google = folder.run(StormServers::startGoogle, GoogleCalendarSimulator::close);
    EmbeddedMySql mySql =
        folder.run(
            () ->
                EmbeddedMySql.start(
                    MySqlOptions.in(folder.path()).withBufferPoolMegabytes(BUFFER_POOL)),
            EmbeddedMySql::kill);
    EmbeddedTemporal temporal =
        folder.run(
            () -> EmbeddedTemporal.start(TemporalOptions.in(folder.path()).withoutFile()),
            EmbeddedTemporal::close);
    MySqlDatabase rows = mySql.database("wardbell");
    // Not before: the servers above take free ports themselves.
    port = Ports.free();
    environment = environment(folder.path(), key, port, rows, temporal.target(), google);
    progress.step("Starting one api and " + WORKERS + " workers");
    ChildJvm api = startJvm("api", ApiApplication.class, port);
    startWorkers();
    api.awaitReady(() -> StormApi.isReady(port), deadline, progress);
    database =
        folder.run(
            () ->
                Database.open(
                    new DatabaseSettings(
                        rows.jdbcUrl(), rows.user(), rows.password(), CONNECTIONS)),
            Database::close);
  }

  /**
   * Starts everything in a new folder in this one, and waits for it.
   *
   * @throws BenchmarkException if something does not start
   */
  static StormServers start(Path parent, Deadline deadline, Progress progress) {
    BenchFolder folder = BenchFolder.in(parent);
    try {
      return new StormServers(folder, deadline, progress);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static GoogleCalendarSimulator startGoogle() {
    try {
      return GoogleCalendarSimulator.start(0);
    } catch (IOException e) {
      throw new BenchmarkException("The stand-in for Google cannot start: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> environment(
      Path folder,
      String key,
      int port,
      MySqlDatabase rows,
      String temporal,
      GoogleCalendarSimulator google) {
    return Map.ofEntries(
        Map.entry("WARDBELL_ADMIN_KEY", key),
        Map.entry("WARDBELL_CALENDAR_POLL_SECONDS", "90"),
        Map.entry("WARDBELL_CALENDAR_POLL_WITHOUT_PUSH_SECONDS", "60"),
        Map.entry("WARDBELL_ALLOWED_NETWORKS", "127.0.0.0/8"),
        Map.entry("WARDBELL_DATABASE_URL", rows.jdbcUrl()),
        Map.entry("WARDBELL_DATABASE_USER", rows.user()),
        Map.entry("WARDBELL_DATABASE_PASSWORD", rows.password()),
        Map.entry("WARDBELL_MASTER_KEY_FILE", folder.resolve("master.key").toString()),
        Map.entry("WARDBELL_TEMPORAL_TARGET", temporal),
        Map.entry("WARDBELL_PUBLIC_URL", "http://127.0.0.1:" + port),
        Map.entry("WARDBELL_GOOGLE_CLIENT_ID", GoogleCalendarSimulator.CLIENT_ID),
        Map.entry("WARDBELL_GOOGLE_CLIENT_SECRET", GoogleCalendarSimulator.CLIENT_SECRET),
        Map.entry("WARDBELL_GOOGLE_ROOT_URL", google.rootUrl()),
        Map.entry("WARDBELL_GOOGLE_TOKEN_URL", google.tokenUrl()));
  }

  private ChildJvm startJvm(String name, Class<?> main, int itsPort) {
    started++;
    Path log = folder.path().resolve(name + "-" + started + ".log");
    return folder.run(
        () ->
            ChildJvm.start(
                name, OPTIONS, main, List.of("--server.port=" + itsPort), environment, log),
        ChildJvm::kill);
  }

  /** Starts the workers, also in the place of those that were killed, and waits for them. */
  void startWorkers() {
    for (int worker = 0; worker < WORKERS; worker++) {
      spawnWorker(worker);
    }
    workers.forEach(
        (worker, process) -> process.awaitReady(() -> isReady(worker), deadline, progress));
  }

  private void spawnWorker(int worker) {
    int itsPort = Ports.free();
    workerPorts.put(worker, itsPort);
    workers.put(worker, startJvm("worker", WorkerApplication.class, itsPort));
  }

  private boolean isReady(int worker) {
    return StormApi.isReady(Objects.requireNonNull(workerPorts.get(worker)));
  }

  /** Kills a worker as {@code kill -9} does. */
  void killWorker(int worker) {
    Objects.requireNonNull(workers.get(worker)).kill();
  }

  /**
   * Kills a worker and starts another one in its place; nobody waits for that.
   *
   * @return false if the worker is still starting: then it has nothing to lose, and goes on
   */
  boolean replaceWorker(int worker) {
    if (!isReady(worker)) {
      return false;
    }
    killWorker(worker);
    spawnWorker(worker);
    return true;
  }

  GoogleCalendarSimulator google() {
    return google;
  }

  /** Returns the server's database. */
  DSLContext database() {
    return database.dsl();
  }

  StormApi api() {
    return new StormApi(port, key);
  }

  Path folder() {
    return folder.path();
  }

  /** Writes a line into the log of acts, with the time. */
  void note(String line) {
    write("acts.log", List.of(Instant.now() + " " + line));
  }

  /** Leaves the folder with the logs, for a person who looks for a reason. */
  void keepFolder() {
    write("google.log", google.calls().stream().map(StormServers::line).toList());
    folder.keep();
  }

  /** Returns a call without its body, which may name somebody. */
  private static String line(ApiCall call) {
    return "%s %s %s %s %d"
        .formatted(call.at(), call.method(), call.calendarId(), call.eventId(), call.status());
  }

  private void write(String file, List<String> lines) {
    try {
      Files.write(
          folder.path().resolve(file), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new BenchmarkException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    progress.step("Stopping what was started");
    folder.close();
  }

  private static String zone() {
    return TimeZone.getDefault().getID();
  }

  private static String randomKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
