package org.wardbell.activities.delivery.regular;

import java.time.Duration;
import java.util.UUID;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The result of an attempt to claim one delivery. */
sealed interface ClaimResult {
  /** Send now. */
  record Claimed(ClaimedAttempt attempt) implements ClaimResult {}

  /** Not due, or somebody else's request is under way: ask again after this wait. */
  record NotDue(Duration delay) implements ClaimResult {}

  /** Nothing is left to do. */
  record Final(DeliveryStatus status) implements ClaimResult {}

  /** The webhook's workflow has it now. */
  record Moved() implements ClaimResult {}

  /** It cannot go now, for a reason that concerns the whole webhook. */
  record Obstructed(UUID webhookId, ParkedReason reason) implements ClaimResult {}
}
