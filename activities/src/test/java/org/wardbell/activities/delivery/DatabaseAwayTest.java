package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.StorageUnavailable;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.event.EventBatch;

/** Rule 11: an outcome is durable before anybody acts on it, also when the database goes away. */
@Tag("servers")
final class DatabaseAwayTest {
  private Interruption wire;
  private DeliveryHarness harness;

  @BeforeEach
  void open() throws Exception {
    wire = new Interruption(MigratedDatabase.create());
    harness = new DeliveryHarness(wire.database());
  }

  @AfterEach
  void close() throws Exception {
    wire.mend();
    harness.close();
    wire.close();
  }

  /**
   * The request is under way; the database goes; the receiver answers; the dispatch is called again
   * by Temporal and fails; the database is back: the outcome is written, and nothing is sent again.
   */
  @Test
  void outcome_whileTheDatabaseIsAway_isWrittenOnceItIsBackAndNothingIsSentTwice()
      throws Exception {
    harness.receiver.behave("/hook/away", Step.answer(200).after(Duration.ofSeconds(1)));
    harness.webhook(WebhookBuilder.at("/hook/away").withTimeout(10));
    EventBatch batch = harness.accept(3);
    Thread dispatch = Thread.ofVirtual().start(() -> harness.engine.dispatch().dispatch(batch));
    harness.receiver.await("/hook/away", 3, Duration.ofSeconds(10));

    wire.cut();
    assertThatThrownBy(() -> harness.engine.dispatch().dispatch(batch))
        .isInstanceOf(RuntimeException.class);
    dispatch.join();
    wire.mend();

    DeliveryHarness.await(
        "the outcomes", () -> harness.statuses().stream().allMatch("DELIVERED"::equals));
    assertThat(harness.engine.dispatch().dispatch(batch).matched()).isZero();
    assertThat(harness.receiver.requests()).hasSize(3);
    assertThat(harness.deliveries()).allMatch(one -> one.getAttempts() == 1);
    assertThat(harness.overdue.count()).isZero();
  }

  /**
   * One outcome breaks the connection each time, while the database answers everybody else. Its
   * group was repeated for ever, and with it stood the outcomes of all webhooks.
   */
  @Test
  void outcome_thatBreaksTheConnection_failsAlone() throws Exception {
    harness.webhook(WebhookBuilder.at("/hook/breaks").withConcurrency(64));
    List<ClaimedAttempt> claims =
        harness.claimAndDie(harness.accept(20)).planned().stream()
            .map(PlannedDelivery::claim)
            .toList();
    wire.breakOn("http_418");
    List<CompletableFuture<Boolean>> written = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      ClaimedAttempt claim = claims.get(i);
      AttemptResult result =
          i == 7 ? Outcomes.failed(claim, AttemptOutcome.FAILED, 418) : Outcomes.delivered(claim);
      written.add(
          CompletableFuture.supplyAsync(() -> isWritten(result), Thread.ofVirtual()::start));
    }

    assertThat(written.stream().map(CompletableFuture::join).filter(ok -> ok)).hasSize(19);
    assertThat(harness.statuses().stream().filter("DELIVERED"::equals)).hasSize(19);
    assertThat(harness.statuses().stream().filter("SENDING"::equals)).hasSize(1);
  }

  /** A claim that stayed would be recorded as a request that perhaps arrived, and none was sent. */
  @Test
  void claim_givenBackWhileTheDatabaseIsAway_isFreeOnceItIsBack() throws Exception {
    harness.webhook(WebhookBuilder.at("/hook/unused"));
    ClaimedAttempt claim = harness.claimAndDie(harness.accept(1)).planned().getFirst().claim();
    wire.cut();
    Thread mending =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(1_000);
                  } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                  }
                  wire.mend();
                });

    harness.attempt().park(claim, ParkedReason.NO_SLOT);
    mending.join();

    assertThat(harness.statuses()).containsExactly("PARKED");
    assertThat(harness.attempts(claim.deliveryId())).isEmpty();
  }

  private boolean isWritten(AttemptResult result) {
    try {
      harness.attempt().journal(result);
      return true;
    } catch (CompletionException givenUp) {
      return false;
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void event_whileTheDatabaseIsAway_isRefusedAndNothingOfItAppearsLater() {
    harness.accept(1);
    wire.cut();

    assertThatThrownBy(() -> harness.intake.accept(List.of(harness.event("k", "{}"))))
        .isInstanceOf(StorageUnavailable.class);
    wire.mend();

    // Another body under the same key: it would be a conflict if the first one had been kept.
    DeliveryHarness.await("the database", () -> isAccepted(harness.event("k", "{\"n\":2}")));
    DeliveryHarness.await("two events", () -> isCounted(2));
  }

  /** Connections of other pools are still broken, and found out one by one. */
  private boolean isCounted(int events) {
    try {
      return harness.dsl().fetchCount(EVENT) == events;
    } catch (DataAccessException broken) {
      return false;
    }
  }

  /** As a client does: a connection that broke while it was idle may cost one more 503. */
  private boolean isAccepted(NewEvent event) {
    try {
      return !harness.intake.accept(List.of(event)).getFirst().duplicate();
    } catch (StorageUnavailable away) {
      return false;
    }
  }
}
