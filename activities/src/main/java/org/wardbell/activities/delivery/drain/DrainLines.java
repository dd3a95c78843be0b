package org.wardbell.activities.delivery.drain;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.delivery.line.LineRows;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.activities.webhook.state.LineLook;
import org.wardbell.activities.webhook.state.WebhookStateRows;

/**
 * Lets the open deliveries of a webhook that became ordered join the lines of their subjects, and
 * forgets the lines of one that is not ordered any more. What is made while it is ordered joins at
 * once, so this does nothing for most drains. It looks at each open delivery once after a change of
 * the webhook, and once more when dispatches that did not know of the change have ended; its place
 * is kept in the webhook's state.
 */
final class DrainLines {
  /**
   * A dispatch that read the webhook before its last change has ended by then; what it made may
   * stand in no line.
   */
  private static final Duration LATEST_DISPATCH = Duration.ofSeconds(60);

  /**
   * Numbers before its place that a drain looks at once more. Dispatches commit in another order
   * than that of their numbers, most of them within some milliseconds.
   */
  private static final long OVERLAP = 500;

  /** A look that is not over goes on after this, also if nothing else is to be done. */
  private static final Duration NEXT_LOOK = Duration.ofSeconds(1);

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
    boolean more = settle(webhookId, OVERLAP);
    while (more && System.nanoTime() - end < 0) {
      more = settle(webhookId, 0);
    }
  }

  private boolean settle(UUID webhookId, long overlap) {
    return Contention.result(dsl, transaction -> settle(transaction.dsl(), webhookId, overlap));
  }

  /** Returns when a look that is not over goes on, or null if there is none. */
  static @Nullable Instant goesOnAt(LockedWebhook locked) {
    if (!locked.ordered() || locked.withdrawn() || isOver(locked)) {
      return null;
    }
    Instant known = knownToAll(locked);
    return (known.isAfter(locked.now()) ? known : locked.now()).plus(NEXT_LOOK);
  }

  private static boolean isOver(LockedWebhook locked) {
    Instant ended = locked.state().lines().endedAt();
    return ended != null && ended.isAfter(knownToAll(locked));
  }

  /** Returns from when on every dispatch knows the webhook as it is. */
  private static Instant knownToAll(LockedWebhook locked) {
    return locked.webhook().version() == 1
        ? locked.changedAt() // Nobody can have read it otherwise.
        : locked.changedAt().plus(LATEST_DISPATCH);
  }

  /** Returns whether to go on at once. */
  private boolean settle(DSLContext transaction, UUID webhookId, long overlap) {
    LockedWebhook locked = LockedWebhook.lock(transaction, webhooks, webhookId);
    LineLook known = locked.state().lines();
    if (!locked.ordered() || locked.withdrawn()) {
      return !known.equals(LineLook.NONE) && forget(transaction, webhookId, known);
    }
    if (isOver(locked)) {
      return false;
    }
    Instant knownToAll = knownToAll(locked);
    LineLook look =
        begun(
            known.endedAt() == null || known.endedAt().isBefore(locked.changedAt())
                ? known.unended()
                : known,
            locked.now().isAfter(knownToAll));
    LineRows.Look found =
        LineRows.look(
            transaction, webhookId, Math.max(0, look.through() - (look.again() ? 0 : overlap)));
    var _ = LineRows.join(transaction, found.outside());
    look = look.at(Math.max(look.through(), found.through()));
    // What a late dispatch made is seldom, and nothing waits for it.
    boolean goesOn = !found.last() && !(look.again() && look.hasLines());
    if (found.last()) {
      // A look that began before does not count as one that came after.
      look = look.ended(look.again() ? locked.now() : earlier(locked.now(), knownToAll));
    }
    WebhookStateRows.lined(transaction, webhookId, look);
    return goesOn;
  }

  /**
   * Returns where to go on: behind the last delivery that was looked at; once more from the first
   * one when it is certain that what dispatches made that did not know of the change is there.
   */
  private static LineLook begun(LineLook known, boolean late) {
    boolean underWay = !known.hasLines() && known.through() > 0;
    return late && !known.again() && !underWay
        ? new LineLook(known.endedAt(), 0, true)
        : new LineLook(known.endedAt(), known.through(), late && known.again());
  }

  /** Its numbers count no more, also if the webhook is ordered again before all are gone. */
  private static boolean forget(DSLContext transaction, UUID webhookId, LineLook known) {
    boolean more = LineRows.forget(transaction, webhookId);
    WebhookStateRows.lined(
        transaction, webhookId, more ? new LineLook(known.endedAt(), 0, true) : LineLook.NONE);
    return more;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
