package org.wardbell.activities.delivery;

import static org.jooq.impl.DSL.when;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.delivery.state.DeliveryTransitions;
import org.wardbell.activities.delivery.state.Owner;
import org.wardbell.activities.event.UndispatchedEvents;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.event.EventBatch;

/**
 * The relay of deliveries and webhooks that should have moved and did not, because nobody is left
 * to wake them. A claim moves their wake time on, so that the next round sees them again only if
 * nothing came of it.
 */
public final class OverdueDeliveries implements Runnable {
  /** A backlog is worked off in rounds of this many, so that live traffic keeps its share. */
  private static final int PER_ROUND = 1_000;

  /**
   * The time after which an ended lease is nobody's but a dead process's, which had perhaps not
   * told Temporal of the event: outcomes of living ones are written seconds before it.
   */
  private static final Duration LEASE_ENDED = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(OverdueDeliveries.class);

  private final DSLContext dsl;
  private final WorkflowStarter starter;
  private final Duration grace;

  /**
   * Whether this process has just begun, most often in the place of one that died. Then what is due
   * is looked at without the grace: that one may have died before Temporal heard of the event.
   */
  private boolean beginning = true;

  /** Events that this process had started for ended leases; their deliveries wait for a slot. */
  private final Cache<UUID, Boolean> started;

  /**
   * @param grace how late something may be before it counts as forgotten
   */
  public OverdueDeliveries(DSLContext dsl, WorkflowStarter starter, Duration grace) {
    this.dsl = dsl;
    this.starter = starter;
    this.grace = grace;
    this.started =
        Caffeine.newBuilder().expireAfterWrite(grace).maximumSize(10L * PER_ROUND).build();
  }

  /** Starts and wakes the workflows of one round. */
  @Override
  public void run() {
    start(interrupted(PER_ROUND), "whose requests were interrupted");
    start(claimEvents(PER_ROUND, beginning ? LEASE_ENDED : grace), "with overdue deliveries");
    beginning = false;
    claimWebhooks(PER_ROUND).forEach(starter::wakeWebhook);
  }

  private void start(List<EventBatch> batches, String which) {
    for (EventBatch batch : batches) {
      log.info("relay starts {} events {}", batch.eventIds().size(), which);
      starter.startEventsAgain(batch);
    }
  }

  /**
   * Returns the events of which a request was under way when its process died, each once: there may
   * be no workflow that waits for them.
   */
  List<EventBatch> interrupted(int atMost) {
    List<UUID> events =
        dsl
            .select(DELIVERY.EVENT_ID)
            .from(DELIVERY)
            .where(DELIVERY.WAKES_AT.lt(DatabaseClock.after(LEASE_ENDED.negated())))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()))
            .and(DELIVERY.OWNER.eq(Owner.EVENT.stored))
            .orderBy(DELIVERY.WAKES_AT)
            .limit(atMost)
            .fetch(DELIVERY.EVENT_ID)
            .stream()
            .distinct()
            .filter(event -> started.asMap().putIfAbsent(event, true) == null)
            .sorted()
            .toList();
    return UndispatchedEvents.batches(events);
  }

  /** Returns the events whose workflow should have moved a delivery. */
  List<EventBatch> claimEvents(int atMost) {
    return claimEvents(atMost, grace);
  }

  private List<EventBatch> claimEvents(int atMost, Duration patience) {
    List<UUID> events =
        dsl.transactionResult(
            transaction -> {
              Result<Record2<UUID, UUID>> late =
                  transaction
                      .dsl()
                      .select(DELIVERY.ID, DELIVERY.EVENT_ID)
                      .from(DELIVERY)
                      .where(DELIVERY.WAKES_AT.lt(DatabaseClock.after(patience.negated())))
                      .and(DELIVERY.OWNER.eq(Owner.EVENT.stored))
                      .orderBy(DELIVERY.WAKES_AT)
                      .limit(atMost)
                      .forUpdate()
                      .skipLocked()
                      .fetch();
              if (!late.isEmpty()) {
                DeliveryTransitions.wakeLater(transaction.dsl(), late.getValues(DELIVERY.ID));
              }
              return late.getValues(DELIVERY.EVENT_ID).stream().distinct().sorted().toList();
            });
    return UndispatchedEvents.batches(events);
  }

  /** Returns the webhooks whose workflow should have drained what is parked. */
  List<UUID> claimWebhooks(int atMost) {
    return dsl.transactionResult(
        transaction -> {
          List<UUID> late =
              transaction
                  .dsl()
                  .select(WEBHOOK_STATE.WEBHOOK_ID)
                  .from(WEBHOOK_STATE)
                  .where(WEBHOOK_STATE.WAKES_AT.lt(DatabaseClock.after(grace.negated())))
                  .orderBy(WEBHOOK_STATE.WEBHOOK_ID)
                  .limit(atMost)
                  .forUpdate()
                  .skipLocked()
                  .fetch(WEBHOOK_STATE.WEBHOOK_ID);
          WebhookStateRows.wakeNow(transaction.dsl(), late);
          return late;
        });
  }

  /**
   * Counts deliveries that are not final while nobody is due to move them within the grace: 0, or
   * they are forgotten. Looks up the few rows that an activity moves; what is parked is counted in
   * the index, and only for webhooks that nobody wakes.
   */
  public int count() {
    return moved() + parked();
  }

  /** Counts what is pending or being sent; such a row has an owner and a wake time of its own. */
  private int moved() {
    Field<Instant> wakes =
        when(DELIVERY.OWNER.eq(Owner.EVENT.stored), DELIVERY.WAKES_AT)
            .when(DELIVERY.OWNER.eq(Owner.WEBHOOK.stored), WEBHOOK_STATE.WAKES_AT);
    return count(
        List.of(DeliveryStatus.PENDING, DeliveryStatus.SENDING),
        wakes.isNull().or(wakes.lt(DatabaseClock.after(grace.negated()))));
  }

  private int parked() {
    return count(
        List.of(DeliveryStatus.PARKED),
        WEBHOOK_STATE
            .WAKES_AT
            .isNull()
            .or(WEBHOOK_STATE.WAKES_AT.lt(DatabaseClock.after(grace.negated()))));
  }

  private int count(List<DeliveryStatus> statuses, Condition forgotten) {
    return dsl.selectCount()
        .from(WEBHOOK_STATE)
        .straightJoin(DELIVERY)
        .on(DELIVERY.WEBHOOK_ID.eq(WEBHOOK_STATE.WEBHOOK_ID))
        .where(DELIVERY.STATUS.in(statuses.stream().map(DeliveryStatus::name).toList()))
        .and(forgotten)
        .fetchSingle()
        .value1();
  }
}
