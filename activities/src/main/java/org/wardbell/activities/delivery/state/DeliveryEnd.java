package org.wardbell.activities.delivery.state;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** Gives up deliveries without an answer, and records the events that say so. */
public final class DeliveryEnd {
  /** Deliveries that one transaction gives up at most: each has its event, and a commit has 100. */
  public static final int AT_ONCE = 100;

  private final EventStore eventStore;

  public DeliveryEnd(EventStore eventStore) {
    this.eventStore = eventStore;
  }

  /** Exhausts a locked delivery that was tried as often as it may be. */
  public void exhaust(
      DSLContext transaction, DeliveryRecord delivery, KeptWebhook webhook, Instant now) {
    DeliveryTransitions.exhaust(delivery, now);
    tell(transaction, List.of(delivery.getId()), webhook);
  }

  /**
   * Exhausts parked deliveries that waited as long as they may: a few statements for all of them.
   *
   * @param ids at most {@value #AT_ONCE}; what is not parked any more stays as it is
   * @return the events that say so, whose workflow the caller starts after the commit
   */
  public RecordedEvents exhaust(
      DSLContext transaction, Collection<UUID> ids, KeptWebhook webhook, Instant now) {
    List<UUID> parked =
        transaction
            .select(DELIVERY.ID)
            .from(DELIVERY)
            .where(DELIVERY.ID.in(ids))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
            .forUpdate()
            .skipLocked()
            .fetch(DELIVERY.ID);
    if (parked.isEmpty()) {
      return RecordedEvents.NONE;
    }
    DeliveryTransitions.exhaust(transaction, parked, now);
    return tell(transaction, parked, webhook);
  }

  /**
   * Exhausts deliveries that wait while their event's data are about to go: a few statements for
   * all of them, whatever their webhooks.
   *
   * @param ids at most {@value #AT_ONCE}; what does not wait any more stays as it is
   * @return how many, and the events that say so, whose workflow the caller starts after the commit
   */
  public Expired expire(DSLContext transaction, Collection<UUID> ids, Instant now) {
    List<UUID> waiting =
        transaction
            .select(DELIVERY.ID)
            .from(DELIVERY)
            .where(DELIVERY.ID.in(ids))
            .and(DELIVERY.STATUS.in(DeliveryStatus.PENDING.name(), DeliveryStatus.PARKED.name()))
            .orderBy(DELIVERY.ID)
            .forUpdate()
            .fetch(DELIVERY.ID);
    if (waiting.isEmpty()) {
      return new Expired(0, RecordedEvents.NONE);
    }
    DeliveryTransitions.expire(transaction, waiting, now);
    List<NewEvent> news =
        transaction
            .select(DELIVERY.ID, EVENT.ID, EVENT.TYPE, EVENT.CLINIC_ID, WEBHOOK.ID, WEBHOOK.NAME)
            .from(DELIVERY)
            .join(EVENT)
            .on(EVENT.ID.eq(DELIVERY.EVENT_ID))
            .join(WEBHOOK)
            .on(WEBHOOK.ID.eq(DELIVERY.WEBHOOK_ID))
            .where(DELIVERY.ID.in(waiting))
            .fetch()
            .stream()
            .map(row -> news(row, row.get(WEBHOOK.ID), row.get(WEBHOOK.NAME)))
            .flatMap(Optional::stream)
            .toList();
    return new Expired(waiting.size(), record(transaction, news));
  }

  /**
   * The result of an expiry.
   *
   * @param count deliveries that were given up
   * @param news the events that tell of it
   */
  public record Expired(int count, RecordedEvents news) {}

  private RecordedEvents tell(DSLContext transaction, List<UUID> ids, KeptWebhook webhook) {
    List<NewEvent> news =
        transaction
            .select(DELIVERY.ID, EVENT.ID, EVENT.TYPE, EVENT.CLINIC_ID)
            .from(DELIVERY)
            .join(EVENT)
            .on(EVENT.ID.eq(DELIVERY.EVENT_ID))
            .where(DELIVERY.ID.in(ids))
            .fetch()
            .stream()
            .map(row -> news(row, webhook.id(), webhook.settings().name()))
            .flatMap(Optional::stream)
            .toList();
    return record(transaction, news);
  }

  private static Optional<NewEvent> news(Record row, UUID webhook, String name) {
    return OperationalEvents.exhausted(
        new OperationalEvents.Cause(
            row.get(EVENT.ID), row.get(EVENT.TYPE), row.get(EVENT.CLINIC_ID)),
        webhook,
        name,
        row.get(DELIVERY.ID));
  }

  private RecordedEvents record(DSLContext transaction, List<NewEvent> news) {
    return news.isEmpty() ? RecordedEvents.NONE : eventStore.record(transaction, news);
  }
}
