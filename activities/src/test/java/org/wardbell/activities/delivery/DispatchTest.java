package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.delivery.OpenDelivery;
import org.wardbell.workflows.event.DispatchResult;
import org.wardbell.workflows.event.EventBatch;

/** Rules 10 and 12: the gate in the database, and requests that outlive their dispatch. */
final class DispatchTest extends DeliveryTest {
  @Test
  void dispatch_secondTime_matchesNothingAndSendsNothing() {
    harness.webhook(WebhookBuilder.at("/hook/twice"));
    EventBatch batch = harness.accept(3);

    assertThat(harness.engine.dispatch().dispatch(batch))
        .isEqualTo(new DispatchResult(3, 3, 0, false, List.of()));
    assertThat(harness.engine.dispatch().dispatch(batch))
        .isEqualTo(new DispatchResult(0, 0, 0, false, List.of()));
    assertThat(harness.receiver.requests()).hasSize(3);
  }

  @Test
  void dispatch_webhookMadeAfterIt_isNotMatchedAnyMore() {
    EventBatch batch = harness.accept(1);
    harness.engine.dispatch().dispatch(batch);
    harness.webhook(WebhookBuilder.at("/hook/late"));

    assertThat(harness.engine.dispatch().dispatch(batch).matched()).isZero();
    assertThat(harness.deliveries()).isEmpty();
  }

  @Test
  void dispatch_twoProcessesAtOnce_writeOneSetOfDeliveries() throws Exception {
    harness.webhook(WebhookBuilder.at("/hook/both"));
    EventBatch batch = harness.accept(20);
    WorkerProcess other = harness.process();
    CyclicBarrier together = new CyclicBarrier(2);

    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<DispatchResult> one =
          threads.submit(() -> dispatchAfter(together, harness.engine, batch));
      Future<DispatchResult> two = threads.submit(() -> dispatchAfter(together, other, batch));
      assertThat(one.get().matched() + two.get().matched()).isEqualTo(20);
    }

    DeliveryHarness.await("all delivered", () -> delivered() == 20);
    assertThat(harness.deliveries()).hasSize(20).allMatch(one -> one.getAttempts() == 1);
    assertThat(harness.receiver.requests()).hasSize(20);
  }

  private static DispatchResult dispatchAfter(
      CyclicBarrier together, WorkerProcess process, EventBatch batch) throws Exception {
    together.await();
    return process.dispatch().dispatch(batch);
  }

  private long delivered() {
    return harness.statuses().stream().filter("DELIVERED"::equals).count();
  }

  @Test
  void dispatch_anotherRunWhileRequestIsUnderWay_namesTheDeliveryAndDoesNotSendIt() {
    harness.webhook(WebhookBuilder.at("/hook/crash"));
    EventBatch batch = harness.accept(1);
    harness.claimAndDie(batch);

    DispatchResult again = harness.engine.dispatch().dispatch(batch);

    assertThat(again.matched()).isZero();
    assertThat(again.open())
        .extracting(OpenDelivery::deliveryId)
        .containsExactly(harness.delivery().getId().toString());
    assertThat(harness.receiver.requests()).isEmpty();
  }

  @Test
  void dispatch_requestOfMoreThanThreeSeconds_returnsAndTheOutcomeIsWrittenLater() {
    harness.receiver.behave("/hook/slow", Step.answer(200).after(Duration.ofMillis(4_500)));
    harness.webhook(WebhookBuilder.at("/hook/slow").withTimeout(10));
    EventBatch batch = harness.accept(1);

    long start = System.nanoTime();
    DispatchResult result = harness.engine.dispatch().dispatch(batch);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(2_900), Duration.ofMillis(4_400));
    UUID id = harness.delivery().getId();
    assertThat(result.open()).extracting(OpenDelivery::deliveryId).containsExactly(id.toString());
    assertThat(result.open().getFirst().timeoutSeconds()).isEqualTo(10);

    // The regular activity waits for the lease: 10 s timeout and 10 s margin.
    assertThat(NotDelivered.by(() -> harness.engine.deliver().deliver(id.toString())).delay())
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
    DeliveryHarness.await("the outcome", () -> harness.statuses().equals(List.of("DELIVERED")));
    assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("DELIVERED");
    assertThat(harness.receiver.requests()).hasSize(1);
  }
}
