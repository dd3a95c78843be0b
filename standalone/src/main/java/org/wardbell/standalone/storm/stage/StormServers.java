package org.wardbell.standalone.storm.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.wardbell.simulator.gate.FaultProxy;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.simulator.google.api.ApiCall;
import org.wardbell.standalone.bench.environment.BenchFolder;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.storm.fault.KillableServer;
import org.wardbell.worker.WorkerApplication;

/**
 * The servers that a storm plays on: a MySQL, a Temporal, a stand-in for Google, one api and two
 * workers, each of these three a process of its own that reaches MySQL and Temporal through
 * proxies. Closing it stops all of that.
 */
public final class StormServers implements AutoCloseable {
  public static final int WORKERS = 2;

  /** Megabytes; a storm has few rows. */
  private static final int BUFFER_POOL = 64;

  /**
   * An api that is killed again and again, and waits for its database meanwhile, is away so long.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int CONNECTIONS = 10;
  private static final int KEY_BYTES = 32;

  private final BenchFolder folder;
  private final Duration patience;
  private final Deadline deadline;
  private final Progress progress;
  private final String key = randomKey();
  private final GoogleCalendarSimulator google;
  private final EmbeddedMySql mySql;
  private final EmbeddedTemporal temporal;
  private final FaultProxy toMySql;
  private final FaultProxy toTemporal;
  private final ProductProcess api;
  private final List<ProductProcess> workers;
  private final Database database;

  private StormServers(
      BenchFolder folder,
      boolean ofEverything,
      Map<String, String> settings,
      Deadline deadline,
      Progress progress) {
    this.folder = folder;
    this.patience = ofEverything ? PATIENCE : Duration.ZERO;
    this.deadline = deadline;
    this.progress = progress;
    // Libraries would write to the screen until somebody has said how to log.
    LoggingSystem.get(StormServers.class.getClassLoader()).beforeInitialize();
    progress.step("Starting MySQL, Temporal and a stand-in for Google in " + folder.path());
    google = folder.run(StormServers::startGoogle, GoogleCalendarSimulator::close);
    mySql =
        folder.run(
            () ->
                EmbeddedMySql.start(
                    MySqlOptions.in(folder.path()).withBufferPoolMegabytes(BUFFER_POOL)),
            EmbeddedMySql::kill);
    TemporalOptions inFolder = TemporalOptions.in(folder.path());
    temporal =
        folder.run(
            () -> EmbeddedTemporal.start(ofEverything ? inFolder : inFolder.withoutFile()),
            EmbeddedTemporal::kill);
    toMySql = proxyTo(mySql.port());
    toTemporal = proxyTo(temporal.port());
    MySqlDatabase rows = mySql.database("wardbell");
    // Not before: the servers above take free ports themselves.
    List<Integer> ports = Ports.free(1 + WORKERS);
    Map<String, String> environment = new TreeMap<>(environment(ports.getFirst(), rows));
    environment.putAll(settings);
    api = new ProductProcess("api", ApiApplication.class, ports.getFirst(), environment, folder);
    workers =
        IntStream.rangeClosed(1, WORKERS)
            .mapToObj(
                number ->
                    new ProductProcess(
                        "worker-" + number,
                        WorkerApplication.class,
                        ports.get(number),
                        environment,
                        folder))
            .toList();
    progress.step("Starting one api and " + WORKERS + " workers");
    api.start();
    startWorkers();
    api.awaitReady(deadline, progress);
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
  public static StormServers start(Path parent, Deadline deadline, Progress progress) {
    return start(parent, false, Map.of(), deadline, progress);
  }

  /**
   * Starts everything for a storm in which all of it is killed: with a Temporal that keeps its
   * data, and clients that send again what was not answered.
   *
   * @param settings further variables of the environment of api and workers
   * @throws BenchmarkException if something does not start
   */
  public static StormServers startOfEverything(
      Path parent, Map<String, String> settings, Deadline deadline, Progress progress) {
    return start(parent, true, settings, deadline, progress);
  }

