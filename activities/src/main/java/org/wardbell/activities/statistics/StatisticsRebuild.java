package org.wardbell.activities.statistics;

import java.time.Instant;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The rebuilding of statistics from the rows that they come from, while traffic goes on. */
public final class StatisticsRebuild {
  private final StatisticsGenerations generations;

  public StatisticsRebuild(DSLContext database) {
    this.generations = new StatisticsGenerations(database);
  }

  /**
   * Begins to rebuild, inside the caller's transaction; the rounds do it.
   *
   * @return false if that is under way already
   */
  public boolean begin(DSLContext transaction) {
    return StatisticsGenerations.begin(transaction);
  }

  /**
   * The state of a rebuild.
   *
   * @param beganAt of the one under way, or null if none is
   * @param shownSince when the one began that is shown
   */
  public record State(@Nullable Instant beganAt, Instant shownSince) {}

  /** Returns whether one is under way. */
  public State state() {
    Instant shown = generations.current().beganAt();
    return new State(
        generations.building().map(StatisticsGenerations.Generation::beganAt).orElse(null), shown);
  }
}
