package org.wardbell.activities.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.workflows.webhook.DrainResult;
import org.wardbell.workflows.webhook.WebhookActivities;

/** Drains a webhook's parked deliveries, as many at once as the webhook may have under way. */
final class WebhookActivitiesImpl implements WebhookActivities {
  private static final int PER_DRAIN = 100;

  /** A slow receiver's drain reports back after this long, so that people see it move. */
  private static final Duration WORKING_TIME = Duration.ofSeconds(20);

  /** Other lanes may hold every slot; after this long the drain reports back, without polling. */
  private static final Duration SLOT_WAIT = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(WebhookActivitiesImpl.class);

  private final DrainStore store;
  private final AttemptRunner runner;
  private final WebhookSlots slots;
  private final ExecutorService sending;
  private final Runnable heartbeat;

  WebhookActivitiesImpl(
      DrainStore store,
      AttemptRunner runner,
      WebhookSlots slots,
      ExecutorService sending,
      Runnable heartbeat) {
    this.store = store;
    this.runner = runner;
    this.slots = slots;
    this.sending = sending;
    this.heartbeat = heartbeat;
  }

  @Override
  public DrainResult drain(String webhookId) {
    UUID id = UUID.fromString(webhookId);
    SignOfLife life = new SignOfLife(heartbeat);
    long end = System.nanoTime() + WORKING_TIME.toNanos();
    int sent = 0;
    while (sent < PER_DRAIN && System.nanoTime() < end && life.wanted()) {
      List<ClaimedAttempt> claims = store.claim(id, freeSlots(id));
      if (claims.isEmpty()) {
        break;
      }
      sendAll(claims, life);
      sent += claims.size();
    }
    DrainStore.Rest rest = store.rest(id);
    return new DrainResult(sent, rest.parked(), rest.untilDue().toMillis());
  }

  private int freeSlots(UUID id) {
    try {
      return slots.awaitFree(id, SLOT_WAIT);
    } catch (InterruptedException interrupted) {
      throw stopping(interrupted);
    }
  }

  private static IllegalStateException stopping(InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("the worker is stopping", interrupted);
  }

  private void sendAll(List<ClaimedAttempt> claims, SignOfLife life) {
    List<Future<Settled>> running = new ArrayList<>(claims.size());
    claims.forEach(claim -> running.add(sending.submit(() -> runner.run(claim))));
    for (Future<Settled> one : running) {
      try {
        life.await(one);
      } catch (ExecutionException failure) {
        log.warn("a parked delivery was not sent", failure.getCause());
      } catch (InterruptedException interrupted) {
        throw stopping(interrupted);
      }
    }
  }
}
