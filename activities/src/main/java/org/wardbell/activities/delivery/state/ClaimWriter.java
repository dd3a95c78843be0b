package org.wardbell.activities.delivery.state;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.WebhookState;

/** Makes claims of deliveries whose rows are locked. */
public final class ClaimWriter {
  /** A delivery that may go now, and what it is about. */
  public record Ready(DeliveryRecord delivery, EventFacts event) {}

  /** The facts that all deliveries of one claim have in common. */
  public record Common(KeptWebhook webhook, WebhookState state, Lane lane, ClaimClock clock) {}

  /**
   * Bodies of deliveries that have none yet, rendered before anything was locked.
   *
   * @param version the webhook's, as it rendered them
   */
  public record Rendered(int version, Map<UUID, RenderedBody> byDelivery) {}

  /** Meanwhile a drain gives no sign, and one is due every 15 s. */
  private static final Duration RENDERING_TIME = Duration.ofSeconds(5);

  private final DeliveryBodies bodies;

  public ClaimWriter(DeliveryBodies bodies) {
    this.bodies = bodies;
  }

  /**
   * Returns whether a delivery can be claimed at once: its body is kept, made quickly, or among
   * those that were rendered.
   */
  public static boolean hasBody(Ready ready, KeptWebhook webhook, @Nullable Rendered rendered) {
    return !DeliveryBodies.isUnrendered(ready.delivery(), ready.event())
        || (rendered != null
            && rendered.version() == webhook.version()
            && rendered.byDelivery().containsKey(ready.delivery().getId()));
  }

  /** Renders bodies, as many as there is time for, and one at least. */
  public Rendered render(KeptWebhook webhook, List<Ready> unrendered) {
    Map<UUID, RenderedBody> bodiesByDelivery = new HashMap<>();
    long end = System.nanoTime() + RENDERING_TIME.toNanos();
    for (Ready one : unrendered) {
      bodiesByDelivery.put(
          one.delivery().getId(), bodies.render(webhook, one.event(), one.delivery().getId()));
      if (System.nanoTime() - end > 0) {
        break;
      }
    }
    return new Rendered(webhook.version(), bodiesByDelivery);
  }

  /** Claims deliveries whose bodies are there; two statements for all of them. */
  public List<ClaimedAttempt> write(DSLContext transaction, List<Ready> ready, Common common) {
    return write(transaction, ready, null, common);
  }

  /** Claims deliveries; two statements for all of them, and one for each body that is new. */
  public List<ClaimedAttempt> write(
      DSLContext transaction, List<Ready> ready, @Nullable Rendered rendered, Common common) {
    ClaimClock clock = common.clock();
    Instant leaseEnd = Lease.end(clock.now(), common.webhook().settings().timeoutSeconds());
    List<ClaimedAttempt> claims = ready.stream().map(one -> claim(one, rendered, common)).toList();
    DeliveryTransitions.claim(transaction, claims, clock.now(), leaseEnd);
    return claims;
  }

  private ClaimedAttempt claim(Ready ready, @Nullable Rendered rendered, Common common) {
    DeliveryRecord delivery = ready.delivery();
    RenderedBody body = rendered == null ? null : rendered.byDelivery().get(delivery.getId());
    return new ClaimedAttempt(
        delivery.getId(),
        delivery.getAttempts() + 1,
        AttemptTrigger.of(delivery.getTrigger()),
        common.lane(),
        ready.event(),
        common.webhook(),
        body != null && DeliveryBodies.isUnrendered(delivery, ready.event())
            ? bodies.freeze(delivery, ready.event(), body)
            : bodies.of(delivery, common.webhook(), ready.event()),
        common.state().troubled(),
        common.clock().usableUntil());
  }
}
