package org.wardbell.activities.delivery.drain;

import java.time.Duration;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.delivery.attempt.AttemptRunner;
import org.wardbell.activities.delivery.attempt.ClinicShares;
import org.wardbell.activities.delivery.attempt.SendingMemory;
import org.wardbell.activities.delivery.attempt.SendingThreads;
import org.wardbell.activities.delivery.attempt.WebhookSlots;
import org.wardbell.activities.delivery.state.UnreadableWebhooks;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.Heartbeat;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.UnknownSettingsException;
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

  /**
   * The time after which a drain comes back whose clinic has its share of drains under way: these
   * take 20 s and more.
   */
  private static final Duration TURN = Duration.ofSeconds(30);

  private static final int NOT_ITS_TURN = -1;

  /** Until a process may have come that can read the webhook's settings. */
  private static final Duration UNREAD_WAIT = Duration.ofMinutes(1);

  private final DSLContext dsl;
  private final DrainStore store;
  private final Withdrawals withdrawals;
  private final ParkedEnds ends;
  private final DrainLines lines;
  private final DrainRest rest;
  private final UnreadableWebhooks unreadable;
  private final AttemptRunner runner;
  private final WebhookSlots slots;
  private final SendingThreads threads;
  private final ActivityHeartbeat heartbeat;
  private final ClinicShares shares;
  private final SendingMemory memory;

  WebhookActivitiesImpl(
      DSLContext dsl,
      DrainStore store,
      Withdrawals withdrawals,
      ParkedEnds ends,
      DrainLines lines,
      DrainRest rest,
      UnreadableWebhooks unreadable,
      AttemptRunner runner,
      WebhookSlots slots,
      SendingThreads threads,
      ActivityHeartbeat heartbeat,
      ClinicShares shares,
      SendingMemory memory) {
    this.dsl = dsl;
    this.store = store;
    this.withdrawals = withdrawals;
    this.ends = ends;
    this.lines = lines;
    this.rest = rest;
    this.unreadable = unreadable;
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
    Heartbeat life = new Heartbeat(heartbeat);
    try {
      return drain(id, life);
    } catch (UnknownSettingsException newer) {
      return withoutSettings(id, life);
    } catch (UnreadableWebhookException broken) {
      dsl.transaction(transaction -> unreadable.disable(transaction.dsl(), broken));
      return withoutSettings(id, life);
    }
  }

  /** Cancelling needs no settings; all else waits. */
  private DrainResult withoutSettings(UUID id, Heartbeat life) {
    DrainResult withdrawn = withdrawals.run(id, life);
    if (withdrawn != null) {
      return withdrawn;
    }
    DrainRest.Rest left = rest.leaveFor(id, UNREAD_WAIT);
    return new DrainResult(0, left.parked(), left.untilDue().toMillis());
  }

  private DrainResult drain(UUID id, Heartbeat life) {
    DrainStore.Begun begun = store.begin(id);
    if (begun.withdrawn()) {
      DrainResult withdrawn = withdrawals.run(id, life);
      if (withdrawn != null) {
        return withdrawn;
      }
      begun = store.begin(id); // It was enabled again, and all of before has ended.
    }
    if (begun.endsWaiting() && ends.giveUp(id, life)) {
      return new DrainResult(0, rest.unfinished(id).parked(), 0);
    }
    KeptWebhook webhook = begun.webhook();
    lines.settle(id);
    int sent = send(webhook, life);
    DrainRest.Rest left = rest.look(id);
    if (sent == NOT_ITS_TURN) {
      return new DrainResult(0, left.parked(), TURN.toMillis());
    }
    Duration wait = wait(webhook, left);
    if (sent == 0 && left.parked() > 0 && wait.compareTo(SHORTEST_WAIT) < 0) {
      wait = SHORTEST_WAIT;
    }
    return new DrainResult(sent, left.parked(), wait.toMillis());
  }

  private int send(KeptWebhook webhook, Heartbeat life) {
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
    return left.parked() > 0 && left.untilDue().isZero() && !left.woken()
        ? slots.callWhenFree(webhook)
        : left.untilDue();
  }
}
