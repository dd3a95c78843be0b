package org.wardbell.activities.delivery.state;

import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.WebhookState;

/** Makes claims of deliveries whose rows are locked. */
public final class ClaimWriter {
  /** A delivery that may go now, and what it is about. */
  public record Ready(DeliveryRecord delivery, EventFacts event) {}

  /** The facts that all deliveries of one claim have in common. */
  public record Common(KeptWebhook webhook, WebhookState state, Lane lane, ClaimClock clock) {}

  private final DeliveryBodies bodies;

  public ClaimWriter(DeliveryBodies bodies) {
    this.bodies = bodies;
  }

  /** Two statements for all of them. */
  public List<ClaimedAttempt> write(DSLContext transaction, List<Ready> ready, Common common) {
    ClaimClock clock = common.clock();
    Instant leaseEnd = Lease.end(clock.now(), common.webhook().settings().timeoutSeconds());
    List<ClaimedAttempt> claims = ready.stream().map(one -> claim(one, common)).toList();
    DeliveryTransitions.claim(transaction, claims, clock.now(), leaseEnd);
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
        common.state().troubled(),
        common.clock().usableUntil());
  }
}
