package org.wardbell.activities.delivery.state;

import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.webhook.KeptWebhook;

/** Gives up deliveries without an answer, and records the event that says so. */
public final class DeliveryEnd {
  private final EventReader events;
  private final EventStore eventStore;

  public DeliveryEnd(EventReader events, EventStore eventStore) {
    this.events = events;
    this.eventStore = eventStore;
  }

  /** Exhausts a locked delivery that was tried as often or as long as it may be. */
  public void exhaust(
      DSLContext transaction, DeliveryRecord delivery, KeptWebhook webhook, Instant now) {
    DeliveryTransitions.exhaust(delivery, now);
    var event =
        events.open(
            transaction,
            transaction.selectFrom(EVENT).where(EVENT.ID.eq(delivery.getEventId())).fetchSingle());
    OperationalEvents.exhausted(event, webhook, delivery.getId())
        .ifPresent(news -> eventStore.record(transaction, List.of(news)));
  }
}
