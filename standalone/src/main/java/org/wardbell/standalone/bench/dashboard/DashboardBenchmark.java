package org.wardbell.standalone.bench.dashboard;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.statistics.StatisticsRounds;
import org.wardbell.embedded.mysql.EmbeddedMySql;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.MySqlOptions;
import org.wardbell.standalone.bench.environment.BenchFolder;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.history.HistoryRows;
import org.wardbell.standalone.server.Installation;
import org.wardbell.standalone.server.InstallationOptions;

/**
 * The benchmark of the dashboard: a server with a month of deliveries, and somebody who loads each
 * page again and again. The times are those of whole answers, over HTTP on this machine.
 */
public final class DashboardBenchmark {
  private static final int PIECES = 50;
  private static final int CONNECTIONS = 4;
  private static final int KEY_BYTES = 32;

  private final Path parent;
  private final int deliveries;
  private final int webhooks;
  private final int times;
  private final Progress progress;

  /**
   * Creates a benchmark.
   *
   * @param parent where the temporary data folder is made
   * @param deliveries of the month
   * @param webhooks of the clinic, at most 500
   * @param times how often each page is loaded
   */
  public DashboardBenchmark(
      Path parent, int deliveries, int webhooks, int times, Progress progress) {
    this.parent = parent;
    this.deliveries = deliveries;
    this.webhooks = webhooks;
    this.times = times;
    this.progress = progress;
  }

  /** Runs it, and prints what it found. */
  public void run(PrintWriter out) {
    try (BenchFolder folder = BenchFolder.in(parent)) {
      progress.step("Starting a server with a new data folder in " + folder.path());
      MySqlDatabase mySql =
          folder
              .run(() -> EmbeddedMySql.start(MySqlOptions.in(folder.path())), EmbeddedMySql::close)
              .database("wardbell_bench");
      String key = randomKey();
      Installation installation =
          folder.run(
              () -> Installation.start(options(folder.path(), mySql, key)), Installation::close);
      try (Visit visit = Visit.begin(installation.url(), key)) {
        UUID clinic = visit.clinic();
        progress.step("Making " + webhooks + " webhooks");
        List<UUID> made = visit.webhooks(clinic, webhooks);
        fill(mySql, clinic, made);
        progress.step("Loading pages");
        print(out, visit, clinic, made.getFirst());
      }
    }
  }

  private static InstallationOptions options(Path folder, MySqlDatabase mySql, String key) {
    InstallationOptions usual = InstallationOptions.in(folder.resolve("server"));
    return new InstallationOptions(
        usual.data(),
        usual.bind(),
        org.wardbell.embedded.process.Ports.free(),
        Optional.of(mySql),
        Optional.empty(),
        0,
        0,
        0,
        List.of("127.0.0.0/8"),
        Map.of("wardbell.admin-key", key),
        message -> {},
        InstallationOptions.RESTARTS,
        reason -> {});
  }

  private void fill(MySqlDatabase mySql, UUID clinic, List<UUID> made) {
    progress.step("Filling in " + deliveries + " deliveries");
    try (Database database =
        Database.open(
            new DatabaseSettings(mySql.jdbcUrl(), mySql.user(), mySql.password(), CONNECTIONS))) {
      HistoryRows rows = HistoryRows.of(database.dsl(), clinic, made);
      for (int piece = 0; piece < PIECES; piece++) {
        int from = (int) ((long) deliveries * piece / PIECES);
        rows.insert(from, (int) ((long) deliveries * (piece + 1) / PIECES), deliveries);
        progress.now(() -> from + " deliveries");
      }
      database.dsl().execute("analyze table event, delivery, attempt");
      progress.step("Counting them");
      new StatisticsRounds(database.dsl()).run();
    }
  }

  private void print(PrintWriter out, Visit visit, UUID clinic, UUID webhook) {
    out.printf(
        Locale.ROOT,
        "%,d deliveries of %d webhooks; each page %d times, after 5 times that do not count%n%n",
        deliveries,
        webhooks,
        times);
    out.printf("%-34s %8s %8s %8s %8s%n", "page", "p50 ms", "p95 ms", "max ms", "kB");
    for (DashboardPage page : DashboardPage.all(visit, clinic, webhook)) {
      PageTimes seen = visit.load(page.path(), times);
      out.printf(
          Locale.ROOT,
          "%-34s %8.1f %8.1f %8.1f %8.1f%n",
          page.name(),
          seen.millis(50),
          seen.millis(95),
          seen.millis(100),
          seen.bytes() / 1024.0);
      out.flush();
    }
    out.printf(
        Locale.ROOT, "%nscripts and styles of the overview: %.1f kB compressed%n", visit.assets());
    out.flush();
  }

  private static String randomKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
