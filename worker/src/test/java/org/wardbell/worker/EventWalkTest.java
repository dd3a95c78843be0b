package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.event.EventResult;
import org.wardbell.workflows.webhook.RetryPolicy;

/** One event, from the commit to the receiver, over real everything. */
final class EventWalkTest extends WalkTest {
  @Test
  void event_healthyWebhook_deliveredOnceInTheExpressLane() {
    harness.webhook("/hook/healthy", RetryPolicy.STANDARD);
    harness.accept(1);
    await(() -> statuses().equals(List.of("DELIVERED")));
    assertThat(harness.receiver.requests("/hook/healthy")).hasSize(1);
    assertThat(harness.dsl().fetchSingle(ATTEMPT).getLane()).isEqualTo("EXPRESS");
  }

  @Test
  void event_receiverFailsTwice_deliveredByTheThirdAttempt() {
    harness.receiver.behave("/hook/shaky", Behaviour.statuses(503, 503, 200));
    UUID webhook = harness.webhook("/hook/shaky", RetryPolicy.ofSchedule(List.of(0, 1, 1)));
    harness.accept(1);
    await(() -> statuses().equals(List.of("DELIVERED")));
    assertThat(harness.dsl().fetchValues(ATTEMPT.LANE))
        .containsExactly("EXPRESS", "REGULAR", "REGULAR");
    assertThat(harness.dsl().fetchValues(ATTEMPT.ORDINAL)).containsExactly(1, 2, 3);
    assertThat(webhook).isNotNull();
  }

  @Test
  void event_receiverNeverAnswersWell_exhaustedVisibly() {
    harness.receiver.behave("/hook/bad", Behaviour.statuses(500));
    harness.webhook("/hook/bad", RetryPolicy.ofSchedule(List.of(0, 1)));
    UUID event = harness.accept(1).getFirst().id();
    await(
        () ->
            "EXHAUSTED"
                .equals(
                    harness
                        .dsl()
                        .select(DELIVERY.STATUS)
                        .from(DELIVERY)
                        .where(DELIVERY.EVENT_ID.eq(event))
                        .fetchOne(DELIVERY.STATUS)));
  }

  @Test
  void burst_manyEventsForOneBrokenWebhook_parkedBeyondFiftyAndDeliveredOnceRepaired() {
    harness.receiver.behave("/hook/burst", Behaviour.statuses(503));
    harness.webhook("/hook/burst", RetryPolicy.ofSchedule(List.of(0, 2, 2, 2, 2, 2, 2, 2, 2, 2)));
    harness.accept(100);
    await(() -> statuses().contains("PARKED"));
    harness.receiver.behave("/hook/burst", Behaviour.statuses(200));
    await(() -> statuses().stream().filter("DELIVERED"::equals).count() >= 100);
    assertThat(open()).isZero();
  }

  @Test
  void events_inARow_areOneWorkflowThatSaysWhatBecameOfThem() {
    harness.webhook("/hook/row", RetryPolicy.STANDARD);
    UUID event = acceptInARow();
    await(() -> open() == 0 && dispatched());
    String id = harness.dsl().fetchSingle(EVENT, EVENT.ID.eq(event)).getWorkflowId();
    int events = harness.dsl().fetchCount(EVENT, EVENT.WORKFLOW_ID.eq(id));

    await(() -> harness.result(id).isPresent());

    assertThat(harness.result(id)).contains(new EventResult(events, events, 0, 0));
  }

  /** Returns an event that came so soon after another that its process dispatched it itself. */
  private UUID acceptInARow() {
    AtomicReference<UUID> latest = new AtomicReference<>();
    await(
        () -> {
          latest.set(harness.accept(1).getFirst().id());
          return harness
              .dsl()
              .fetchSingle(EVENT, EVENT.ID.eq(latest.get()))
              .getWorkflowId()
              .startsWith("events/");
        });
    return latest.get();
  }

  private boolean dispatched() {
    return !harness.dsl().fetchExists(EVENT, EVENT.DISPATCHED_AT.isNull());
  }

  private List<String> statuses() {
    return harness.dsl().fetchValues(DELIVERY.STATUS);
  }

  private long open() {
    return statuses().stream().filter(List.of("PENDING", "SENDING", "PARKED")::contains).count();
  }
}
