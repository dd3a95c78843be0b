package org.wardbell.activities.delivery.drain;

import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.Lease;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.ProbeTimes;
import org.wardbell.activities.webhook.state.WebhookStateRows;

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
    return locked.ordered()
        ? DueDeliveriesQuery.lock(transaction, locked, 1) // Another subject's, after a failure.
        : DueDeliveriesQuery.lockOneBehind(
            transaction, locked.webhook().id(), locked.state().circuit().probed(), locked.now());
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
}
