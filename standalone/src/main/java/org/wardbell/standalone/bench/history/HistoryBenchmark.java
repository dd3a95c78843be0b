package org.wardbell.standalone.bench.history;

import static org.wardbell.activities.database.generated.Tables.CLINIC;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.statistics.StatisticsRounds;
import org.wardbell.embedded.mysql.EmbeddedMySql;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.MySqlOptions;
import org.wardbell.standalone.bench.environment.BenchFolder;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.history.HistoryWebhooks.Place;

/**
 * The benchmark of statistics and lists: fills a database of its own with a month of attempts,
 * counts them, and asks what a dashboard asks.
 */
public final class HistoryBenchmark {
  private static final int CONNECTIONS = 10;
  private static final List<String> ZONES = List.of("Europe/Berlin", "Asia/Kolkata");
  private static final int WEBHOOKS = 20;

  private final Path parent;
  private final int attempts;
  private final Progress progress;

  /**
   * Creates a benchmark.
   *
   * @param parent where the temporary data folder is made
   * @param attempts of the month
   */
  public HistoryBenchmark(Path parent, int attempts, Progress progress) {
    this.parent = parent;
    this.attempts = attempts;
    this.progress = progress;
  }

  /** Runs it, and prints what it found. */
  public void run(PrintWriter out) {
    try (BenchFolder folder = BenchFolder.in(parent)) {
      MySqlDatabase empty =
          folder
              .run(() -> EmbeddedMySql.start(MySqlOptions.in(folder.path())), EmbeddedMySql::close)
              .database("wardbell_bench");
      try (Database database =
          Database.open(
              new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), CONNECTIONS))) {
        measure(database, out);
      }
    }
  }

  private void measure(Database database, PrintWriter out) {
    HistoryRows rows =
        HistoryRows.even(database.dsl(), HistoryWebhooks.even(clinics(database.dsl())));
    progress.step("Filling in " + attempts + " attempts");
    int filled = rows.insert(attempts, progress);
    progress.step("Counting them");
    long began = System.nanoTime();
    new StatisticsRounds(database.dsl()).run();
    double seconds = (System.nanoTime() - began) / 1e9;
    database.dsl().execute("analyze table statistics_count, statistics_total, statistics_duration");
    progress.step("Asking");
    out.printf(
        Locale.ROOT,
        "%,d attempts, as many deliveries and events; counted in %.0f s, %,.0f rows a second%n%n",
        filled,
        seconds,
        3 * filled / seconds);
    out.printf("%-44s %10s %10s%n", "question", "p50 ms", "max ms");
    Encryption encryption =
        new Encryption(MasterKey.ofText(MasterKey.newKeyset()), database.keys());
    EventQuery events = new EventQuery(database.dsl(), new EventStore(encryption));
    HistoryQuestions questions = new HistoryQuestions(database.dsl(), events, rows);
    for (HistoryQuestions.Answer answer : questions.ask()) {
      out.printf(
          Locale.ROOT,
          "%-44s %10.1f %10.1f%n",
          answer.question(),
          answer.medianMillis(),
          answer.longestMillis());
    }
    out.flush();
  }

  /** Inserts clinics, and returns webhooks of theirs, of which there are no rows. */
  private static List<Place> clinics(DSLContext database) {
    List<Place> places = new ArrayList<>();
    for (String zone : ZONES) {
      UUID clinic = UUID.randomUUID();
      database
          .insertInto(CLINIC)
          .set(CLINIC.ID, clinic)
          .set(CLINIC.NAME, "clinic in " + zone)
          .set(CLINIC.TIME_ZONE, zone)
          .set(CLINIC.CREATED_AT, Instant.now())
          .execute();
      for (int i = 0; i < WEBHOOKS; i++) {
        places.add(new Place(UUID.randomUUID(), clinic));
      }
    }
    return places;
  }
}
