package org.wardbell.activities.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.delivery.DeliveryHarness;
import org.wardbell.activities.temporal.Starters;
import org.wardbell.workflows.event.EventBatch;

/** Which events the relay takes for lost. */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UndispatchedEventsTest {
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
  private DeliveryHarness harness;
  private UndispatchedEvents relay;

  @BeforeAll
  void open() throws Exception {
    harness = new DeliveryHarness();
    relay =
        new UndispatchedEvents(
            harness.dsl(), Starters.unlabelled(WorkflowClient.newInstance(stubs)), GRACE);
  }

  @AfterAll
  void close() {
    harness.close();
    stubs.shutdownNow();
  }

  @AfterEach
  void clear() {
    harness.clear();
  }

  private UUID accepted(Duration ago) {
    UUID id = harness.intake.accept(List.of(harness.event(null, "{}"))).getFirst().id();
    harness
        .dsl()
        .update(EVENT)
        .set(EVENT.ACCEPTED_AT, DatabaseClock.after(ago.negated()))
        .where(EVENT.ID.eq(id))
        .execute();
    return id;
  }

  private void dispatchedJustNow(UUID id) {
    harness
        .dsl()
        .update(EVENT)
        .set(EVENT.DISPATCHED_AT, DatabaseClock.now())
        .where(EVENT.ID.eq(id))
        .execute();
  }

  private List<String> claimed() {
    return relay.claim().stream().map(EventBatch::eventIds).flatMap(List::stream).toList();
  }

  @Test
  void event_beyondTheGrace_isStartedOnce() {
    accepted(GRACE.minusSeconds(10));
    UUID lost = accepted(GRACE.plusSeconds(5));

    assertThat(claimed()).containsExactly(lost.toString());
    assertThat(claimed()).isEmpty();
  }

  @Test
  void event_whileOthersAreDispatchedAtOnce_isLostAfterTheGrace() {
    dispatchedJustNow(accepted(Duration.ofSeconds(40)));
    dispatchedJustNow(accepted(Duration.ZERO));
    UUID lost = accepted(GRACE.plusSeconds(5));

    assertThat(claimed()).containsExactly(lost.toString());
  }

  @Test
  void event_whileAllOthersWaitForTheirTurnAsLong_isLeftToItsOwnWorkflow() {
    dispatchedJustNow(accepted(Duration.ofSeconds(30)));
    dispatchedJustNow(accepted(Duration.ofSeconds(40)));
    accepted(Duration.ofSeconds(60));
    UUID lost = accepted(Duration.ofMinutes(6));

    assertThat(claimed()).containsExactly(lost.toString());
  }
}
