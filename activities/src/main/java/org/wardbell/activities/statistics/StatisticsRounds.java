package org.wardbell.activities.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.wardbell.activities.database.DatabaseClock;

/** The work of one round: count what is new, go on with what is made anew, remove what is old. */
public final class StatisticsRounds implements Runnable {
  /** For so long a round makes statistics anew before it looks for new rows again. */
  private static final Duration BUILDING_TIME = Duration.ofSeconds(2);

  private static final Duration BETWEEN_REMOVALS = Duration.ofHours(1);

  private final DSLContext database;
  private final StatisticsRollup rollup;
  private final StatisticsGenerations generations;
  private final StatisticsHistory history;
  private long removeAt = System.nanoTime();

  /** Creates rounds; only one thread may run them. */
  public StatisticsRounds(DSLContext database) {
    this.database = database;
    this.rollup = new StatisticsRollup(database);
    this.generations = new StatisticsGenerations(database);
    this.history = new StatisticsHistory(database);
  }

  /** Counts until nothing new is left. */
  @Override
  public void run() {
    boolean more;
    do {
      // What happened meanwhile comes before what is made anew.
      more = count();
    } while (more && !Thread.currentThread().isInterrupted());
    remove();
  }

  /** Returns whether there is more to do. */
  private boolean count() {
    int current = generations.current().number();
    Instant began = DatabaseClock.read(database);
    if (catchUp(current, Long.MAX_VALUE) != StatisticsRollup.Result.DONE) {
      return false;
    }
    generations.counted(current, began);
    Optional<StatisticsGenerations.Generation> building = generations.building();
    if (building.isEmpty()) {
      return false;
    }
    int fresh = building.get().number();
    return switch (catchUp(fresh, BUILDING_TIME.toNanos())) {
      case MORE -> true;
      case BUSY -> false;
      case DONE -> {
        if (history.takeOver(current, fresh)) {
          generations.replace(current, fresh);
        }
        yield false;
      }
    };
  }

  /** Counts all sources, for so many nanoseconds. */
  private StatisticsRollup.Result catchUp(int generation, long time) {
    long began = System.nanoTime();
    for (Source source : Source.values()) {
      StatisticsRollup.Result result;
      do {
        if (System.nanoTime() - began > time || Thread.currentThread().isInterrupted()) {
          return StatisticsRollup.Result.MORE;
        }
        result = rollup.step(generation, source);
      } while (result == StatisticsRollup.Result.MORE);
      if (result == StatisticsRollup.Result.BUSY) {
        return result;
      }
    }
    return StatisticsRollup.Result.DONE;
  }

  private void remove() {
    generations.removeOld();
    if (System.nanoTime() - removeAt > 0) {
      removeAt = System.nanoTime() + BETWEEN_REMOVALS.toNanos();
      int current = generations.current().number();
      generations.removeExpired(current);
      new RemovedDeliveries(database)
          .forgetEnds(StatisticsRollup.seenThrough(database, current, Source.END_ROWS));
    }
  }
}
