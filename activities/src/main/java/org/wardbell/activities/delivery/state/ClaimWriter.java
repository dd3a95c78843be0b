package org.wardbell.activities.delivery.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.expression.Allowance;
import org.wardbell.activities.expression.ExpressionOverload;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.workflows.delivery.TransportProblem;
import org.wardbell.workflows.webhook.Payload;

/** Makes claims of deliveries whose rows are locked. */
public final class ClaimWriter {
  /**
   * A delivery that may go now, and what it is about.
   *
   * @param problem a body with the problem that makes it unsendable, or null
   */
  public record Ready(DeliveryRecord delivery, EventFacts event, @Nullable RenderedBody problem) {}

  /** The facts that all deliveries of one claim have in common. */
  public record Common(KeptWebhook webhook, WebhookState state, Lane lane, ClaimClock clock) {}

  /**
   * Bodies of deliveries that had none, rendered before anything was locked.
   *
   * @param version the webhook's, as it rendered them
   * @param slow deliveries whose transformation was not evaluated to its end
   */
  public record Rendered(int version, Map<UUID, RenderedBody> byDelivery, Set<UUID> slow) {}

  /** Meanwhile a drain gives no sign, and one is due every 15 s. */
  private static final Duration RENDERING_TIME = Duration.ofSeconds(5);

  /** The processor time of all transformations of one claim. */
  private static final Duration EXPRESSIONS_PER_CLAIM = Duration.ofSeconds(1);

  private final DeliveryBodies bodies;

  public ClaimWriter(DeliveryBodies bodies) {
    this.bodies = bodies;
  }

  /**
   * Returns whether a delivery can be claimed at once: its body is kept, made quickly, or among
   * those that were rendered, as far as that went.
   */
  public static boolean hasBody(Ready ready, KeptWebhook webhook, @Nullable Rendered rendered) {
    UUID id = ready.delivery().getId();
    return ready.problem() != null
        || !DeliveryBodies.isUnrendered(ready.delivery(), ready.event())
        || (rendered != null
            && rendered.version() == webhook.version()
            && (rendered.byDelivery().containsKey(id) || rendered.slow().contains(id)));
  }

  /** Renders bodies, as many as there is time for, and one at least. */
  public Rendered render(KeptWebhook webhook, List<Ready> unrendered) {
    return new Allowance(EXPRESSIONS_PER_CLAIM).share(() -> renderEach(webhook, unrendered));
  }

  private Rendered renderEach(KeptWebhook webhook, List<Ready> unrendered) {
    Rendered rendered = new Rendered(webhook.version(), new HashMap<>(), new HashSet<>());
    long end = System.nanoTime() + RENDERING_TIME.toNanos();
    for (Ready one : unrendered) {
      UUID id = one.delivery().getId();
      try {
        rendered.byDelivery().put(id, bodies.render(webhook, one.event(), id));
      } catch (ExpressionOverload overload) {
        boolean first = rendered.byDelivery().isEmpty() && rendered.slow().isEmpty();
        if (overload.reason() == ExpressionOverload.Reason.ALLOWANCE && !first) {
          break; // They are due, so the next claim takes them.
        }
        rendered.slow().add(id);
      }
      if (System.nanoTime() - end > 0) {
        break;
      }
    }
    return rendered;
  }

  /** Claims deliveries whose bodies are there; two statements for all of them. */
  public List<ClaimedAttempt> write(DSLContext transaction, List<Ready> ready, Common common) {
    return write(transaction, ready, null, common);
  }

  /**
   * Claims deliveries; two statements for all of them, and one for each body that is new. One whose
   * transformation was too slow is put off.
   */
  public List<ClaimedAttempt> write(
      DSLContext transaction, List<Ready> ready, @Nullable Rendered rendered, Common common) {
    ClaimClock clock = common.clock();
    List<ClaimedAttempt> claims = new ArrayList<>();
    for (Ready one : ready) {
      if (rendered == null || !rendered.slow().contains(one.delivery().getId())) {
        claims.add(claim(one, rendered, common));
      } else if (Deferral.isOver(one.delivery(), common.state(), clock.now())) {
        RenderedBody failed =
            RenderedBody.unsendable(TransportProblem.TRANSFORM_FAILED, Payload.JSON);
        claims.add(claim(new Ready(one.delivery(), one.event(), failed), rendered, common));
      } else {
        DeliveryTransitions.defer(one.delivery(), clock.now());
      }
    }
    if (!claims.isEmpty()) {
      Instant leaseEnd = Lease.end(clock.now(), common.webhook().settings().timeoutSeconds());
      DeliveryTransitions.claim(transaction, claims, clock.now(), leaseEnd);
    }
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
        body(ready, body, common),
        common.state().troubled(),
        common.clock().usableUntil());
  }

  private RenderedBody body(Ready ready, @Nullable RenderedBody rendered, Common common) {
    if (ready.problem() != null) {
      return ready.problem();
    }
    return rendered != null && DeliveryBodies.isUnrendered(ready.delivery(), ready.event())
        ? bodies.freeze(ready.delivery(), ready.event(), rendered)
        : bodies.of(ready.delivery(), common.webhook(), ready.event());
  }
}