  private static StormServers start(
      Path parent,
      boolean ofEverything,
      Map<String, String> settings,
      Deadline deadline,
      Progress progress) {
    BenchFolder folder = BenchFolder.in(parent);
    try {
      return new StormServers(folder, ofEverything, settings, deadline, progress);
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

  /** Opens a proxy to another server of the storm, which ends with these. */
  public FaultProxy proxyTo(int target) {
    return folder.run(
        () -> {
          try {
            return FaultProxy.to(target);
          } catch (IOException e) {
            throw new BenchmarkException("A proxy cannot start: " + e.getMessage(), e);
          }
        },
        FaultProxy::close);
  }

  private Map<String, String> environment(int port, MySqlDatabase rows) {
    return Map.ofEntries(
        Map.entry("WARDBELL_ADMIN_KEY", key),
        Map.entry("WARDBELL_CALENDAR_POLL_SECONDS", "90"),
        Map.entry("WARDBELL_CALENDAR_POLL_WITHOUT_PUSH_SECONDS", "60"),
        Map.entry("WARDBELL_ALLOWED_NETWORKS", "127.0.0.0/8"),
        Map.entry(
            "WARDBELL_DATABASE_URL",
            rows.jdbcUrl().replace(":" + mySql.port() + "/", ":" + toMySql.port() + "/")),
        Map.entry("WARDBELL_DATABASE_USER", rows.user()),
        Map.entry("WARDBELL_DATABASE_PASSWORD", rows.password()),
        Map.entry("WARDBELL_MASTER_KEY_FILE", folder.path().resolve("master.key").toString()),
        Map.entry("WARDBELL_TEMPORAL_TARGET", "127.0.0.1:" + toTemporal.port()),
        Map.entry("WARDBELL_PUBLIC_URL", "http://127.0.0.1:" + port),
        Map.entry("WARDBELL_GOOGLE_CLIENT_ID", GoogleCalendarSimulator.CLIENT_ID),
        Map.entry("WARDBELL_GOOGLE_CLIENT_SECRET", GoogleCalendarSimulator.CLIENT_SECRET),
        Map.entry("WARDBELL_GOOGLE_ROOT_URL", google.rootUrl()),
        Map.entry("WARDBELL_GOOGLE_TOKEN_URL", google.tokenUrl()));
  }

  /** Starts the workers, also in the place of those that were killed, and waits for them. */
  public void startWorkers() {
    workers.forEach(ProductProcess::start);
    workers.forEach(worker -> worker.awaitReady(deadline, progress));
  }

  /** Kills a worker as {@code kill -9} does. */
  public void killWorker(int worker) {
    workers.get(worker).kill();
  }

  /**
   * Kills a worker and starts another one in its place; nobody waits for that.
   *
   * @return false if the worker is still starting: then it has nothing to lose, and goes on
   */
  public boolean replaceWorker(int worker) {
    if (!workers.get(worker).isReady()) {
      return false;
    }
    killWorker(worker);
    workers.get(worker).start();
    return true;
  }

  public GoogleCalendarSimulator google() {
    return google;
  }

  /** Returns the server's database, past the proxy. */
  public DSLContext database() {
    return database.dsl();
  }

  /** Returns a client of the api, which is patient where the api is killed. */
  public StormApi api() {
    return new StormApi(api.port(), key).patient(patience);
  }

  /** Returns what each process of the product shows of its metrics, by name. */
  public Map<String, String> metrics() {
    Map<String, String> metrics = new TreeMap<>();
    Stream.concat(Stream.of(api), workers.stream())
        .forEach(each -> metrics.put("metrics of " + each.name(), metrics(each)));
    return metrics;
  }

  private String metrics(ProductProcess process) {
    return new StormApi(process.port(), key).text("/actuator/prometheus");
  }

  /** Returns the api's process. */
  public KillableServer apiProcess() {
    return api;
  }

  /** Returns the workers' processes. */
  public List<? extends KillableServer> workerProcesses() {
    return workers;
  }

  /** Returns MySQL's process, which keeps its data. */
  public KillableServer mySqlProcess() {
    return new EmbeddedProcess(mySql, mySql::pid, folder.path().resolve("mysql"));
  }

  /** Returns Temporal's process. */
  public KillableServer temporalProcess() {
    return new EmbeddedProcess(
        temporal, () -> temporal.pid().orElseThrow(), folder.path().resolve("temporal"));
  }

  /** Returns where Temporal answers, past the proxy. */
  public String temporalTarget() {
    return temporal.target();
  }

  public FaultProxy proxyToMySql() {
    return toMySql;
  }

  public FaultProxy proxyToTemporal() {
    return toTemporal;
  }

  public Path folder() {
    return folder.path();
  }

  /** Writes a line into the log of acts, with the time. */
  public void note(String line) {
    note("acts.log", line);
  }

  /** Writes a line into a log of the folder, with the time. */
  public synchronized void note(String file, String line) {
    write(file, List.of(Instant.now() + " " + line));
  }

  /** Leaves the folder with the logs, for a person who looks for a reason. */
  public void keepFolder() {
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

  private static String randomKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
