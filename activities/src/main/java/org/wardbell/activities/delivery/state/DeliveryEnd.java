package org.wardbell.activities.delivery.state;

import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** Ends single deliveries without an answer: their rows are locked, and written by the caller. */
public final class DeliveryEnd {
  private final EventReader events;
  private final EventStore eventStore;

  public DeliveryEnd(EventReader events, EventStore eventStore) {
    this.events = events;
    this.eventStore = eventStore;
  }

  /** A person, or the webhook's end, wanted it so. */
  public static void cancel(DeliveryRecord delivery, Instant now) {
    end(delivery, DeliveryStatus.CANCELLED, now);
  }

  /** It was tried as often or as long as it may be; that is news. */
  public void exhaust(
      DSLContext transaction, DeliveryRecord delivery, KeptWebhook webhook, Instant now) {
    end(delivery, DeliveryStatus.EXHAUSTED, now);
    var event =
        events.open(
            transaction.selectFrom(EVENT).where(EVENT.ID.eq(delivery.getEventId())).fetchSingle());
    OperationalEvents.exhausted(event, webhook, delivery.getId())
        .ifPresent(news -> eventStore.record(transaction, List.of(news)));
  }

  private static void end(DeliveryRecord delivery, DeliveryStatus status, Instant now) {
    delivery.setStatus(status.name());
    delivery.setOwner(null);
    delivery.setParkedReason(null);
    delivery.setNextAttemptAt(null);
    delivery.setWakesAt(null);
    delivery.setFinishedAt(now);
  }
}
