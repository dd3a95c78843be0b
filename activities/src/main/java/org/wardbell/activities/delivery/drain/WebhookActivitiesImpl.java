package org.wardbell.activities.delivery.drain;

import java.time.Duration;
import java.util.UUID;
import org.wardbell.activities.delivery.attempt.AttemptRunner;
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
   * A drain that could send nothing does not come back sooner, whatever seems to be due: somebody
   * else has it for a moment. A signal ends the wait.
   */
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  private final DrainStore store;
  private final DrainLines lines;
  private final DrainRest rest;
  private final AttemptRunner runner;
  private final WebhookSlots slots;
  private final SendingThreads threads;
  private final ActivityHeartbeat heartbeat;

  WebhookActivitiesImpl(
      DrainStore store,
      DrainLines lines,
      DrainRest rest,
      AttemptRunner runner,
      WebhookSlots slots,
      SendingThreads threads,
      ActivityHeartbeat heartbeat) {
    this.store = store;
    this.lines = lines;
    this.rest = rest;
    this.runner = runner;
    this.slots = slots;
    this.threads = threads;
    this.heartbeat = heartbeat;
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
    lines.settle(id);
    int sent = send(webhook);
    DrainRest.Rest left = rest.look(id);
    Duration wait = wait(webhook, left);
    if (sent == 0 && left.parked() > 0 && wait.compareTo(SHORTEST_WAIT) < 0) {
      wait = SHORTEST_WAIT;
    }
    return new DrainResult(sent, left.parked(), wait.toMillis());
  }

  private int send(KeptWebhook webhook) {
    Heartbeat life = new Heartbeat(heartbeat);
    try {
      return new DrainRun(store, runner, slots, threads, life, webhook).run();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker is stopping", interrupted);
    }
  }

  /** Other lanes may hold every slot: who frees the first wakes the workflow, so nobody polls. */
  private Duration wait(KeptWebhook webhook, DrainRest.Rest left) {
    return left.parked() > 0 && left.untilDue().isZero() && !left.woken()
        ? slots.callWhenFree(webhook)
        : left.untilDue();
  }
}
