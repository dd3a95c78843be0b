package org.wardbell.activities.delivery.drain;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.types.UByte;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.delivery.state.DeliveryEnd;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.Heartbeat;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * Gives up what has waited for a receiver in trouble for as long as its schedule lasts. Time in
 * which the webhook was paused, or in which nobody of ours looked after it, does not count.
 */
final class ParkedEnds {
  /** The relay notices after a minute; who comes later than this was down, or the database was. */
  private static final Duration DOWN_AFTER = Duration.ofMinutes(10);

  private final DSLContext dsl;
  private final WebhookReader webhooks;
  private final DeliveryEnd end;
  private final WorkflowStarts starts;

  ParkedEnds(DSLContext dsl, WebhookReader webhooks, DeliveryEnd end, WorkflowStarts starts) {
    this.dsl = dsl;
    this.webhooks = webhooks;
    this.end = end;
    this.starts = starts;
  }

  /** A chunk: whether another may follow, and the events that tell of it. */
  private record Chunk(boolean more, RecordedEvents news) {
    static final Chunk NOTHING = new Chunk(false, RecordedEvents.NONE);
  }

  /** Returns whether anything may be over, or the webhook was not looked after for long. */
  static boolean mayConcern(LockedWebhook locked) {
    WebhookState state = locked.state();
    return !locked.withdrawn()
        && !state.paused()
        && (wasDown(state, locked.now()) || state.endsWhatWaits(locked.now()));
  }

  private static boolean wasDown(WebhookState state, Instant now) {
    Instant wakesAt = state.wakesAt();
    return wakesAt != null && wakesAt.plus(DOWN_AFTER).isBefore(now);
  }

  /** Ends what is over, however much it is; returns whether there may be more. */
  boolean giveUp(UUID webhookId, Heartbeat life) {
    return Chunks.run(life, () -> giveUp(webhookId));
  }

  private boolean giveUp(UUID webhookId) {
    Chunk chunk = Contention.result(dsl, transaction -> chunk(transaction.dsl(), webhookId));
    starts.start(chunk.news());
    return chunk.more();
  }

  private Chunk chunk(DSLContext transaction, UUID webhookId) {
    LockedWebhook locked = LockedWebhook.lock(transaction, webhooks, webhookId);
    WebhookState state = locked.state();
    Instant now = locked.now();
    if (!mayConcern(locked)) {
      return Chunk.NOTHING;
    }
    if (wasDown(state, now)) {
      WebhookStateRows.leaveOut(
          transaction, webhookId, Objects.requireNonNull(state.wakesAt(), "wake time"));
      return new Chunk(true, RecordedEvents.NONE);
    }
    List<UUID> over = over(transaction, webhookId, state.patience().at(now));
    if (over.isEmpty()) {
      return Chunk.NOTHING;
    }
    WebhookStateRows.wakeNow(transaction, webhookId); // Somebody works on it until now.
    return new Chunk(
        over.size() == DeliveryEnd.AT_ONCE, end.exhaust(transaction, over, locked.webhook(), now));
  }

  /**
   * Looks at the oldest of each urgency; those behind them end later, and are looked at when these
   * have gone. So a look costs the same with a million parked.
   */
  private static List<UUID> over(DSLContext transaction, UUID webhookId, Instant shown) {
    List<UUID> over = new ArrayList<>();
    for (UByte urgency : OpenDeliveries.URGENCIES) {
      transaction
          .select(DELIVERY.ID, DELIVERY.EXHAUSTS_AT)
          .from(DELIVERY)
          .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
          .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
          .and(DELIVERY.URGENCY.eq(urgency))
          .orderBy(DELIVERY.NUMBER)
          .limit(DeliveryEnd.AT_ONCE - over.size())
          .stream()
          .filter(row -> row.value2() != null && !row.value2().isAfter(shown))
          .forEach(row -> over.add(row.value1()));
    }
    return over;
  }
}
