package org.wardbell.activities.delivery.drain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.delivery.line.LineRows;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.activities.webhook.state.WebhookStateRows;

/**
 * Lets the open deliveries of a webhook that became ordered join the lines of their subjects, and
 * forgets the lines of one that is not ordered any more. What is made while it is ordered joins at
 * once, so this does nothing for most drains.
 */
final class DrainLines {
  /**
   * A dispatch that read the webhook before its last change has ended by then; what it made may
   * stand in no line.
   */
  private static final Duration LATEST_DISPATCH = Duration.ofSeconds(60);

  /** Less than the drain's heartbeat; the next drain goes on. */
  private static final Duration WORKING_TIME = Duration.ofSeconds(5);

  private final DSLContext dsl;
  private final WebhookReader webhooks;

  DrainLines(DSLContext dsl, WebhookReader webhooks) {
    this.dsl = dsl;
    this.webhooks = webhooks;
  }

  /** Works for a while, chunk by chunk, each in a transaction of its own. */
  void settle(UUID webhookId) {
    long end = System.nanoTime() + WORKING_TIME.toNanos();
    boolean more = true;
    while (more && System.nanoTime() - end < 0) {
      more = Contention.result(dsl, transaction -> settle(transaction.dsl(), webhookId));
    }
  }

  private boolean settle(DSLContext transaction, UUID webhookId) {
    LockedWebhook locked = LockedWebhook.lock(transaction, webhooks, webhookId);
    Instant linedAt = locked.state().linedAt();
    if (!locked.ordered() || locked.withdrawn()) {
      if (linedAt == null) {
        return false;
      }
      boolean more = LineRows.forget(transaction, webhookId);
      if (!more) {
        WebhookStateRows.lined(transaction, webhookId, null);
      }
      return more;
    }
    if (linedAt != null && linedAt.isAfter(locked.changedAt().plus(LATEST_DISPATCH))) {
      return false;
    }
    List<UUID> outside = LineRows.outside(transaction, webhookId);
    if (outside.isEmpty()) {
      WebhookStateRows.lined(transaction, webhookId, locked.now());
      return false;
    }
    var _ = LineRows.join(transaction, outside);
    return true;
  }
}
