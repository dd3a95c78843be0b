package org.wardbell.activities.delivery.drain;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.Lease;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.Circuit;
import org.wardbell.activities.webhook.state.ProbeTimes;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * Picks what probes an open circuit: a real attempt of the oldest parked delivery that is due, and
 * after it failed of the next one, so that no single delivery spends its attempts on a receiver
 * that is down.
 */
final class Probes {
  private final ProbeTimes times;

  Probes(ProbeTimes times) {
    this.times = times;
  }

  /**
   * Returns the delivery to probe with, its row locked, or none if none is due. The caller holds
   * the lock of the webhook's state, so that there is one probe at a time.
   */
  List<DeliveryRecord> find(DSLContext transaction, LockedWebhook locked) {
    KeptWebhook webhook = locked.webhook();
    Circuit circuit = locked.state().circuit();
    Instant now = locked.now();
    List<DeliveryRecord> found =
        locked.ordered()
            ? DueDeliveriesQuery.lock(transaction, locked, 1) // Another subject's, after a failure.
            : oldest(transaction, webhook, DELIVERY.NUMBER.gt(circuit.probed()), now);
    if (found.isEmpty() && !locked.ordered() && circuit.probed() > 0) {
      found = oldest(transaction, webhook, DSL.noCondition(), now);
    }
    return found;
  }

  /** Sets the next probe, because this one is claimed. */
  void begin(DSLContext transaction, LockedWebhook locked, DeliveryRecord probe, Instant now) {
    KeptWebhook webhook = locked.webhook();
    Instant leaseEnd = Lease.end(now, webhook.settings().timeoutSeconds());
    WebhookStateRows.probing(
        transaction,
        webhook.id(),
        locked.state().circuit().probing(probe.getNumber(), times, now, leaseEnd));
  }

  private static List<DeliveryRecord> oldest(
      DSLContext transaction, KeptWebhook webhook, Condition which, Instant now) {
    return transaction
        .selectFrom(DELIVERY)
        .where(DELIVERY.WEBHOOK_ID.eq(webhook.id()))
        .and(DELIVERY.STATUS.eq(DeliveryStatus.PARKED.name()))
        .and(DELIVERY.NEXT_ATTEMPT_AT.isNull().or(DELIVERY.NEXT_ATTEMPT_AT.le(now)))
        .and(which)
        .orderBy(DELIVERY.URGENCY, DELIVERY.NUMBER)
        .limit(1)
        .forUpdate()
        .skipLocked()
        .fetch();
  }
}
