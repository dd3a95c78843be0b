package org.wardbell.standalone.bench.growth;

import static org.jooq.impl.DSL.max;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.STATISTICS_PROGRESS;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.springframework.boot.logging.LoggingSystem;
import org.wardbell.activities.database.Database;
import org.wardbell.standalone.bench.deliver.DeliverBenchmark;
import org.wardbell.standalone.bench.environment.BenchEnvironment;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.DatabaseCounters;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.environment.Target;
import org.wardbell.standalone.bench.history.HistoryRows;
import org.wardbell.standalone.bench.history.HistoryWebhooks;
import org.wardbell.standalone.bench.history.HistoryWebhooks.Place;
import org.wardbell.standalone.bench.load.Load;

/**
 * The benchmark of growth: one server, whose database gets ten times as many events, deliveries and
 * attempts each time, of the same clinic and webhooks; and the same load after each filling. What
 * was filled in is not counted by statistics, which a server that grew into its size has behind it.
 */
public final class GrowthBenchmark {
  private static final int CONNECTIONS = 4;
  private static final long TEN = 10;

  private final BenchEnvironment environment;
  private final Deadline deadline;
  private final Progress progress;

  /** Creates a benchmark. */
  public GrowthBenchmark(BenchEnvironment environment, Deadline deadline, Progress progress) {
    this.environment = environment;
    this.deadline = deadline;
    this.progress = progress;
  }

  /**
   * The sizes of a run.
   *
   * @param smallest stored events at the first load
   * @param largest stored events at the last load
   * @param webhooks that each get every event
   * @param warmUp comes before all
   * @param load of each size
   */
  public record Plan(long smallest, long largest, int webhooks, Load warmUp, Load load) {}

  /**
   * Runs it.
   *
   * @param commandLine the class whose main method understands {@code up}
   */
  public GrowthFigures run(Class<?> commandLine, List<String> serverOptions, Plan plan) {
    // Libraries would write to the screen as they like.
    LoggingSystem.get(GrowthBenchmark.class.getClassLoader()).beforeInitialize();
    Target target = environment.start(commandLine, serverOptions);
    DatabaseCounters counters = target.database();
    if (counters == null) {
      throw new BenchmarkException("The server has no MySQL of its own.");
    }
    DeliverBenchmark benchmark = new DeliverBenchmark(target, deadline, progress);
    benchmark.run(plan.webhooks(), List.of(plan.warmUp()));
    List<GrowthFigures.Size> sizes = new ArrayList<>();
    try (Database database = Database.open(counters.settings(CONNECTIONS))) {
      for (long stored = plan.smallest(); stored <= plan.largest(); stored *= TEN) {
        long began = System.nanoTime();
        fill(database.dsl(), stored);
        double filling = (System.nanoTime() - began) / 1e9;
        sizes.add(
            new GrowthFigures.Size(
                rows(database.dsl()), filling, benchmark.measure(plan.webhooks(), plan.load())));
      }
    }
    return new GrowthFigures(sizes);
  }

  private void fill(DSLContext database, long wanted) {
    int missing = (int) (wanted - rows(database));
    if (missing <= 0) {
      return;
    }
    progress.step("Filling in %,d events".formatted(missing));
    List<Place> places =
        database
            .select(WEBHOOK.ID, WEBHOOK.CLINIC_ID)
            .from(WEBHOOK)
            .fetch(row -> new Place(row.value1(), row.value2()));
    HistoryRows.even(database, HistoryWebhooks.even(places)).insert(missing, progress);
    passOver(database, "EVENT", EVENT, EVENT.NUMBER);
    passOver(database, "ATTEMPT", ATTEMPT, ATTEMPT.NUMBER);
  }

  private static long rows(DSLContext database) {
    return database.fetchCount(EVENT);
  }

  private static void passOver(
      DSLContext database, String source, Table<?> table, Field<Long> number) {
    database
        .update(STATISTICS_PROGRESS)
        .set(
            STATISTICS_PROGRESS.SEEN_THROUGH,
            database.select(max(number)).from(table).fetchSingle().value1())
        .where(STATISTICS_PROGRESS.SOURCE.eq(source))
        .execute();
  }
}
