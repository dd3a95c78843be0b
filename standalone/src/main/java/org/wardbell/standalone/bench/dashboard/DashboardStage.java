package org.wardbell.standalone.bench.dashboard;

import static org.jooq.impl.DSL.max;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_PROGRESS;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.springframework.boot.logging.LoggingSystem;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.statistics.StatisticsRounds;
import org.wardbell.embedded.mysql.EmbeddedMySql;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.MySqlOptions;
import org.wardbell.standalone.bench.environment.BenchEnvironment;
import org.wardbell.standalone.bench.environment.BenchFolder;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.MeasuredProcess;
import org.wardbell.standalone.bench.environment.Pause;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.environment.Target;
import org.wardbell.standalone.bench.history.HistoryRows;
import org.wardbell.standalone.bench.history.HistoryWebhooks;
import org.wardbell.standalone.bench.history.HistoryWebhooks.Place;

/**
 * The ground that the dashboard is measured on: a server, and a database with a long history of
 * several clinics, whose figures are counted.
 */
final class DashboardStage implements AutoCloseable {
  /** Of all webhooks, the part that each clinic has. */
  private static final List<Double> SHARES = List.of(0.4, 0.3, 0.2, 0.1);

  private static final int CONNECTIONS = 10;
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final BenchFolder folder;
  private final BenchEnvironment environment;
  private final Deadline deadline;
  private final Progress progress;
  private final EmbeddedMySql mySql;
  private final Target target;
  private final List<Place> places = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();
  private int deliveries;
  private double fillingSeconds;

  private DashboardStage(
      BenchFolder folder,
      BenchEnvironment environment,
      Class<?> commandLine,
      List<String> serverOptions,
      Deadline deadline,
      Progress progress) {
    this.folder = folder;
    this.environment = environment;
    this.deadline = deadline;
    this.progress = progress;
    // Libraries would write to the screen as they like.
    LoggingSystem.get(DashboardStage.class.getClassLoader()).beforeInitialize();
    progress.step("Starting MySQL in " + folder.path());
    this.mySql =
        folder.run(() -> EmbeddedMySql.start(MySqlOptions.in(folder.path())), EmbeddedMySql::close);
    // Each visitor has an address of their own, and asks faster than a person may.
    this.target =
        environment.start(
            commandLine,
            serverOptions,
            rows(),
            Map.of(
                "WARDBELL_TRUSTED_PROXIES",
                "127.0.0.1",
                "WARDBELL_SESSIONS_REQUESTS_PER_SECOND",
                "100000"));
  }

  /** Starts everything, fills the database, and waits until its rows are counted. */
  static DashboardStage start(
      Class<?> commandLine,
      List<String> serverOptions,
      Path parent,
      DashboardBenchmark.Sizes sizes,
      Deadline deadline,
      Progress progress) {
    BenchFolder folder = BenchFolder.in(parent);
    BenchEnvironment environment = BenchEnvironment.in(folder.path(), deadline, progress);
    try {
      DashboardStage stage =
          new DashboardStage(folder, environment, commandLine, serverOptions, deadline, progress);
      stage.visits.add(Visit.begin(stage.target, null));
      stage.makeWebhooks(sizes.webhooks());
      stage.visits.add(Visit.begin(stage.target, stage.clinic()));
      stage.fill(sizes.deliveries());
      return stage;
    } catch (RuntimeException failure) {
      environment.close();
      folder.close();
      throw failure;
    }
  }

  private MySqlDatabase rows() {
    return mySql.database("wardbell_bench");
  }

  private void makeWebhooks(int webhooks) {
    progress.step("Making " + webhooks + " webhooks");
    Visit anybody = visits.getFirst();
    for (double share : SHARES) {
      UUID clinic = anybody.makeClinic("Clinic " + (1 + SHARES.indexOf(share)));
      long own = Math.max(1, Math.round(webhooks * share));
      for (int i = 0; i < own && places.size() < webhooks; i++) {
        places.add(new Place(anybody.makeWebhook(clinic, places.size() + 1), clinic));
      }
    }
  }

  private void fill(int wanted) {
    progress.step("Filling in " + wanted + " deliveries, which the server counts");
    long began = System.nanoTime();
    MySqlDatabase rows = rows();
    try (Database database =
        Database.open(
            new DatabaseSettings(rows.jdbcUrl(), rows.user(), rows.password(), CONNECTIONS))) {
      deliveries =
          HistoryRows.ofClinics(database.dsl(), HistoryWebhooks.uneven(places))
              .insert(wanted, progress);
      count(database.dsl());
    }
    fillingSeconds = (System.nanoTime() - began) / 1e9;
  }

  /** Waits until all is counted: by the server, or by us when it is not at it. */
  private void count(DSLContext database) {
    StatisticsRounds rounds = new StatisticsRounds(database);
    long attempts = highest(database, ATTEMPT.NUMBER);
    long events = highest(database, EVENT.NUMBER);
    while (seen(database, "ATTEMPT") < attempts || seen(database, "EVENT") < events) {
      if (deadline.isOver()) {
        throw new BenchmarkException("Counting what was filled in took too long.");
      }
      progress.now(() -> "counted %,d of %,d".formatted(seen(database, "ATTEMPT"), attempts));
      rounds.run();
      Pause.of(LOOK_EVERY);
    }
    database.execute("analyze table statistics_count, statistics_duration, statistics_total");
  }

  private static long highest(DSLContext database, Field<Long> number) {
    Long highest =
        number.equals(EVENT.NUMBER)
            ? database.select(max(number)).from(EVENT).fetchSingle().value1()
            : database.select(max(number)).from(ATTEMPT).fetchSingle().value1();
    return highest == null ? 0 : highest;
  }

  private static long seen(DSLContext database, String source) {
    Long seen =
        database
            .select(max(STATISTICS_PROGRESS.SEEN_THROUGH))
            .from(STATISTICS_PROGRESS)
            .where(STATISTICS_PROGRESS.SOURCE.eq(source))
            .fetchSingle()
            .value1();
    return seen == null ? 0 : seen;
  }

  /** Returns somebody who sees all clinics, and somebody of the largest. */
  List<Visit> visits() {
    return List.copyOf(visits);
  }

  /** Returns the clinic with most webhooks and deliveries. */
  UUID clinic() {
    return places.getFirst().clinic();
  }

  /** Returns the webhook with most deliveries. */
  UUID webhook() {
    return places.getFirst().webhook();
  }

  int deliveries() {
    return deliveries;
  }

  double fillingSeconds() {
    return fillingSeconds;
  }

  Target target() {
    return target;
  }

  /** Returns what serves pages and delivers: the server, its database and its Temporal. */
  List<MeasuredProcess> processes() {
    List<MeasuredProcess> processes = new ArrayList<>();
    processes.add(new MeasuredProcess("MySQL", mySql.pid()));
    target.processes().stream()
        .filter(each -> each.name().equals("server") || each.name().equals("Temporal"))
        .forEach(processes::add);
    return processes;
  }

  /** Signs somebody in who sees all clinics. */
  Visit visit() {
    return Visit.begin(target, null);
  }

  @Override
  public void close() {
    environment.close();
    folder.close();
  }
}
