package org.wardbell.activities.delivery.drain;

import java.time.Duration;
import java.util.UUID;
import org.wardbell.activities.delivery.attempt.AttemptRunner;
import org.wardbell.activities.delivery.attempt.ClinicShares;
import org.wardbell.activities.delivery.attempt.SendingMemory;
import org.wardbell.activities.delivery.attempt.SendingThreads;
import org.wardbell.activities.delivery.attempt.WebhookSlots;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.Heartbeat;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.UnreadableWebhookException;
import org.wardbell.workflows.webhook.DrainResult;
import org.wardbell.workflows.webhook.WebhookActivities;

/** Drains a webhook's parked deliveries, as many at once as the webhook may have under way. */
final class WebhookActivitiesImpl implements WebhookActivities {
  /**
   * The time after which a drain comes back whose clinic has its share of drains under way: these
   * take 20 s and more.
   */
  private static final Duration TURN = Duration.ofSeconds(30);

  private static final int NOT_ITS_TURN = -1;

  private final DrainStore store;
  private final DrainRest rest;
  private final AttemptRunner runner;
  private final WebhookSlots slots;
  private final SendingThreads threads;
  private final ActivityHeartbeat heartbeat;
  private final ClinicShares shares;
  private final SendingMemory memory;

  WebhookActivitiesImpl(
      DrainStore store,
      DrainRest rest,
      AttemptRunner runner,
      WebhookSlots slots,
      SendingThreads threads,
      ActivityHeartbeat heartbeat,
      ClinicShares shares,
      SendingMemory memory) {
    this.store = store;
    this.rest = rest;
    this.runner = runner;
    this.slots = slots;
    this.threads = threads;
    this.heartbeat = heartbeat;
    this.shares = shares;
    this.memory = memory;
  }

  @Override
  public DrainResult drain(String webhookId) {
    UUID id = UUID.fromString(webhookId);
    try {
      return drain(id);
    } catch (UnreadableWebhookException broken) {
      return new DrainResult(0, store.withdraw(id), DrainStore.LOOK_AGAIN.toMillis());
    }
  }

  private DrainResult drain(UUID id) {
    KeptWebhook webhook = store.begin(id);
    int sent = send(webhook);
    DrainRest.Rest left = rest.look(id);
    if (sent == NOT_ITS_TURN) {
      return new DrainResult(0, left.parked(), TURN.toMillis());
    }
    return new DrainResult(sent, left.parked(), wait(webhook, left).toMillis());
  }

  private int send(KeptWebhook webhook) {
    Heartbeat life = new Heartbeat(heartbeat);
    try {
      if (!shares.take(webhook.clinicId(), 0)) {
        return NOT_ITS_TURN;
      }
      try {
        return run(webhook, life);
      } finally {
        shares.giveBack(webhook.clinicId());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker is stopping", interrupted);
    }
  }

  private int run(KeptWebhook webhook, Heartbeat life) throws InterruptedException {
    return new DrainRun(store, runner, slots, threads, memory, life, webhook).run();
  }

  /** Other lanes may hold every slot: who frees the first wakes the workflow, so nobody polls. */
  private Duration wait(KeptWebhook webhook, DrainRest.Rest left) {
    return left.parked() > 0 && left.untilDue().isZero()
        ? slots.callWhenFree(webhook)
        : left.untilDue();
  }
}
