package org.wardbell.workflows.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.testing.ScriptedDrains;
import org.wardbell.workflows.testing.SkippingTemporal;

class WebhookWorkflowImplTest {
  private static final String WEBHOOK = "01940000-0000-7000-8000-000000000021";
  private static final String ID = WebhookWorkflow.workflowId(WEBHOOK);
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final ScriptedDrains drains = new ScriptedDrains();

  @Test
  void webhook_withNothingParked_ends() {
    drains.then(3, 0, 0);
    try (SkippingTemporal temporal = temporal()) {
      run(temporal);

      assertThat(drains.calls()).containsExactly(WEBHOOK);
    }
  }

  @Test
  void webhook_withParkedDeliveries_waitsAsLongAsTheDrainSays() {
    drains.then(1, 5, HOUR).then(1, 4, HOUR / 2).then(4, 0, 0);
    try (SkippingTemporal temporal = temporal()) {
      WorkflowStub workflow = run(temporal);

      assertThat(drains.calls()).hasSize(3);
      assertThat(workflow.getResult(DrainSum.class)).isEqualTo(new DrainSum(6, 0));
      assertThat(SkippingTemporal.length(temporal.history(workflow)).toMinutes())
          .isBetween(90L, 95L);
    }
  }

  @Test
  void webhook_whileItWaits_showsWhatIsParked() {
    drains.then(1, 5, HOUR).then(5, 0, 0);
    try (SkippingTemporal temporal = temporal()) {
      WorkflowStub workflow = start(temporal);
      temporal.pass(Duration.ofMinutes(1));

      assertThat(temporal.details(ID)).isEqualTo("1 sent last, 5 parked");
      temporal.end(workflow);
    }
  }

  @Test
  void wake_whileItWaits_drainsAtOnce() {
    List<Duration> times = new ArrayList<>();
    try (SkippingTemporal temporal = temporal()) {
      drains
          .then(0, 5, HOUR)
          .then(
              () -> {
                times.add(temporal.now());
                return new DrainResult(5, 0, 0);
              });
      Duration before = temporal.now();
      WorkflowStub workflow = start(temporal);
      temporal.pass(Duration.ofMinutes(1));
      temporal.signal(ID, "wake");
      temporal.end(workflow);

      assertThat(times.getFirst().minus(before).toMinutes()).isBetween(1L, 5L);
    }
  }

  @Test
  void wake_duringTheLastDrain_isNotLost() {
    try (SkippingTemporal temporal = temporal()) {
      drains
          .then(
              () -> {
                // The drain has looked already; only the signal tells of a delivery that is parked
                // now.
                temporal.signal(ID, "wake");
                return new DrainResult(1, 0, 0);
              })
          .then(1, 0, 0);

      run(temporal);

      assertThat(drains.calls()).hasSize(2);
    }
  }

  @Test
  void webhook_wokenAllTheTime_keepsEachHistoryBelowFourHundredEvents() {
    int rounds = 100;
    try (SkippingTemporal temporal = temporal()) {
      for (int i = 0; i < rounds; i++) {
        drains.then(
            () -> {
              temporal.signal(ID, "wake");
              temporal.signal(ID, "wake");
              temporal.signal(ID, "wake");
              return new DrainResult(1, 1, HOUR);
            });
      }
      drains.then(1, 0, 0);

      WorkflowStub workflow = run(temporal);

      assertThat(drains.calls()).hasSize(rounds + 1);
      assertThat(temporal.histories(workflow))
          .hasSizeGreaterThan(1)
          .allSatisfy(history -> assertThat(history.getEvents()).hasSizeLessThan(400));
    }
  }

  @Test
  void webhook_parkedForDays_keepsEachHistoryBelowFourHundredEvents() {
    int hours = 120;
    for (int i = 0; i < hours; i++) {
      drains.then(1, 1, HOUR);
    }
    drains.then(1, 0, 0);
    try (SkippingTemporal temporal = temporal()) {
      WorkflowStub workflow = run(temporal);

      assertThat(drains.calls()).hasSize(hours + 1);
      assertThat(temporal.histories(workflow))
          .hasSizeBetween(3, 6)
          .allSatisfy(history -> assertThat(history.getEvents()).hasSizeLessThan(400));
    }
  }

  private SkippingTemporal temporal() {
    return new SkippingTemporal(WebhookWorkflowImpl.class, drains);
  }

  private static WorkflowStub start(SkippingTemporal temporal) {
    return temporal.start("WebhookWorkflow", ID, WEBHOOK);
  }

  private static WorkflowStub run(SkippingTemporal temporal) {
    WorkflowStub workflow = start(temporal);
    temporal.end(workflow);
    return workflow;
  }
}
