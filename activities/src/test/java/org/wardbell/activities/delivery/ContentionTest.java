package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.webhook.Protection;

/** Cancelling and pausing meet outcomes: one of two that block each other begins again. */
final class ContentionTest extends DeliveryTest {
  private static final int ROUNDS = 8;

  @Test
  void pausingAndCancelling_besideOutcomes_alwaysGetThrough() throws Exception {
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    harness.receiver.behave("/contention", Behaviour.statuses(500));
    UUID webhook =
        harness.webhook(
            WebhookBuilder.at("/contention")
                .withProtection(new Protection(64, null, false, true, false)));
    for (int round = 0; round < ROUNDS; round++) {
      List<ClaimedAttempt> claims =
          harness.claimAndDie(harness.accept(40)).planned().stream()
              .filter(one -> one.placement().equals(Placement.EXPRESS))
              .map(PlannedDelivery::claim)
              .toList();
      CyclicBarrier together = new CyclicBarrier(4);
      List<Thread> threads =
          List.of(
              start(together, failures, () -> writeAll(claims)),
              start(together, failures, () -> pause(webhook, true)),
              start(together, failures, () -> harness.claimAndDie(harness.accept(10))),
              start(together, failures, () -> cancelAll(webhook)));
      for (Thread thread : threads) {
        thread.join();
      }
      pause(webhook, false);
      assertThat(failures).isEmpty();
    }
    harness.deliveries().forEach(one -> harness.endLease(one.getId()));
    cancelAll(webhook);
  }

  /** As the journal does, which tries again what the database ended. */
  private void writeAll(List<ClaimedAttempt> claims) {
    try {
      for (ClaimedAttempt claim : claims) {
        harness.attempt().journal(Outcomes.failed(claim));
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private void pause(UUID webhook, boolean paused) {
    Contention.result(
        harness.dsl(),
        transaction -> {
          boolean changed = WebhookStateRows.setPaused(transaction.dsl(), webhook, paused);
          if (changed && paused) {
            harness.openDeliveries.parkAll(transaction.dsl(), webhook);
          }
          return changed;
        });
  }

  /** As a person who disables it and the drain that follows do. */
  private void cancelAll(UUID webhook) {
    harness.disable(webhook);
    harness.engine.drain().drain(webhook.toString());
    harness.enable(webhook);
  }

  private static Thread start(CyclicBarrier together, Queue<Throwable> failures, Runnable work) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                together.await();
                work.run();
              } catch (Exception failure) {
                failures.add(failure);
              }
            });
  }
}
