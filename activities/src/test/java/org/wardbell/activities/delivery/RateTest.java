package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.workflows.event.DispatchResult;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.DrainResult;
import org.wardbell.workflows.webhook.Protection;
import org.wardbell.workflows.webhook.Rate;

/** Rules 14 and 15: a rate holds over all workers, and what has no permit waits without asking. */
final class RateTest extends DeliveryTest {
  @Test
  void rate_notReached_goesByTheExpressLane() {
    harness.webhook(WebhookBuilder.at("/hook/below").withRate(10, 1, 5));

    DispatchResult result = harness.engine.dispatch().dispatch(harness.accept(5));

    assertThat(result.delivered()).isEqualTo(5);
    assertThat(lanes()).containsOnly("EXPRESS");
  }

  @Test
  void rate_reached_parksTheRestAndNothingOvertakesIt() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/reached").withRate(60, 60, 5));

    DispatchResult first = harness.engine.dispatch().dispatch(harness.accept(7));
    assertThat(first.delivered()).isEqualTo(5);
    assertThat(first.parked()).isEqualTo(2);
    assertThat(parkedReasons()).containsExactly("rate", "rate");

    letTimePass(webhook);
    DispatchResult later = harness.engine.dispatch().dispatch(harness.accept(1));
    assertThat(later.parked()).as("behind those that wait").isEqualTo(1);
  }

  @Test
  void drain_withoutAPermit_sendsNothingAndComesBackWhenThereIsOne() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/none").withRate(1, 60, 1));
    harness.engine.dispatch().dispatch(harness.accept(3));

    DrainResult result = harness.engine.drain().drain(webhook.toString());

    assertThat(result.sent()).isZero();
    assertThat(result.parked()).isEqualTo(2);
    assertThat(Duration.ofMillis(result.waitMillis()))
        .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(60));
    assertThat(harness.receiver.requests()).hasSize(1);
  }

  @Test
  void retry_ofAFailedAttempt_waitsInTheDrainBecauseTheRegularLaneKnowsNoRate() {
    harness.receiver.behave("/hook/retry", Behaviour.statuses(503, 200));
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/retry").withRate(100, 1, 10));
    harness.engine.dispatch().dispatch(harness.accept(1));
    UUID id = harness.delivery().getId();
    harness.makeDue(id);

    assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("PARKED");
    assertThat(harness.delivery().getParkedReason()).isEqualTo("rate");
    assertThat(harness.engine.drain().drain(webhook.toString()).sent()).isEqualTo(1);
    assertThat(harness.statuses()).containsExactly("DELIVERED");
    assertThat(harness.attempts(id)).hasSize(2);
  }

  @Test
  void rate_withTwoWorkersThatDispatchAndDrain_isNeverExceeded_andNothingIsLost() throws Exception {
    int limit = 40;
    int burst = 10;
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/shared").withRate(limit, 1, burst));
    WorkerProcess other = harness.process();
    List<EventBatch> batches =
        List.of(harness.accept(60), harness.accept(60), harness.accept(60), harness.accept(60));

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> dispatches =
          List.of(
              threads.submit(() -> harness.engine.dispatch().dispatch(batches.get(0))),
              threads.submit(() -> other.dispatch().dispatch(batches.get(1))),
              threads.submit(() -> harness.engine.dispatch().dispatch(batches.get(2))),
              threads.submit(() -> other.dispatch().dispatch(batches.get(3))));
      for (Future<?> dispatch : dispatches) {
        dispatch.get();
      }
      Future<?> one = threads.submit(() -> drainAll(harness.engine, webhook));
      Future<?> two = threads.submit(() -> drainAll(other, webhook));
      one.get();
      two.get();
    }

    assertThat(harness.statuses()).hasSize(240).containsOnly("DELIVERED");
    List<Instant> arrivals = arrivals("/hook/shared");
    assertThat(arrivals).hasSize(240);
    // Requests are let go at the rate; on a busy machine those that were held up arrive together.
    for (int first = 0; first + limit < arrivals.size(); first++) {
      int last = Math.min(arrivals.size() - 1, first + 2 * limit + burst);
      double seconds = seconds(arrivals.get(first), arrivals.get(last)) + 0.5;
      assertThat((double) (last - first + 1)).isLessThanOrEqualTo(burst + limit * seconds + 1);
    }
    assertThat(seconds(arrivals.getFirst(), arrivals.getLast())).isGreaterThan(5);
  }

  @Test
  void drain_ofALimitedWebhook_keepsTheOrderOfWhatIsParked() {
    UUID webhook =
        harness.webhook(
            WebhookBuilder.at("/hook/in-order")
                .withProtection(new Protection(1, new Rate(20, 1, 1), true, true, false)));
    harness.pause(webhook);
    harness.engine.dispatch().dispatch(harness.accept(25));
    harness.resume(webhook);

    drainAll(harness.engine, webhook);

    assertThat(harness.receiver.requests("/hook/in-order"))
        .extracting(ReceivedRequest::webhookId)
        .containsExactlyElementsOf(
            harness.deliveries().stream().map(one -> one.getId().toString()).toList());
  }

  private static void drainAll(WorkerProcess process, UUID webhook) {
    DrainResult result = process.drain().drain(webhook.toString());
    while (result.parked() > 0) {
      try {
        Thread.sleep(Math.min(1_000, result.waitMillis()));
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      result = process.drain().drain(webhook.toString());
    }
  }

  /** As if nothing had been sent for long. */
  private void letTimePass(UUID webhook) {
    harness
        .dsl()
        .execute(
            "update webhook_state set rate_next_at = '2026-01-01' where webhook_id = ?", webhook);
  }

  private List<String> parkedReasons() {
    return harness.deliveries().stream()
        .filter(one -> one.getStatus().equals("PARKED"))
        .map(DeliveryRecord::getParkedReason)
        .toList();
  }

  private List<String> lanes() {
    return harness.dsl().select(DELIVERY.ID).from(DELIVERY).fetch(DELIVERY.ID).stream()
        .flatMap(id -> harness.attempts(id).stream())
        .map(attempt -> attempt.getLane())
        .toList();
  }

  private List<Instant> arrivals(String path) {
    return harness.receiver.requests(path).stream()
        .map(ReceivedRequest::arrivedAt)
        .sorted()
        .toList();
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
