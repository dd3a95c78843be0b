package org.wardbell.activities.temporal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.TableField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.wardbell.activities.database.DatabaseClock;

/**
 * The relay of durable jobs that nobody advances: their workflow was never started, or Temporal
 * forgot it. A job's row says when it should have moved.
 */
public final class OverdueJobs implements Runnable {
  private static final int PER_ROUND = 100;
  private static final Logger log = LoggerFactory.getLogger(OverdueJobs.class);

  private final DSLContext dsl;
  private final TableField<?, UUID> id;
  private final TableField<?, Instant> wakesAt;
  private final Duration grace;
  private final Consumer<UUID> start;

  /**
   * @param id of a job; its table is the one that is looked through
   * @param grace how late a job may be before it counts as forgotten
   */
  public OverdueJobs(
      DSLContext dsl,
      TableField<?, UUID> id,
      TableField<?, Instant> wakesAt,
      Duration grace,
      Consumer<UUID> start) {
    this.dsl = dsl;
    this.id = id;
    this.wakesAt = wakesAt;
    this.grace = grace;
    this.start = start;
  }

  /**
   * Returns how late something may be before it counts as forgotten: {@code wardbell.relay.grace},
   * in seconds, or a minute.
   */
  public static Duration grace(Environment environment) {
    return Duration.ofSeconds(environment.getProperty("wardbell.relay.grace", Long.class, 60L));
  }

  /** Runs one round. */
  @Override
  public void run() {
    for (UUID job : claim()) {
      log.info("relay starts {} {}", table().getName(), job);
      start.accept(job);
    }
  }

  private Table<?> table() {
    return id.getTable();
  }

  /** A claim moves the wake time on, so that the next scan sees a job only if it did not move. */
  private List<UUID> claim() {
    return dsl.transactionResult(
        transaction -> {
          List<UUID> late =
              transaction
                  .dsl()
                  .select(id)
                  .from(table())
                  .where(wakesAt.lt(DatabaseClock.after(grace.negated())))
                  .orderBy(wakesAt)
                  .limit(PER_ROUND)
                  .forUpdate()
                  .skipLocked()
                  .fetch(id);
          if (!late.isEmpty()) {
            transaction
                .dsl()
                .update(table())
                .set(wakesAt, DatabaseClock.now())
                .where(id.in(late))
                .execute();
          }
          return late;
        });
  }
}
