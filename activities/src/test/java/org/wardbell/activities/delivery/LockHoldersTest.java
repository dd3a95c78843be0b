package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.REPLAY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.expression.Expression;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.ReplaySelection;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;

/** Rule 2: what takes long is done while nothing is locked. */
final class LockHoldersTest extends ReplayTest {
  @Test
  void replayJob_whileItsEventsAreCounted_needsNoLock() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/hook/estimate"));
    harness.engine.dispatch().dispatch(harness.accept(3));
    try (HeldLock lock = HeldLock.ofState(harness.dsl(), webhook.id())) {
      assertThat(
              store
                  .estimate(harness.dsl(), webhook, wanted(ReplaySelection.ALL, null))
                  .deliveries())
          .isEqualTo(3);
      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void replayStep_withASlowFilter_leavesTheStateFreeWhileItIsAsked() throws Exception {
    KeptWebhook webhook =
        harness.kept(
            WebhookBuilder.at("/hook/filter").with(settings -> settings.filter(slow(40) + " > 0")));
    harness.engine.dispatch().dispatch(harness.accept(1));
    harness.receiver.clear();
    for (int i = 0; i < 30; i++) {
      harness.accept(1).eventIds();
    }
    harness.dsl().execute("update event set dispatched_at = accepted_at");
    UUID job = begin(webhook, ReplaySelection.ALL, null);

    Thread step = Thread.ofVirtual().start(() -> harness.replaySteps().step(job));

    assertThat(shareOfTimeLocked(webhook.id(), step)).isLessThan(0.5);
    assertThat(repeats(job)).isNotEmpty();
    assertThat(cancel(job)).isTrue();
  }

  @Test
  void replayStep_whoseFiltersUseUpTheirTime_standsWhereItCame() {
    KeptWebhook webhook =
        harness.kept(WebhookBuilder.at("/hook/time").with(settings -> settings.filter("true")));
    harness.engine.dispatch().dispatch(harness.accept(5));
    UUID job = begin(webhook, ReplaySelection.ALL, null);

    harness.replaySteps().stepWithin(Duration.ZERO, job);
    assertThat(repeats(job)).hasSize(1);
    harness.replaySteps().step(job);
    assertThat(repeats(job)).hasSize(5);
    finish(webhook, job);
    assertThat(harness.dsl().fetchSingle(REPLAY, REPLAY.ID.eq(job)).getStatus()).isEqualTo("DONE");
  }

  @Test
  void drain_ofRepeatsWithASlowTransformation_leavesTheStateFreeWhileBodiesAreMade()
      throws Exception {
    KeptWebhook webhook =
        harness.kept(
            WebhookBuilder.at("/hook/transform")
                .with(settings -> settings.payload(transformed("{'n': " + slow(60) + "}"))));
    harness.engine.dispatch().dispatch(harness.accept(1));
    for (int i = 0; i < 20; i++) {
      harness.accept(1).eventIds();
    }
    harness.dsl().execute("update event set dispatched_at = accepted_at");
    UUID job = begin(webhook, ReplaySelection.ALL, null);
    harness.replaySteps().step(job);
    int made = repeats(job).size();
    harness.receiver.clear();

    Thread drain =
        Thread.ofVirtual().start(() -> harness.engine.drain().drain(webhook.id().toString()));

    assertThat(shareOfTimeLocked(webhook.id(), drain)).isLessThan(0.5);
    // One drain transforms for so long only; the webhook's workflow begins the next at once.
    while (harness.receiver.requests("/hook/transform").size() < made) {
      var _ = harness.engine.drain().drain(webhook.id().toString());
    }
    assertThat(harness.receiver.requests("/hook/transform")).hasSize(made);
    cancel(job);
  }

  /** Asks for the lock again and again, as an outcome would, until the work is done. */
  private double shareOfTimeLocked(UUID webhook, Thread work) throws InterruptedException {
    int tries = 0;
    int refused = 0;
    while (work.isAlive()) {
      tries++;
      try {
        harness
            .dsl()
            .transaction(
                transaction ->
                    transaction
                        .dsl()
                        .selectFrom(WEBHOOK_STATE)
                        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
                        .forUpdate()
                        .noWait()
                        .fetchSingle());
      } catch (DataAccessException locked) {
        refused++;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(tries).isGreaterThan(10);
    return (double) refused / tries;
  }

  private static Payload transformed(String expression) {
    return new Payload(
        PayloadFormat.TRANSFORM,
        PayloadDetail.FULL,
        Payload.JSON,
        null,
        java.util.List.of(),
        expression);
  }

  /** An expression that computes for about so long on this machine, as it is now. */
  private static String slow(int millis) {
    byte[] document = "{}".getBytes(StandardCharsets.UTF_8);
    UUID clinic = UUID.randomUUID();
    for (int n = 1_000; ; n = n * 3 / 2) {
      String source = "$count([1.." + n + "][$ % 2 = 0])";
      Expression expression = Expression.compile(source);
      for (int warm = 0; warm < 3; warm++) {
        expression.transform(clinic, document);
      }
      long began = System.nanoTime();
      expression.transform(clinic, document);
      if (System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(millis)) {
        return source;
      }
    }
  }
}
