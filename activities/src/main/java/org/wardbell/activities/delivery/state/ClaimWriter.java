package org.wardbell.activities.delivery.state;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.util.List;
import org.jooq.DSLContext;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** Turns deliveries whose rows are locked into claims: their status, lease and attempt's row. */
public final class ClaimWriter {
  /** A delivery that may go now, and what it is about. */
  public record Ready(DeliveryRecord delivery, EventFacts event) {}

  /** What the deliveries of one claim have in common. */
  public record Common(
      KeptWebhook webhook, WebhookState condition, Lane lane, ClaimClock clock) {}

  private final DeliveryBodies bodies;

  public ClaimWriter(DeliveryBodies bodies) {
    this.bodies = bodies;
  }

  /** Two statements for all of them. */
  public List<ClaimedAttempt> write(DSLContext transaction, List<Ready> ready, Common common) {
    ClaimClock clock = common.clock();
    transaction
        .update(DELIVERY)
        .set(DELIVERY.STATUS, DeliveryStatus.SENDING.name())
        .set(DELIVERY.ATTEMPTS, DELIVERY.ATTEMPTS.plus(1))
        .set(
            DELIVERY.WAKES_AT,
            DeliveryRows.leaseEnd(clock.now(), common.webhook().settings().timeoutSeconds()))
        .where(DELIVERY.ID.in(ready.stream().map(one -> one.delivery().getId()).toList()))
        .execute();
    List<ClaimedAttempt> claims = ready.stream().map(one -> claim(one, common)).toList();
    DeliveryRows.insertAttempts(transaction, claims, clock.now());
    return claims;
  }

  private ClaimedAttempt claim(Ready ready, Common common) {
    DeliveryRecord delivery = ready.delivery();
    return new ClaimedAttempt(
        delivery.getId(),
        delivery.getAttempts() + 1,
        AttemptTrigger.of(delivery.getTrigger()),
        common.lane(),
        ready.event(),
        common.webhook(),
        bodies.of(delivery, common.webhook(), ready.event()),
        common.condition().troubled(),
        common.clock().usableUntil());
  }
}
