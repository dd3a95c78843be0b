package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.workflows.webhook.DrainResult;
import org.wardbell.workflows.webhook.Protection;

/**
 * Measures what disabling a webhook with a backlog costs, and whom: {@code ./wardbell test
 * WithdrawalMeasureTest -Dwardbell.backlog=200000} prints the figures.
 */
final class WithdrawalMeasureTest extends DeliveryTest {
  private static final int SIZE = Integer.getInteger("wardbell.backlog", 3_000);
  private static final int BEFORE = 40;

  /** Outcomes of the other webhook, while there are some left. */
  private final Deque<ClaimedAttempt> claims = new ArrayDeque<>();

  @Test
  void disabling_withABacklog_isAnsweredAtOnceAndHoldsUpNobody() throws Exception {
    UUID webhook = harness.webhook(WebhookBuilder.at("/measure/backlog"));
    Backlog backlog = Backlog.of(harness, webhook, SIZE);
    harness.webhook(
        WebhookBuilder.at("/measure/other")
            .withProtection(new Protection(64, null, false, false, false)));
    harness.pause(webhook); // So that new events add little to it.
    List<Double> quiet = outcomes(BEFORE, () -> false);

    long began = System.nanoTime();
    harness.disable(webhook);
    double answered = millis(began);
    CompletableFuture<Void> drain = CompletableFuture.runAsync(() -> drainAll(webhook));
    List<Double> meanwhile = outcomes(Integer.MAX_VALUE, drain::isDone);
    drain.join();
    double ended = millis(began);

    System.out.printf(
        "%,d open deliveries: disabling answered after %.0f ms, all cancelled after %.1f s; outcomes of another"
            + " webhook: %s before, %s meanwhile%n",
        SIZE, answered, ended / 1_000, figures(quiet), figures(meanwhile));
    assertThat(backlog.count("CANCELLED")).isGreaterThanOrEqualTo(SIZE);
    assertThat(meanwhile).as("the other webhook's outcomes go on").isNotEmpty();
  }

  private void drainAll(UUID webhook) {
    DrainResult drained = harness.engine.drain().drain(webhook.toString());
    while (drained.parked() > 0) {
      drained = harness.engine.drain().drain(webhook.toString());
    }
  }

  /** Writes outcomes by way of the journal, one after the other, and returns what each took. */
  private List<Double> outcomes(int atMost, BooleanSupplier over) throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    while (millis.size() < atMost && !over.getAsBoolean()) {
      if (claims.isEmpty()) {
        harness.claimAndDie(harness.accept(50)).planned().stream()
            .filter(one -> one.placement().equals(Placement.EXPRESS))
            .map(PlannedDelivery::claim)
            .forEach(claims::add);
      }
      long began = System.nanoTime();
      harness.attempt().journal(Outcomes.delivered(claims.remove()));
      millis.add(millis(began));
    }
    return millis;
  }

  private static String figures(List<Double> millis) {
    if (millis.isEmpty()) {
      return "none";
    }
    List<Double> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return "%.0f ms median, %.0f ms p99, %.0f ms longest"
        .formatted(
            sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 99 / 100), sorted.getLast());
  }

  private static double millis(long began) {
    return (System.nanoTime() - began) / 1e6;
  }
}
