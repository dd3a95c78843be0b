package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.webhook.DrainResult;

/**
 * Rule 20 with a backlog: disabling a webhook is one row, from then on nothing of it is sent, and
 * its drain cancels what was open, chunk by chunk.
 */
final class WithdrawnBacklogTest extends DeliveryTest {
  private static final int MANY = 1_200;

  @Test
  void disabling_changesNoDelivery_andItsDrainCancelsAll() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/withdrawn/all"));
    Backlog backlog = Backlog.of(harness, webhook, MANY);

    harness.disable(webhook);
    assertThat(backlog.count("PARKED")).as("right after it").isEqualTo(MANY);
    DrainResult drained = harness.engine.drain().drain(webhook.toString());

    assertThat(drained.sent()).isZero();
    assertThat(drained.parked()).isZero();
    assertThat(backlog.count("CANCELLED")).isEqualTo(MANY);
    assertThat(backlog.last().getFinishedAt()).isNotNull();
    assertThat(state(webhook).getWakesAt()).isNull();
    assertThat(harness.receiver.requests()).isEmpty();
  }

  @Test
  void disabled_beforeItsDrain_isClaimedByNoLane() {
    harness.receiver.behave("/withdrawn/lanes", Behaviour.statuses(503));
    UUID webhook = harness.webhook(WebhookBuilder.at("/withdrawn/lanes"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    UUID regular = harness.delivery().getId();
    Backlog.of(harness, webhook, 10);
    harness.makeDue(regular);

    harness.disable(webhook);

    assertThat(harness.claimDrainAndDie(webhook, 8)).isEmpty();
    assertThat(harness.engine.deliver().deliver(regular.toString())).isIn("CANCELLED", "PARKED");
    assertThat(harness.engine.dispatch().dispatch(harness.accept(1)).matched()).isZero();
    harness.engine.drain().drain(webhook.toString());
    assertThat(harness.statuses()).containsOnly("CANCELLED");
    assertThat(harness.receiver.requests()).hasSize(1);
  }

  @Test
  void webhook_enabledAgainBeforeItsDrain_sendsWhatIsNewOnly() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/withdrawn/again"));
    Backlog backlog = Backlog.of(harness, webhook, MANY);
    harness.disable(webhook);
    harness.enable(webhook);
    harness.engine.dispatch().dispatch(harness.accept(1));
    assertThat(harness.claimDrainAndDie(webhook, 8)).as("what was withdrawn").isEmpty();

    harness.engine.drain().drain(webhook.toString());

    assertThat(backlog.count("CANCELLED")).isEqualTo(MANY);
    assertThat(backlog.count("DELIVERED")).isEqualTo(1);
    assertThat(harness.receiver.requests()).hasSize(1);
    assertThat(state(webhook).getCancelsThrough()).as("and forgets it").isZero();
  }

  @Test
  void regularDelivery_ofAWebhookEnabledAgain_isCancelledAllTheSame() {
    harness.receiver.behave("/withdrawn/regular", Behaviour.statuses(503));
    UUID webhook = harness.webhook(WebhookBuilder.at("/withdrawn/regular"));
    harness.engine.dispatch().dispatch(harness.accept(1));
    UUID id = harness.delivery().getId();
    harness.makeDue(id);
    harness.disable(webhook);
    harness.enable(webhook);

    assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("CANCELLED");
    assertThat(harness.receiver.requests()).hasSize(1);
    harness.engine.drain().drain(webhook.toString());
  }

  @Test
  void withdrawal_thatNobodyWentOnWith_isFoundByTheRelay() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/withdrawn/killed"));
    Backlog backlog = Backlog.of(harness, webhook, MANY);
    harness.disable(webhook);
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.STATUS, "CANCELLED")
        .setNull(DELIVERY.OWNER)
        .where(DELIVERY.REPETITION.lt(500))
        .execute(); // The first chunk, after which the process was killed.
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.WAKES_AT, Instant.now().minus(Duration.ofMinutes(2)))
        .execute();

    assertThat(harness.overdue.claimWebhooks(10)).containsExactly(webhook);
    harness.engine.drain().drain(webhook.toString());

    assertThat(backlog.count("CANCELLED")).isEqualTo(MANY);
  }

  /** The drain waits for the lock; the person's transaction commits; the drain goes on. */
  @Test
  void claim_thatWaitedForADisabling_claimsNothing() throws Exception {
    UUID webhook = harness.webhook(WebhookBuilder.at("/withdrawn/race"));
    Backlog.of(harness, webhook, 20);
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch claiming = new CountDownLatch(1);
    Thread person =
        Thread.ofVirtual()
            .start(
                () ->
                    harness
                        .dsl()
                        .transaction(
                            transaction -> {
                              harness.openDeliveries.lock(transaction.dsl(), webhook);
                              locked.countDown();
                              claiming.await();
                              Thread.sleep(500);
                              transaction
                                  .dsl()
                                  .update(WEBHOOK)
                                  .set(WEBHOOK.ENABLED, false)
                                  .where(WEBHOOK.ID.eq(webhook))
                                  .execute();
                              harness.openDeliveries.withdraw(transaction.dsl(), webhook);
                            }));
    locked.await();
    CompletableFuture<List<ClaimedAttempt>> claims =
        CompletableFuture.supplyAsync(
            () -> {
              claiming.countDown();
              return harness.claimDrainAndDie(webhook, 8);
            });

    assertThat(claims.get()).isEmpty();
    person.join();
    harness.engine.drain().drain(webhook.toString());
  }

  @Test
  void answer410_withABacklog_leavesItToTheDrain() {
    harness.receiver.behave("/withdrawn/gone", Behaviour.statuses(410));
    UUID webhook = harness.webhook(WebhookBuilder.at("/withdrawn/gone"));
    Backlog backlog = Backlog.of(harness, webhook, MANY);

    harness.engine.dispatch().dispatch(harness.accept(1));

    assertThat(backlog.count("GONE")).isEqualTo(1);
    assertThat(backlog.count("PARKED")).as("no work for the journal").isEqualTo(MANY);
    assertThat(state(webhook).getWakesAt()).isBefore(Instant.now().plusSeconds(1));
    harness.engine.drain().drain(webhook.toString());
    assertThat(backlog.count("CANCELLED")).isEqualTo(MANY);
  }
}
