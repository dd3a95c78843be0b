package org.wardbell.activities.delivery.regular;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.delivery.attempt.AttemptRunner;
import org.wardbell.activities.delivery.attempt.ClinicShares;
import org.wardbell.activities.delivery.attempt.SendResult;
import org.wardbell.activities.delivery.attempt.SendingMemory;
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
  private final ClinicShares shares;
  private final SendingMemory memory;

  DeliveryActivitiesImpl(
      DSLContext dsl,
      DeliveryClaims claims,
      AttemptRunner runner,
      OpenDeliveries openDeliveries,
      WorkflowStarts starts,
      ClinicShares shares,
      SendingMemory memory) {
    this.dsl = dsl;
    this.claims = claims;
    this.runner = runner;
    this.openDeliveries = openDeliveries;
    this.starts = starts;
    this.shares = shares;
    this.memory = memory;
  }

  @Override
  public String deliver(String deliveryId) {
    UUID id = UUID.fromString(deliveryId);
    Record2<UUID, UUID> whose =
        dsl.select(DELIVERY.CLINIC_ID, DELIVERY.WEBHOOK_ID)
            .from(DELIVERY)
            .where(DELIVERY.ID.eq(id))
            .fetchOne();
    if (whose == null) {
      return deliver(id); // Erased with its event.
    }
    if (!take(whose.value1())) {
      return park(id, whose.value2(), ParkedReason.OVERFLOW);
    }
    try {
      return deliver(id);
    } finally {
      shares.giveBack(whose.value1());
    }
  }

  /**
   * A clinic whose receivers hang holds its share of this lane, and the rest of it waits parked.
   */
  private boolean take(UUID clinic) {
    try {
      return shares.take(clinic, 0);
    } catch (InterruptedException interrupted) {
      throw stopping(interrupted);
    }
  }

  /** Takes room for the largest request before the claim, and gives back what is not needed. */
  private String deliver(UUID id) {
    if (!memory.take(SendingMemory.LARGEST)) {
      throw again("too much is under way", SHORTEST_WAIT);
    }
    long held = SendingMemory.LARGEST;
    try {
      ClaimResult result = claims.claim(id);
      if (result instanceof ClaimResult.Claimed(ClaimedAttempt attempt)) {
        long needed = SendingMemory.of(attempt);
        memory.giveBack(held - needed);
        held = needed;
      }
      return go(id, result);
    } finally {
      memory.giveBack(held);
    }
  }

  private String go(UUID id, ClaimResult result) {
    return switch (result) {
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
      throw stopping(interrupted);
    }
  }

  private static IllegalStateException stopping(InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("the worker is stopping", interrupted);
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
