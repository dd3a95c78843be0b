package org.wardbell.activities.delivery.drain;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.delivery.attempt.AttemptRunner;
import org.wardbell.activities.delivery.attempt.ReceiverSlots;
import org.wardbell.activities.delivery.attempt.SendingMemory;
import org.wardbell.activities.delivery.attempt.SendingThreads;
import org.wardbell.activities.delivery.attempt.WebhookSlots;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.temporal.Heartbeat;
import org.wardbell.activities.webhook.KeptWebhook;

/**
 * One drain of one webhook: a window of claims that is filled again while the first of them are
 * still under way, so that no slot waits for the slowest request of a group.
 */
final class DrainRun {
  /** More would hold up the workflow's wakes and its people's view for too long. */
  private static final int PER_DRAIN = 100;

  /** A slow receiver's drain reports back after this long, so that people see it move. */
  private static final Duration WORKING_TIME = Duration.ofSeconds(20);

  /** A drain that finds no memory comes back after this long, which gives no sign of life. */
  private static final Duration MEMORY_WAIT = Duration.ofSeconds(5);

  /** Short beside a request, and long beside a look. */
  private static final Duration MEMORY_LOOK = Duration.ofMillis(100);

  private static final Logger log = LoggerFactory.getLogger(DrainRun.class);

  private final DrainStore store;
  private final AttemptRunner runner;
  private final WebhookSlots slots;
  private final SendingThreads threads;
  private final SendingMemory memory;
  private final Heartbeat life;
  private final KeptWebhook webhook;
  private final BlockingQueue<PacedClaim> settled = new LinkedBlockingQueue<>();
  private final long end = System.nanoTime() + WORKING_TIME.toNanos();
  private int taken;
  private int underWay;
  private boolean ended;

  DrainRun(
      DrainStore store,
      AttemptRunner runner,
      WebhookSlots slots,
      SendingThreads threads,
      SendingMemory memory,
      Heartbeat life,
      KeptWebhook webhook) {
    this.store = store;
    this.runner = runner;
    this.slots = slots;
    this.threads = threads;
    this.memory = memory;
    this.life = life;
    this.webhook = webhook;
  }

  /** Sends until nothing more can go, or enough was sent; returns how many attempts that were. */
  int run() throws InterruptedException {
    while (true) {
      fill();
      if (underWay == 0) {
        return taken;
      }
      life.take(settled);
      underWay--;
      while (settled.poll() != null) {
        underWay--;
      }
    }
  }

  /**
   * Claims no more than what will be sent within a second, because a claim is good for 7 s only;
   * and not one by one, unless a slot is idle.
   */
  private void fill() throws InterruptedException {
    ReceiverSlots.Room room = slots.room(webhook);
    boolean worthIt = room.now() > 0 || room.soon() >= underWay;
    if (ended || !worthIt || System.nanoTime() > end || !life.wanted()) {
      return;
    }
    int possible = slots.reserve(webhook, PER_DRAIN - taken);
    int wanted = 0;
    List<PacedClaim> claims = List.of();
    try {
      wanted = possible == 0 ? 0 : takeMemory(possible);
      claims = wanted == 0 ? List.of() : claim(wanted);
    } finally {
      slots.giveBack(webhook, possible - claims.size());
    }
    if (wanted == 0) {
      return;
    }
    // An ordered webhook's next ones can be claimed when those before them have ended.
    boolean isOrdered = webhook.settings().protection().ordered();
    ended = isOrdered ? claims.isEmpty() && underWay == 0 : claims.size() < wanted;
    taken += claims.size();
    underWay += claims.size();
    claims.forEach(this::start);
  }

  private void start(PacedClaim claim) {
    try {
      threads.execute(() -> send(claim));
    } catch (RejectedExecutionException stopping) {
      ended = true;
      runner.giveBack(claim.claim());
      settled.add(claim);
    }
  }

  /** Waits for memory only if nothing is under way whose end would free some. */
  private int takeMemory(int possible) throws InterruptedException {
    long patience = System.nanoTime() + MEMORY_WAIT.toNanos();
    int room = memory.takeLargest(possible);
    while (room == 0 && underWay == 0 && System.nanoTime() < patience) {
      Thread.sleep(MEMORY_LOOK);
      room = memory.takeLargest(possible);
    }
    return room;
  }

  /** Claims with memory for as many of the largest, and gives back what these do not need. */
  private List<PacedClaim> claim(int wanted) {
    long held = wanted * SendingMemory.LARGEST;
    long needed = 0;
    try {
      List<PacedClaim> claims = store.claim(webhook.id(), wanted);
      needed = claims.stream().mapToLong(one -> SendingMemory.of(one.claim())).sum();
      return claims;
    } finally {
      memory.giveBack(held - needed);
    }
  }

  private void send(PacedClaim paced) {
    ClaimedAttempt claim = paced.claim();
    try {
      Thread.sleep(paced.delay());
      runner.run(claim);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      log.warn("parked delivery {} was not sent", claim.deliveryId(), failure);
    } finally {
      memory.giveBack(SendingMemory.of(claim));
      settled.add(paced);
    }
  }
}
