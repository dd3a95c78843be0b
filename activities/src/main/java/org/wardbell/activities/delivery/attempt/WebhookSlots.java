package org.wardbell.activities.delivery.attempt;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.AttemptOutcome;

/**
 * The slots for requests under way in this process: for each webhook as many as it allows, for each
 * clinic its share, and 2,000 in all. A slow receiver fills its own slots and nobody else's.
 */
public final class WebhookSlots {
  /** Each holds a virtual thread, a socket and at most 320 KiB of request and answer. */
  private static final int IN_ALL = 2_000;

  /** Webhooks whose pace is remembered, some 200 bytes each; then idle ones are forgotten. */
  private static final int REMEMBERED = 5_000;

  private final ConcurrentHashMap<UUID, ReceiverSlots> receivers = new ConcurrentHashMap<>();
  private final ClinicShares all = new ClinicShares(IN_ALL);
  private final Consumer<UUID> freed;

  /**
   * @param freed wakes the workflow of a webhook that has a slot again
   */
  WebhookSlots(Consumer<UUID> freed) {
    this.freed = freed;
  }

  /**
   * Waits for a slot; null when there was none in time. The webhook's own comes first: one that
   * waits behind a slow receiver must not hold a place that a quick one could use.
   *
   * @param reserved whether this is one of the requests that room was {@link #reserve reserved} for
   */
  @Nullable Slot acquire(KeptWebhook webhook, boolean reserved, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    Duration timeout = Duration.ofSeconds(webhook.settings().timeoutSeconds());
    ReceiverSlots own = of(webhook);
    Slot slot = own.acquire(concurrency(webhook), reserved, timeout, atMost.toNanos());
    while (slot == null && own.isRetired()) {
      own = of(webhook);
      slot = own.acquire(concurrency(webhook), false, timeout, deadline - System.nanoTime());
    }
    if (slot == null) {
      return null;
    }
    boolean both = false;
    try {
      both = all.take(webhook.clinicId(), deadline - System.nanoTime());
    } finally {
      if (!both) {
        own.release(slot, AttemptOutcome.LOST);
      }
    }
    return both ? slot : null;
  }

  /** Returns how many more requests to the webhook would probably get a slot. */
  public ReceiverSlots.Room room(KeptWebhook webhook) {
    return of(webhook).room(concurrency(webhook));
  }

  /**
   * Reserves room for requests that are going to ask for a slot within seconds: what one dispatch
   * or drain counts on, no other does.
   *
   * @return how many of the wanted requests would probably get a slot within a second
   */
  public int reserve(KeptWebhook webhook, int wanted) {
    return wanted == 0 ? 0 : of(webhook).reserve(concurrency(webhook), wanted);
  }

  /** Returns what a dispatch reserves with, which has nothing yet. */
  public ReservedSlots reserved() {
    return new ReservedSlots(this);
  }

  /** Gives back what was reserved for requests that will not come. */
  public void giveBack(KeptWebhook webhook, int requests) {
    if (requests > 0) {
      of(webhook).giveBack(requests);
    }
  }

  /**
   * Has the webhook's workflow woken when a slot is free.
   *
   * @return until then at the latest, or zero if one is free already
   */
  public Duration callWhenFree(KeptWebhook webhook) {
    return of(webhook).callWhenFree();
  }

  /** Has the webhook's workflow woken when a slot is free: now, or by the one who frees it. */
  public void wakeWhenFree(KeptWebhook webhook) {
    if (callWhenFree(webhook).isZero()) {
      freed.accept(webhook.id());
    }
  }

  /** Gives the slot back, and learns from what happened in it. */
  void release(KeptWebhook webhook, Slot slot, AttemptOutcome outcome) {
    all.giveBack(webhook.clinicId());
    ReceiverSlots own = receivers.get(slot.webhookId());
    if (own != null && own.release(slot, outcome)) {
      freed.accept(slot.webhookId());
    }
  }

  /** Requests under way. */
  int used() {
    return all.used();
  }

  /** Webhooks whose pace is remembered. */
  int remembered() {
    return receivers.size();
  }

  private static int concurrency(KeptWebhook webhook) {
    return webhook.settings().protection().concurrency();
  }

  private ReceiverSlots of(KeptWebhook webhook) {
    if (receivers.size() >= REMEMBERED && !receivers.containsKey(webhook.id())) {
      receivers.values().removeIf(ReceiverSlots::retire);
    }
    return receivers.computeIfAbsent(
        webhook.id(), id -> new ReceiverSlots(id, concurrency(webhook)));
  }
}
