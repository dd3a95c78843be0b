package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.delivery.attempt.AttemptSteps;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.Placement;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.simulator.receiver.Behaviour;

/** Rule 2: whoever holds the lock of one webhook holds up nobody else's outcomes. */
final class LockedStateTest extends DeliveryTest {
  /**
   * A transaction holds W's state; requests to W and to another webhook end; the other's outcomes
   * are durable while it is still held, W's after it, and nothing is sent again.
   */
  @Test
  void outcomes_ofOthers_areDurableWhileOneWebhooksStateIsHeld_andItsOwnFollow() {
    harness.receiver.behave("/hook/held", Behaviour.statuses(500));
    UUID held = harness.webhook(WebhookBuilder.at("/hook/held").withSchedule(0, 600));
    UUID other = harness.webhook(WebhookBuilder.at("/hook/other"));
    try (HeldLock lock = HeldLock.ofState(harness.dsl(), held)) {
      Thread.ofVirtual().start(() -> harness.engine.dispatch().dispatch(harness.accept(5)));
      DeliveryHarness.await("the other's outcomes", () -> count(other, "DELIVERED") == 5);
      harness.engine.dispatch().dispatch(harness.accept(1));
      // A first answer was perhaps slow, and then the next goes by the regular lane.
      harness.deliveries().stream()
          .filter(one -> one.getStatus().equals("PENDING"))
          .forEach(one -> harness.engine.deliver().deliver(one.getId().toString()));
      DeliveryHarness.await("later outcomes too", () -> count(other, "DELIVERED") == 6);
      assertThat(count(held, "SENDING")).isEqualTo(6);
      assertThat(lock.isHeld()).isTrue();
    }
    DeliveryHarness.await("the held webhook's outcomes", () -> count(held, "SENDING") == 0);

    assertThat(count(held, "PENDING")).isEqualTo(6);
    assertThat(state(held).getConsecutiveFailures().intValue()).isEqualTo(6);
    assertThat(harness.receiver.requests("/hook/held")).hasSize(6);
    assertThat(harness.receiver.requests("/hook/other")).hasSize(6);
  }

  @Test
  void outcomes_ofAWebhookWhoseStateWasHeld_areLearntInTheOrderInWhichTheyCame() throws Exception {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/line"));
    List<ClaimedAttempt> claims = claims(12);
    List<Thread> writers = new ArrayList<>();
    try (HeldLock lock = HeldLock.ofState(harness.dsl(), webhook)) {
      for (int i = 0; i < claims.size(); i++) {
        ClaimedAttempt claim = claims.get(i);
        // 8 failures, a success, 3 failures.
        writers.add(journal(i == 8 ? Outcomes.delivered(claim) : Outcomes.failed(claim)));
        int expected = i + 1;
        DeliveryHarness.await("outcome " + i, () -> attempts().waiting() == expected);
      }
      assertThat(lock.isHeld()).isTrue();
    }
    for (Thread writer : writers) {
      writer.join();
    }

    assertThat(state(webhook).getConsecutiveFailures().intValue()).isEqualTo(3);
    assertThat(count(webhook, "SENDING")).isZero();
  }

