package org.wardbell.activities.delivery.drain;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.min;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.delivery.line.LineHeads;
import org.wardbell.activities.delivery.state.Owner;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The deliveries that a drain leaves parked, and the time to come back for them. */
final class DrainRest {
  /**
   * A webhook with more parked is shown this number: counting 100,000 after each drain costs more.
   */
  static final int COUNTED = 1_000;

  /**
   * @param parked deliveries that are not final, at most {@value #COUNTED} are counted
   * @param untilDue until the first of them can go
   * @param woken whether something was parked since this drain began
   */
  record Rest(int parked, Duration untilDue, boolean woken) {}

  private final DSLContext dsl;
  private final WebhookReader webhooks;

  DrainRest(DSLContext dsl, WebhookReader webhooks) {
    this.dsl = dsl;
    this.webhooks = webhooks;
  }

  /** Looks, and writes the webhook's wake time for the relay. */
  Rest look(UUID webhookId) {
    return Contention.result(
        dsl,
        transaction -> {
          DSLContext inside = transaction.dsl();
          LockedWebhook locked = LockedWebhook.lock(inside, webhooks, webhookId);
          Record2<Integer, Instant> drained = drained(inside, webhookId);
          Instant due =
              locked.ordered()
                  ? LineHeads.due(inside, webhookId, locked.now())
                  : DueDeliveriesQuery.first(inside, webhookId);
          int left = Math.min(COUNTED, parked(inside, webhookId) + drained.value1());
          boolean woken = locked.state().woken();
          Instant next = woken ? locked.now() : next(locked, due, drained.value2());
          Duration wait = Duration.between(locked.now(), next);
          WebhookStateRows.wakeAt(inside, webhookId, left == 0 ? null : next);
          if (left == 0 && woken) {
            // The workflow may end with this; who parks after it signals again.
            WebhookStateRows.woken(inside, webhookId, false);
          }
          return new Rest(left, wait.isNegative() ? Duration.ZERO : wait, woken);
        });
  }

  /** Counts the parked ones, at most {@value #COUNTED}. */
  private static int parked(DSLContext dsl, UUID webhookId) {
    return dsl.fetchCount(
        dsl.selectOne()
            .from(DELIVERY)
            .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
            .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
            .limit(COUNTED));
  }

  /** Leaves the webhook due at once, because its drain has more to do than fits into one. */
  Rest unfinished(UUID webhookId) {
    WebhookStateRows.wakeNow(dsl, webhookId);
    return new Rest(open(dsl, webhookId), Duration.ZERO, false);
  }

  /**
   * Leaves the webhook for a while to another process, which can read its settings; at once if
   * nothing of it is open.
   */
  Rest leaveFor(UUID webhookId, Duration wait) {
    return Contention.result(
        dsl,
        transaction -> {
          DSLContext inside = transaction.dsl();
          WebhookStateRows.lock(inside, webhookId);
          int open = open(inside, webhookId);
          Instant next = DatabaseClock.read(inside).plus(wait);
          WebhookStateRows.wakeAt(inside, webhookId, open == 0 ? null : next);
          WebhookStateRows.woken(inside, webhookId, false);
          return new Rest(open, wait, false);
        });
  }

  /** Counts what is open, at most {@value #COUNTED}. */
  static int open(DSLContext dsl, UUID webhookId) {
    return dsl.fetchCount(
        dsl.selectOne()
            .from(DELIVERY)
            .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
            .and(
                DELIVERY.STATUS.in(
                    DeliveryStatus.PARKED.name(),
                    DeliveryStatus.PENDING.name(),
                    DeliveryStatus.SENDING.name()))
            .limit(COUNTED));
  }

  /** Claimed by a drain: how many, and when the first lease ends. */
  private static Record2<Integer, Instant> drained(DSLContext dsl, UUID webhookId) {
    return dsl.select(count(), min(DELIVERY.WAKES_AT))
        .from(DELIVERY)
        .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.SENDING.name()))
        .and(DELIVERY.OWNER.eq(Owner.WEBHOOK.stored))
        .fetchSingle();
  }

  /** Returns when a parked delivery is due and may go, or the lease of a lost one ends. */
  private static Instant next(
      LockedWebhook locked, @Nullable Instant due, @Nullable Instant lease) {
    Instant first = locked.now().plus(WebhookState.LONGEST_WAIT);
    if (due != null && !locked.state().paused()) {
      Instant allowed = later(locked.state().mayGoAt(due), permit(locked));
      first = allowed.isBefore(first) ? allowed : first;
    }
    first = lease != null && lease.isBefore(first) ? lease : first;
    Instant look = DrainLines.goesOnAt(locked);
    return look != null && look.isBefore(first) ? look : first;
  }

  private static @Nullable Instant permit(LockedWebhook locked) {
    return locked.pace() == null
        ? null
        : locked.now().plus(locked.pace().waitAfter(0, locked.now()));
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other == null || one.isAfter(other) ? one : other;
  }
}
