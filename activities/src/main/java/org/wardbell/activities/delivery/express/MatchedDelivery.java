package org.wardbell.activities.delivery.express;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.delivery.attempt.SendingMemory;
import org.wardbell.activities.delivery.matching.WebhookMatcher.Candidate;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.request.RenderedBody;

/**
 * A delivery to a webhook that wants the event, with its body, before it is decided where it goes.
 *
 * @param sealedBody the body to keep, or null when it can be rendered again byte for byte
 * @param deferred whether its filter or transformation could not be evaluated now
 * @param filterUndecided whether the webhook's filter is still to be asked
 */
record MatchedDelivery(
    UUID id,
    EventFacts event,
    Candidate candidate,
    RenderedBody body,
    @Nullable Sealed sealedBody,
    boolean deferred,
    boolean filterUndecided) {

  /** Returns one that waits until its filter or transformation could be evaluated. */
  static MatchedDelivery deferred(
      UUID id, EventFacts event, Candidate candidate, boolean filterUndecided) {
    return new MatchedDelivery(
        id, event, candidate, RenderedBody.later(), null, true, filterUndecided);
  }

  /** Returns whether there is something to send. */
  boolean isSendable() {
    return body.problem() == null;
  }

  /** Returns the bytes that it holds while its request is under way. */
  long bytes() {
    return SendingMemory.of(event.data().length, body.bytes().length);
  }

  PlannedDelivery at(Placement placement, Candidate now, long usableUntil) {
    return new PlannedDelivery(
        id,
        event,
        now.webhook(),
        now.state(),
        placement,
        body,
        sealedBody,
        usableUntil,
        filterUndecided);
  }
}
