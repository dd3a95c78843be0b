package org.wardbell.activities.delivery.replay;

import static org.wardbell.activities.database.generated.Tables.REPLAY;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.temporal.WorkflowStarter;

/**
 * The relay of replay jobs that nobody advances: their workflow was never started, or Temporal
 * forgot it.
 */
public final class ReplayRelay implements Runnable {
  private static final int PER_ROUND = 100;
  private static final Logger log = LoggerFactory.getLogger(ReplayRelay.class);

  private final DSLContext dsl;
  private final WorkflowStarter starter;
  private final Duration grace;

  /**
   * @param grace how late a job may be before it counts as forgotten
   */
  public ReplayRelay(DSLContext dsl, WorkflowStarter starter, Duration grace) {
    this.dsl = dsl;
    this.starter = starter;
    this.grace = grace;
  }

  /** Runs one round. */
  @Override
  public void run() {
    for (UUID job : claim()) {
      log.info("relay starts replay job {}", job);
      starter.wakeReplay(job);
    }
  }

  /**
   * Claims the jobs that are due. A claim moves the wake time on, so that the next scan sees the
   * job only if its step never ran.
   */
  public List<UUID> claim() {
    return dsl.transactionResult(
        transaction -> {
          List<UUID> late =
              transaction
                  .dsl()
                  .select(REPLAY.ID)
                  .from(REPLAY)
                  .where(REPLAY.WAKES_AT.lt(DatabaseClock.after(grace.negated())))
                  .orderBy(REPLAY.WAKES_AT)
                  .limit(PER_ROUND)
                  .forUpdate()
                  .skipLocked()
                  .fetch(REPLAY.ID);
          if (!late.isEmpty()) {
            transaction
                .dsl()
                .update(REPLAY)
                .set(REPLAY.WAKES_AT, DatabaseClock.now())
                .where(REPLAY.ID.in(late))
                .execute();
          }
          return late;
        });
  }
}