  /** Rule 5: memory is never the overflow. */
  @Test
  void outcomes_beyondWhatMayWaitForAState_areWrittenWithoutIt() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/beyond"));
    List<ClaimedAttempt> claims = claims(AttemptSteps.WAITING_FOR_ONE_STATE + 40);
    try (HeldLock lock = HeldLock.ofState(harness.dsl(), webhook)) {
      claims.forEach(claim -> journal(Outcomes.failed(claim)));
      DeliveryHarness.await("those beyond", () -> count(webhook, "PENDING") == 40);
      DeliveryHarness.await(
          "the others wait", () -> attempts().waiting() == AttemptSteps.WAITING_FOR_ONE_STATE);
      assertThat(count(webhook, "PENDING")).isEqualTo(40);
      assertThat(lock.isHeld()).isTrue();
    }
    DeliveryHarness.await("all", () -> count(webhook, "SENDING") == 0);
  }

  @Test
  void outcome_whoseDeliveryIsLocked_waitsAloneForIt() throws Exception {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/row"));
    UUID other = harness.webhook(WebhookBuilder.at("/hook/other"));
    List<ClaimedAttempt> claims = claims(4);
    List<ClaimedAttempt> locked =
        claims.stream().filter(claim -> claim.webhook().id().equals(webhook)).toList();
    List<Thread> writers = new ArrayList<>();
    try (HeldLock lock = HeldLock.ofDelivery(harness.dsl(), locked.getFirst().deliveryId())) {
      claims.forEach(claim -> writers.add(journal(Outcomes.delivered(claim))));
      DeliveryHarness.await("the other's outcomes", () -> count(other, "DELIVERED") == 4);
      assertThat(count(webhook, "SENDING")).isPositive();
      assertThat(lock.isHeld()).isTrue();
    }
    for (Thread writer : writers) {
      writer.join();
    }

    assertThat(count(webhook, "DELIVERED")).isEqualTo(4);
  }

  /** A person pauses a webhook while another transaction holds its state for long. */
  @Test
  void park_whileTheStateIsHeldForLong_isTriedAgainUntilItIsFree() throws Exception {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/park"));
    ClaimedAttempt claim = claims(1).getFirst();
    Thread release;
    try (HeldLock lock = HeldLock.ofState(harness.dsl(), webhook)) {
      release = Thread.ofVirtual().start(() -> attempts().park(claim, ParkedReason.NO_SLOT));
      lock.holdPastALockWait();
      assertThat(release.isAlive()).isTrue();
    }
    release.join();

    assertThat(harness.delivery().getStatus()).isEqualTo("PARKED");
    assertThat(harness.attempts(claim.deliveryId())).isEmpty();
  }

  @Test
  void claims_ofOthers_areGivenBackWhileOneWebhooksStateIsHeld() throws Exception {
    UUID held = harness.webhook(WebhookBuilder.at("/hook/held-claim"));
    UUID other = harness.webhook(WebhookBuilder.at("/hook/other-claim"));
    List<ClaimedAttempt> claims = claims(3);
    List<Thread> releases = new ArrayList<>();
    try (HeldLock lock = HeldLock.ofState(harness.dsl(), held)) {
      for (ClaimedAttempt claim : claims) {
        releases.add(Thread.ofVirtual().start(() -> attempts().park(claim, ParkedReason.NO_SLOT)));
      }
      DeliveryHarness.await("the other's", () -> count(other, "PARKED") == 3);
      assertThat(count(held, "SENDING")).isEqualTo(3);
      assertThat(lock.isHeld()).isTrue();
    }
    for (Thread release : releases) {
      release.join();
    }

    assertThat(count(held, "PARKED")).isEqualTo(3);
  }

  /** Where drains and dispatches take turns with a state, it is hardly ever free by chance. */
  @Test
  void outcomes_ofAStateThatManyWant_haveTheirTurn() throws Exception {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/wanted"));
    List<ClaimedAttempt> claims = claims(3);
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      others.add(Thread.ofVirtual().start(() -> holdByTurns(webhook, over)));
    }

    for (ClaimedAttempt claim : claims) {
      journal(Outcomes.failed(claim)).join();
    }
    over.set(true);
    for (Thread other : others) {
      other.join();
    }

    assertThat(state(webhook).getConsecutiveFailures().intValue()).isEqualTo(3);
  }

  private void holdByTurns(UUID webhook, AtomicBoolean over) {
    while (!over.get()) {
      harness
          .dsl()
          .transaction(
              transaction -> {
                WebhookStateRows.lock(transaction.dsl(), webhook);
                Thread.sleep(30);
              });
    }
  }

  private AttemptSteps attempts() {
    return harness.attempt();
  }

  private List<ClaimedAttempt> claims(int events) {
    List<ClaimedAttempt> claims = new ArrayList<>();
    for (int left = events; left > 0; left -= 100) {
      harness.claimAndDie(harness.accept(Math.min(left, 100))).planned().stream()
          .filter(one -> one.placement().equals(Placement.EXPRESS))
          .map(PlannedDelivery::claim)
          .forEach(claims::add);
    }
    return claims;
  }

  private Thread journal(AttemptResult result) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                attempts().journal(result);
              } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
              }
            });
  }

  private int count(UUID webhook, String status) {
    return harness
        .dsl()
        .fetchCount(DELIVERY, DELIVERY.WEBHOOK_ID.eq(webhook), DELIVERY.STATUS.eq(status));
  }
}
