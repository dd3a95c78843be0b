package org.wardbell.activities.delivery.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  /** Claims are made while the webhook's state is locked. */
  private static final Duration EXPRESSIONS_PER_CLAIM = Duration.ofSeconds(1);

  private final DeliveryBodies bodies;

  public ClaimWriter(DeliveryBodies bodies) {
    this.bodies = bodies;
  }

  /**
   * Writes claims, in two statements for all of them. A parked delivery whose transformation is not
   * evaluated to its end is put off; those behind it for which there is no time stay as they are.
   */
  public List<ClaimedAttempt> write(DSLContext transaction, List<Ready> ready, Common common) {
    ClaimClock clock = common.clock();
    Instant leaseEnd = Lease.end(clock.now(), common.webhook().settings().timeoutSeconds());
    List<ClaimedAttempt> claims =
        new Allowance(EXPRESSIONS_PER_CLAIM).share(() -> rendered(ready, common));
    if (!claims.isEmpty()) {
      DeliveryTransitions.claim(transaction, claims, clock.now(), leaseEnd);
    }
    return claims;
  }

  private List<ClaimedAttempt> rendered(List<Ready> ready, Common common) {
    List<ClaimedAttempt> claims = new ArrayList<>();
    for (Ready one : ready) {
      try {
        claims.add(claim(one, common));
      } catch (ExpressionOverload overload) {
        if (overload.reason() == ExpressionOverload.Reason.ALLOWANCE && !claims.isEmpty()) {
          break; // They are due, so the next claim takes them.
        }
        if (Deferral.isOver(one.delivery(), common.state(), common.clock().now())) {
          RenderedBody failed =
              RenderedBody.unsendable(TransportProblem.TRANSFORM_FAILED, Payload.JSON);
          claims.add(claim(new Ready(one.delivery(), one.event(), failed), common));
        } else {
          DeliveryTransitions.defer(one.delivery(), common.clock().now());
        }
      }
    }
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
        ready.problem() == null
            ? bodies.of(delivery, common.webhook(), ready.event())
            : ready.problem(),
        common.state().troubled(),
        common.clock().usableUntil());
  }
}
