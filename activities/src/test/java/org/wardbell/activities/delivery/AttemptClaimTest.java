package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import com.sun.net.httpserver.HttpServer;
import io.temporal.failure.ApplicationFailure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.AttemptRecord;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.activities.http.AttemptReport;
import org.wardbell.activities.http.AttemptTimings;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.NextStep;

/**
 * Rules 11 and 13: an attempt is a committed row with a lease, and due times are the database's.
 */
final class AttemptClaimTest extends DeliveryTest {
  @Test
  void attempt_atItsFirstByte_isCommittedWithALease() throws Exception {
    AtomicReference<AttemptRecord> seen = new AtomicReference<>();
    HttpServer curious =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    curious.createContext(
        "/",
        exchange -> {
          UUID id = UUID.fromString(exchange.getRequestHeaders().getFirst("webhook-id"));
          seen.set(harness.attempts(id).getFirst());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    curious.start();
    try {
      harness.webhook(WebhookBuilder.at("@" + curious.getAddress().getPort()));
      harness.engine.dispatch().dispatch(harness.accept(1));
    } finally {
      curious.stop(0);
    }

    assertThat(seen.get().getOutcome()).isNull();
    assertThat(seen.get().getLeaseUntil())
        .isBetween(Instant.now().plusSeconds(5), Instant.now().plusSeconds(16));
    AttemptRecord after = harness.attempts(harness.delivery().getId()).getFirst();
    assertThat(after.getOutcome()).isEqualTo("DELIVERED");
    assertThat(after.getLeaseUntil()).isNull();
  }

  @Test
  void lease_thatIsLive_keepsEverybodyElseFromSending() {
    UUID id = claimedByTheDead(WebhookBuilder.at("/hook/leased"));

    assertThat(deliverAgain(id).delay()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15));
    assertThat(harness.receiver.requests()).isEmpty();
  }

  @Test
  void lease_thatRanOut_isLostAndSpentAndTheNextAttemptDelivers() {
    UUID id = claimedByTheDead(WebhookBuilder.at("/hook/lost"));
    harness.endLease(id);

    assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("DELIVERED");
    assertThat(harness.attempts(id))
        .extracting(AttemptRecord::getOutcome)
        .containsExactly("LOST", "DELIVERED");
    assertThat(harness.attempts(id))
        .extracting(AttemptRecord::getLane)
        .containsExactly("EXPRESS", "REGULAR");
    assertThat(harness.receiver.requests()).hasSize(1);
  }

  @Test
  void lease_ofTheLastAttempt_ranOut_exhaustsTheDeliveryVisibly() {
    UUID id = claimedByTheDead(WebhookBuilder.at("/hook/last").withSchedule(0));
    harness.endLease(id);

    assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("EXHAUSTED");
    assertThat(harness.delivery().getLastCode()).isEqualTo("lost");
    assertThat(harness.news()).containsExactly("delivery.exhausted");
    assertThat(harness.receiver.requests()).isEmpty();
  }

  @Test
  void claim_notUsedInTime_isGivenBackAndItsNumberUsedAgain() {
    harness.webhook(WebhookBuilder.at("/hook/paused-process"));
    ClaimedAttempt claim = harness.claimAndDie(harness.accept(1)).planned().getFirst().claim();

    assertThatThrownBy(() -> harness.attempt().run(tooOld(claim)))
        .hasMessageContaining("stood still");

    DeliveryRecord delivery = harness.delivery();
    assertThat(delivery.getStatus()).isEqualTo("PENDING");
    assertThat(delivery.getAttempts()).isZero();
    assertThat(harness.attempts(delivery.getId())).isEmpty();
    assertThat(harness.engine.deliver().deliver(delivery.getId().toString()))
        .isEqualTo("DELIVERED");
    assertThat(harness.attempts(delivery.getId()))
        .extracting(AttemptRecord::getOrdinal)
        .containsExactly(1);
    assertThat(harness.receiver.requests()).hasSize(1);
  }

  @Test
  void claim_ofAProcessThatStoodStill_doesNotSendBesideWhoeverTookOver() throws Exception {
    harness.webhook(WebhookBuilder.at("/hook/zombie"));
    ClaimedAttempt claim = harness.claimAndDie(harness.accept(1)).planned().getFirst().claim();
    harness.endLease(claim.deliveryId());
    harness.engine.deliver().deliver(claim.deliveryId().toString());

    assertThatThrownBy(() -> harness.attempt().run(tooOld(claim)))
        .hasMessageContaining("stood still");

    assertThat(harness.delivery().getStatus()).isEqualTo("DELIVERED");
    assertThat(harness.attempts(claim.deliveryId())).hasSize(2);
    assertThat(harness.receiver.requests()).hasSize(1);
  }

  @Test
  void outcome_afterItsLeaseWasClosed_completesItsAttemptAndMovesNoDelivery() {
    harness.webhook(WebhookBuilder.at("/hook/late").withSchedule(0, 1));
    ClaimedAttempt claim = harness.claimAndDie(harness.accept(1)).planned().getFirst().claim();
    harness.endLease(claim.deliveryId());
    harness.engine.deliver().deliver(claim.deliveryId().toString());

    harness.attempt().write(List.of(exhausted(claim)));

    assertThat(harness.delivery().getStatus()).isEqualTo("DELIVERED");
    assertThat(harness.attempts(claim.deliveryId()))
        .extracting(AttemptRecord::getOutcome)
        .containsExactly("FAILED", "DELIVERED");
    assertThat(harness.news()).doesNotContain("delivery.exhausted");
  }

  @Test
  void outcomes_thatEndAlike_moveThoseDeliveriesWhoseClaimStillHolds() {
    harness.webhook(WebhookBuilder.at("/hook/alike").withSchedule(0, 1));
    List<ClaimedAttempt> claims =
        harness.claimAndDie(harness.accept(4)).planned().stream()
            .map(PlannedDelivery::claim)
            .toList();
    UUID sentAgain = claims.get(1).deliveryId();
    UUID takenBack = claims.get(2).deliveryId();
    harness.endLease(sentAgain);
    harness.engine.deliver().deliver(sentAgain.toString());
    harness
        .dsl()
        .update(DELIVERY)
        .set(DELIVERY.STATUS, "PENDING")
        .where(DELIVERY.ID.eq(takenBack))
        .execute();

    harness.attempt().write(claims.stream().map(Outcomes::exhausted).toList());

    assertThat(claims)
        .extracting(claim -> status(claim.deliveryId()))
        .containsExactly("EXHAUSTED", "DELIVERED", "PENDING", "EXHAUSTED");
    assertThat(harness.news())
        .filteredOn("delivery.exhausted"::equals)
        .as("news of those that moved")
        .hasSize(2);
  }

  @Test
  void delivery_notDue_throwsTheRemainingDelayAndSendsNothing() {
    UUID id = failedOnce("/hook/notdue", 60);

    NotDelivered waiting = deliverAgain(id);

    assertThat(waiting.delay()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(72));
    assertThat(harness.receiver.requests()).hasSize(1);
  }

  @Test
  void delivery_dueInAMoment_isAskedForAgainNoSoonerThanInASecond() {
    UUID id = failedOnce("/hook/soon", 60);
    harness.makeDueIn(id, Duration.ofMillis(700));

    assertThat(deliverAgain(id).delay()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void attempt_thatFails_throwsTheScheduledDelayAndNamesNumberAndCode() {
    UUID id = failedOnce("/hook/text", 60);
    harness.makeDue(id);

    NotDelivered failed = deliverAgain(id);

    assertThat(failed.text()).contains("attempt 2 of 3: http_503");
    assertThat(failed.delay()).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));
    assertThat(harness.attempts(id)).hasSize(2);
  }

  @Test
  void attempts_allSpent_endAsExhaustedWithoutAnException() {
    UUID id = failedOnce("/hook/spent", 60);
    // A machine that stands still gives a claim back, and that try is none.
    while (harness.attempts(id).size() < 3) {
      harness.makeDue(id);
      try {
        harness.engine.deliver().deliver(id.toString());
      } catch (ApplicationFailure notYet) {
        assertThat(status(id)).isEqualTo("PENDING");
      }
    }

    assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("EXHAUSTED");
    assertThat(harness.receiver.requests()).hasSize(3);
    assertThat(harness.news()).contains("delivery.exhausted");
    assertThat(harness.dsl().fetchCount(ATTEMPT, ATTEMPT.DELIVERY_ID.eq(id))).isEqualTo(3);
  }

  private String status(UUID delivery) {
    return harness
        .dsl()
        .select(DELIVERY.STATUS)
        .from(DELIVERY)
        .where(DELIVERY.ID.eq(delivery))
        .fetchSingle(DELIVERY.STATUS);
  }

  private UUID claimedByTheDead(WebhookBuilder webhook) {
    harness.webhook(webhook);
    harness.claimAndDie(harness.accept(1));
    return harness.delivery().getId();
  }

  private UUID failedOnce(String path, int wait) {
    harness.receiver.behave(path, Behaviour.statuses(503));
    harness.webhook(WebhookBuilder.at(path).withSchedule(0, wait, 60));
    harness.engine.dispatch().dispatch(harness.accept(1));
    return harness.delivery().getId();
  }

  private NotDelivered deliverAgain(UUID id) {
    return NotDelivered.by(() -> harness.engine.deliver().deliver(id.toString()));
  }

  private static ClaimedAttempt tooOld(ClaimedAttempt claim) {
    return new ClaimedAttempt(
        claim.deliveryId(),
        claim.ordinal(),
        claim.trigger(),
        claim.lane(),
        claim.event(),
        claim.webhook(),
        claim.body(),
        claim.troubled(),
        System.nanoTime() - 1);
  }

  private static AttemptResult exhausted(ClaimedAttempt claim) {
    AttemptReport report =
        new AttemptReport(
            AttemptOutcome.FAILED,
            "http_500",
            500,
            null,
            new AttemptTimings(null, null, null, null, null, 0),
            null,
            null);
    return new AttemptResult(claim, report, new NextStep.Ended(DeliveryStatus.EXHAUSTED), null);
  }
}
