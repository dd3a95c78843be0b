package org.wardbell.workflows.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.delivery.DeliveryActivities;
import org.wardbell.workflows.delivery.OpenDelivery;
import org.wardbell.workflows.testing.ScriptedDeliveries;
import org.wardbell.workflows.testing.ScriptedDispatch;
import org.wardbell.workflows.testing.SkippingTemporal;

class EventWorkflowImplTest {
  private static final EventBatch ONE = new EventBatch(List.of(id(1)));
  private static final EventBatch TWO = new EventBatch(List.of(id(1), id(2)));
  private static final OpenDelivery FIRST =
      new OpenDelivery(id(11), id(21), 30, "Patient CRM", "http_503");
  private static final OpenDelivery SECOND =
      new OpenDelivery(id(12), id(22), 30, "Patient CRM", null);

  private final ScriptedDispatch dispatch = new ScriptedDispatch();
  private final ScriptedDeliveries deliveries = new ScriptedDeliveries();

  @Test
  void event_everythingDeliveredAtOnce_endsWithoutAnActivity() {
    dispatch.then(2, 2, 0, false);
    try (SkippingTemporal temporal = temporal()) {
      WorkflowStub workflow = run(temporal, ONE);

      assertThat(dispatch.calls()).containsExactly(ONE);
      assertThat(events(temporal.history(workflow), EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED))
          .isZero();
      assertThat(temporal.history(workflow).getEvents())
          .as("started, a workflow task, a marker, completed")
          .hasSizeLessThanOrEqualTo(6);
      assertThat(temporal.details(EventWorkflow.workflowId(ONE)))
          .isEqualTo("2 webhooks, 2 delivered");
    }
  }

