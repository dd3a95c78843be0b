package org.wardbell.activities.event;

import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.workflows.event.EventBatch;

/**
 * The relay of events that were committed and never dispatched, because their workflow was not
 * started or Temporal forgot it.
 */
public final class UndispatchedEvents implements Runnable {
  /** A backlog is worked off in rounds of this many, so that live traffic keeps its share. */
  private static final int PER_ROUND = 1_000;

  /** Two scans at once, of two processes, take different events for this long. */
  private static final Duration CLAIM = Duration.ofSeconds(30);

  /** The dispatches by which the relay sees how busy the installation is. */
  private static final int LATEST = 20;

  private static final Duration LATELY = Duration.ofSeconds(10);

  /** Of events that came together one is dispatched first and another last. */
  private static final int TIMES_THE_QUICKEST = 3;

  /** After an outage all are late; then the oldest are started first, and none waits longer. */
  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(UndispatchedEvents.class);

  private final DSLContext dsl;
  private final WorkflowStarter starter;
  private final Duration grace;

  /**
   * @param grace how long an event's own start may take before anybody else looks at it
   */
  public UndispatchedEvents(DSLContext dsl, WorkflowStarter starter, Duration grace) {
    this.dsl = dsl;
    this.starter = starter;
    this.grace = grace;
  }

  /** Starts the workflows of one round. */
  @Override
  public void run() {
    for (EventBatch batch : claim()) {
      int events = batch.eventIds().size();
      log.info("relay starts {} events that were never dispatched", events);
      starter.startEventsAgain(batch);
    }
  }

  /** Claims events, oldest first, regrouped as workflows carry them. */
  List<EventBatch> claim() {
    Duration patience = patience();
    Duration claim = patience.compareTo(CLAIM) > 0 ? patience : CLAIM;
    List<UUID> ids =
        dsl.transactionResult(
            transaction -> {
              List<UUID> found = find(transaction.dsl(), patience);
              if (!found.isEmpty()) {
                transaction
                    .dsl()
                    .update(EVENT)
                    .set(EVENT.CLAIMED_UNTIL, DatabaseClock.after(claim))
                    .where(EVENT.ID.in(found))
                    .execute();
              }
              return found;
            });
    return batches(ids);
  }

  /**
   * Returns how old an event must be. When even the quickest of the latest dispatches took long,
   * events wait for their turn and are not lost: starting them again would add work just then.
   */
  private Duration patience() {
    return dsl
        .select(EVENT.ACCEPTED_AT, EVENT.DISPATCHED_AT)
        .from(EVENT)
        .where(EVENT.DISPATCHED_AT.gt(DatabaseClock.after(LATELY.negated())))
        .orderBy(EVENT.DISPATCHED_AT.desc())
        .limit(LATEST)
        .fetch(row -> Duration.between(row.value1(), row.value2()))
        .stream()
        .min(Duration::compareTo)
        .map(quickest -> quickest.multipliedBy(TIMES_THE_QUICKEST))
        .filter(longer -> longer.compareTo(grace) > 0)
        .map(longer -> longer.compareTo(LONGEST_PATIENCE) > 0 ? LONGEST_PATIENCE : longer)
        .orElse(grace);
  }

  private List<UUID> find(DSLContext transaction, Duration patience) {
    return transaction
        .select(EVENT.ID)
        .from(EVENT)
        .where(EVENT.DISPATCHED_AT.isNull())
        .and(EVENT.ACCEPTED_AT.lt(DatabaseClock.after(patience.negated())))
        .and(EVENT.CLAIMED_UNTIL.isNull().or(EVENT.CLAIMED_UNTIL.lt(DatabaseClock.now())))
        .and(EVENT.DISPATCH_AFTER.isNull().or(EVENT.DISPATCH_AFTER.le(DatabaseClock.now())))
        .orderBy(EVENT.ACCEPTED_AT)
        .limit(PER_ROUND)
        .forUpdate()
        .skipLocked()
        .fetch(EVENT.ID);
  }

  /** Groups ids as workflows carry them. */
  public static List<EventBatch> batches(List<UUID> ids) {
    return EventBatch.startedTogether(ids).stream()
        .map(group -> new EventBatch(group.stream().map(UUID::toString).toList()))
        .toList();
  }
}
