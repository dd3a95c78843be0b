package org.wardbell.activities.delivery.regular;

import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.delivery.attempt.AttemptRunner;
import org.wardbell.activities.delivery.attempt.SendResult;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.workflows.delivery.DeliveryActivities;

/** The regular lane. A receiver's failure leaves here as the delay until the next attempt. */
final class DeliveryActivitiesImpl implements DeliveryActivities {
  /** Due in less than this, the server would only be asked twice. */
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  private final DSLContext dsl;
  private final DeliveryClaims claims;
  private final AttemptRunner runner;
  private final OpenDeliveries openDeliveries;
  private final WorkflowStarts starts;

  DeliveryActivitiesImpl(
      DSLContext dsl,
      DeliveryClaims claims,
      AttemptRunner runner,
      OpenDeliveries openDeliveries,
      WorkflowStarts starts) {
    this.dsl = dsl;
    this.claims = claims;
    this.runner = runner;
    this.openDeliveries = openDeliveries;
    this.starts = starts;
  }

  @Override
  public String deliver(String deliveryId) {
    UUID id = UUID.fromString(deliveryId);
    return switch (claims.claim(id)) {
      case ClaimResult.Claimed(ClaimedAttempt attempt) -> send(attempt);
      case ClaimResult.Final(var status) -> status.name();
      case ClaimResult.Moved _ -> PARKED;
      case ClaimResult.NotDue(Duration wait) -> throw again("not due yet", wait);
      case ClaimResult.Obstructed(UUID webhookId, ParkedReason reason) ->
          park(id, webhookId, reason);
    };
  }

  private String send(ClaimedAttempt attempt) {
    return switch (run(attempt)) {
      case SendResult.Final(var status) -> status.name();
      case SendResult.NoSlot _ -> PARKED;
      case SendResult.Retry(Duration wait, int ordinal, int attempts, String code) ->
          throw again("attempt " + ordinal + " of " + attempts + ": " + code, wait);
    };
  }

  private SendResult run(ClaimedAttempt attempt) {
    try {
      return runner.run(attempt);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker is stopping", interrupted);
    }
  }

  private String park(UUID id, UUID webhookId, ParkedReason reason) {
    OpenDeliveries.Parked parked =
        Contention.result(
            dsl,
            transaction -> openDeliveries.park(transaction.dsl(), webhookId, List.of(id), reason));
    if (parked.wake()) {
      starts.wakeWebhook(webhookId);
    }
    if (parked.count() == 0) {
      throw again("the webhook's state changed a moment ago", SHORTEST_WAIT);
    }
    return PARKED;
  }

  private static ApplicationFailure again(String message, Duration wait) {
    Duration delay = wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
    return ApplicationFailure.newBuilder()
        .setMessage(message)
        .setType("NotDeliveredYet")
        .setNextRetryDelay(delay)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }
}