  @Test
  void event_databaseAway_isDispatchedAgainWithGrowingWaits() {
    List<Duration> times = new ArrayList<>();
    try (SkippingTemporal temporal = temporal()) {
      for (int i = 0; i < 8; i++) {
        dispatch.then(
            () -> {
              times.add(temporal.now());
              throw new IllegalStateException("database_away");
            });
      }
      dispatch.then(
          () -> {
            times.add(temporal.now());
            return new DispatchResult(1, 1, 0, false, List.of());
          });

      run(temporal, ONE);
    }

    assertThat(secondsBetween(times)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void event_databaseAwayForHours_keepsEachHistoryShortAndIsDelivered() {
    dispatch.thenFails(150).then(1, 1, 0, false);
    try (SkippingTemporal temporal = temporal()) {
      WorkflowStub workflow = run(temporal, ONE);

      assertThat(dispatch.calls()).hasSize(151).containsOnly(ONE);
      assertThat(temporal.histories(workflow))
          .hasSizeGreaterThan(1)
          .allSatisfy(history -> assertThat(history.getEvents()).hasSizeLessThan(400));
    }
  }

  @Test
  void batch_tooLargeForOneDispatch_isDispatchedUntilNothingIsLeft() {
    dispatch.then(500, 499, 0, true, FIRST).then(200, 198, 1, false, FIRST, SECOND);
    deliveries.ends(FIRST.deliveryId(), "DELIVERED").ends(SECOND.deliveryId(), "EXHAUSTED");
    try (SkippingTemporal temporal = temporal()) {
      run(temporal, TWO);

      assertThat(dispatch.calls()).containsExactly(TWO, TWO);
      assertThat(deliveries.calls())
          .as("one activity for each, also if two dispatches name it")
          .containsExactlyInAnyOrder(FIRST.deliveryId(), SECOND.deliveryId());
      assertThat(temporal.details(EventWorkflow.workflowId(TWO)))
          .isEqualTo("700 deliveries, 698 delivered, 1 parked, 1 ended without success");
    }
  }

  @Test
  void delivery_thatTheNextDispatchNamesNoMore_isNotAskedFor() {
    dispatch.then(500, 499, 0, true, FIRST).then(200, 199, 0, false, SECOND);
    deliveries.ends(SECOND.deliveryId(), "DELIVERED");
    try (SkippingTemporal temporal = temporal()) {
      run(temporal, TWO);

      assertThat(deliveries.calls()).containsExactly(SECOND.deliveryId());
    }
  }

  @Test
  void event_withAnOpenDelivery_showsWhatItWaitsFor() {
    dispatch.then(2, 1, 0, false, FIRST);
    deliveries
        .again(FIRST.deliveryId(), "attempt 1 of 10: http_503", Duration.ofHours(1))
        .ends(FIRST.deliveryId(), "DELIVERED");
    try (SkippingTemporal temporal = temporal()) {
      WorkflowStub workflow = start(temporal, ONE);
      temporal.pass(Duration.ofMinutes(10));

      assertThat(temporal.details(EventWorkflow.workflowId(ONE)))
          .isEqualTo("2 webhooks, 1 delivered, 1 waiting");

      temporal.end(workflow);
      assertThat(temporal.details(EventWorkflow.workflowId(ONE)))
          .isEqualTo("2 webhooks, 2 delivered");
    }
  }

  @Test
  void delivery_triedAgainForDays_waitsAsItsRowSaysAndCostsNoHistory() {
    dispatch.then(1, 0, 0, false, FIRST);
    Duration day = Duration.ofDays(1);
    for (int attempt = 1; attempt < 10; attempt++) {
      deliveries.again(FIRST.deliveryId(), "attempt " + attempt + " of 10: http_503", day);
    }
    deliveries.ends(FIRST.deliveryId(), "EXHAUSTED");
    try (SkippingTemporal temporal = temporal()) {
      WorkflowExecutionHistory history = temporal.history(run(temporal, ONE));

      assertThat(SkippingTemporal.length(history))
          .isBetween(day.multipliedBy(9), day.multipliedBy(9).plusHours(1));
      assertThat(deliveries.calls()).hasSize(10);
      assertThat(events(history, EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED)).isOne();
      assertThat(history.getEvents()).hasSizeLessThanOrEqualTo(12);
    }
  }

  @Test
  void event_withFinalAndParkedDeliveries_ends() {
    dispatch.then(2, 0, 0, false, FIRST, SECOND);
    deliveries
        .ends(FIRST.deliveryId(), "GONE")
        .again(SECOND.deliveryId(), "attempt 1 of 10: timeout", Duration.ofSeconds(5))
        .ends(SECOND.deliveryId(), DeliveryActivities.PARKED);
    try (SkippingTemporal temporal = temporal()) {
      run(temporal, ONE);

      assertThat(temporal.details(EventWorkflow.workflowId(ONE)))
          .isEqualTo("2 webhooks, 1 parked, 1 ended without success");
    }
  }

  @Test
  void event_thatEnded_hasTheCountsAsItsResult() {
    dispatch.then(4, 1, 1, false, FIRST, SECOND);
    deliveries.ends(FIRST.deliveryId(), "GONE").ends(SECOND.deliveryId(), "DELIVERED");
    try (SkippingTemporal temporal = temporal()) {
      assertThat(run(temporal, ONE).getResult(EventResult.class))
          .isEqualTo(new EventResult(4, 2, 1, 1));
    }
  }

  @Test
  void deliveryActivity_inTheHistory_namesItsWebhook() {
    dispatch.then(1, 0, 0, false, FIRST);
    deliveries.ends(FIRST.deliveryId(), "DELIVERED");
    try (SkippingTemporal temporal = temporal()) {
      WorkflowStub workflow = run(temporal, ONE);

      assertThat(temporal.history(workflow).getEvents())
          .filteredOn(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
          .extracting(
              event ->
                  DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
                      event.getUserMetadata().getSummary(), String.class, String.class))
          .containsExactly("Patient CRM, after http_503");
    }
  }

  @Test
  void event_withAsManyOpenDeliveriesAsAllowed_staysUnderFiveHundredEvents() {
    // Each ends at a time of its own, which costs most: a workflow task for each.
    OpenDelivery[] open =
        IntStream.range(0, DispatchResult.MAXIMUM_OPEN)
            .mapToObj(i -> new OpenDelivery(id(1_000 + i), id(21), 30, "Patient CRM", null))
            .toArray(OpenDelivery[]::new);
    dispatch.then(open.length, 0, 0, false, open);
    for (int i = 0; i < open.length; i++) {
      deliveries
          .again(open[i].deliveryId(), "attempt 1 of 2: http_503", Duration.ofMinutes(i + 1L))
          .ends(open[i].deliveryId(), "DELIVERED");
    }
    try (SkippingTemporal temporal = temporal()) {
      WorkflowStub workflow = run(temporal, ONE);

      assertThat(temporal.history(workflow).getEvents()).hasSizeBetween(400, 499);
    }
  }

  private SkippingTemporal temporal() {
    return new SkippingTemporal(EventWorkflowImpl.class, dispatch, deliveries);
  }

  private static WorkflowStub start(SkippingTemporal temporal, EventBatch batch) {
    return temporal.start("EventWorkflow", EventWorkflow.workflowId(batch), batch);
  }

  private static WorkflowStub run(SkippingTemporal temporal, EventBatch batch) {
    WorkflowStub workflow = start(temporal, batch);
    temporal.end(workflow);
    return workflow;
  }

  private static long events(WorkflowExecutionHistory history, EventType type) {
    return history.getEvents().stream().filter(event -> event.getEventType() == type).count();
  }

  private static List<Long> secondsBetween(List<Duration> times) {
    return IntStream.range(1, times.size())
        .mapToObj(i -> times.get(i).minus(times.get(i - 1)).toSeconds())
        .toList();
  }

  private static String id(int number) {
    return new UUID(0x0194_0000_0000_7000L, 0x8000_0000_0000_0000L + number).toString();
  }
}
