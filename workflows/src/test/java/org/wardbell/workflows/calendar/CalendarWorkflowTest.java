package org.wardbell.workflows.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time is skipped: minutes and days below take no time. */
class CalendarWorkflowTest {
  private static final String QUEUE = "calendars";
  private static final Duration A_MOMENT = Duration.ofSeconds(10);

  private TestWorkflowEnvironment environment;
  private FakeCalendar calendar;
  private CalendarWorkflow workflow;

  @BeforeEach
  void start() {
    environment = TestWorkflowEnvironment.newInstance();
    calendar = new FakeCalendar(environment::currentTimeMillis);
    Worker worker = environment.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(CalendarWorkflowImpl.class);
    worker.registerActivitiesImplementations(calendar);
    environment.start();
    String id = UUID.randomUUID().toString();
    workflow =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                CalendarWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(QUEUE)
                    .setWorkflowId(CalendarWorkflow.workflowId(id))
                    .build());
    WorkflowClient.start(workflow::synchronize, id);
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  @Test
  void c26_noPush_isPolledEveryQuarterOfAnHour() {
    environment.sleep(Duration.ofMinutes(61));
    assertThat(calendar.count("pull 0")).isEqualTo(4);
  }

  @Test
  void push_isPulledAtOnce() {
    environment.sleep(A_MOMENT);
    calendar.push(1);
    workflow.wake();
    environment.sleep(A_MOMENT);
    assertThat(calendar.count("pull 1")).isEqualTo(1);
  }

  @Test
  void c16_manyPushesAndSignals_areOnePull() {
    environment.sleep(A_MOMENT);
    calendar.push(500);
    for (int i = 0; i < 20; i++) {
      workflow.wake();
    }
    environment.sleep(A_MOMENT);
    assertThat(calendar.count("pull")).isEqualTo(1);
    assertThat(calendar.count("pull 500")).isEqualTo(1);
  }

  @Test
  void c18_pushThatLandsMidPull_isPulledByAnotherOne_withoutASignal() {
    environment.sleep(A_MOMENT);
    calendar.push(1);
    calendar.pushDuringNextPull(1);
    workflow.wake();
    environment.sleep(A_MOMENT);
    assertThat(calendar.count("pull 1")).isEqualTo(2);
  }

  @Test
  void c16_burst_isPaced() {
    environment.sleep(A_MOMENT);
    calendar.push(21);
    calendar.pushDuringNextPull(1);
    workflow.wake();
    environment.sleep(A_MOMENT);
    long first = millisOf("pull 21@");
    long second = millisOf("pull 1@");
    // The pace is 4 s between timers; each pull notes the clock a moment after its own.
    assertThat(second - first).isBetween(3_900L, 5_000L);
  }

  private long millisOf(String prefix) {
    return calendar.done().stream()
        .filter(line -> line.startsWith(prefix))
        .mapToLong(line -> Long.parseLong(line.substring(prefix.length())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void appointmentChanged_isWrittenAtOnce() {
    environment.sleep(A_MOMENT);
    calendar.writeNow();
    workflow.wake();
    environment.sleep(A_MOMENT);
    assertThat(calendar.count("write")).isEqualTo(1);
    assertThat(calendar.count("pull")).isZero();
  }

  @Test
  void channel_isRenewedWhenItsTimeComes() {
    calendar.renewAfter(Duration.ofDays(5).toMillis());
    workflow.wake();
    environment.sleep(Duration.ofDays(5).minusHours(1));
    assertThat(calendar.count("watch")).isZero();
    environment.sleep(Duration.ofHours(2));
    assertThat(calendar.count("watch")).isEqualTo(1);
  }

  @Test
  void days_neverMakeALongHistory() {
    environment.sleep(Duration.ofDays(3));
    assertThat(calendar.count("pull 0")).isGreaterThan(250);
    WorkflowStub stub = WorkflowStub.fromTyped(workflow);
    long events =
        environment
            .getWorkflowClient()
            .fetchHistory(stub.getExecution().getWorkflowId())
            .getEvents()
            .size();
    assertThat(events).isLessThanOrEqualTo(400);
    assertThat(
            environment
                .getWorkflowClient()
                .fetchHistory(stub.getExecution().getWorkflowId())
                .getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getContinuedExecutionRunId())
        .isNotEmpty();
  }

  @Test
  void databaseAway_isAskedAgain() {
    calendar.failNextLook();
    workflow.wake();
    environment.sleep(A_MOMENT);
    calendar.push(1);
    workflow.wake();
    environment.sleep(A_MOMENT);
    assertThat(calendar.count("pull 1")).isEqualTo(1);
  }

  @Test
  void c47_reconnectNeeded_endsTheWorkflow() {
    environment.sleep(A_MOMENT);
    calendar.state(CalendarState.RECONNECT_NEEDED);
    workflow.wake();
    WorkflowStub.fromTyped(workflow).getResult(Void.class);
    assertThat(calendar.done()).isEmpty();
  }

  @Test
  void c48_calendarThatWasTakenAway_isAskedForOnce_andTheWorkflowEnds() {
    environment.sleep(A_MOMENT);
    calendar.probeNow();
    calendar.state(CalendarState.RECONNECT_NEEDED);
    workflow.wake();
    WorkflowStub.fromTyped(workflow).getResult(Void.class);
    assertThat(calendar.done()).hasSize(1).allMatch(line -> line.startsWith("probe@"));
  }

  @Test
  void disconnected_stopsChannels_andEnds() {
    environment.sleep(A_MOMENT);
    calendar.state(CalendarState.DISCONNECTED);
    workflow.wake();
    WorkflowStub.fromTyped(workflow).getResult(Void.class);
    assertThat(calendar.count("stop")).isEqualTo(1);
  }

  @Test
  void c50_history_holdsIdsAndCodesOnly() {
    environment.sleep(A_MOMENT);
    calendar.push(1);
    workflow.wake();
    environment.sleep(A_MOMENT);
    WorkflowStub stub = WorkflowStub.fromTyped(workflow);
    assertThat(
            environment
                .getWorkflowClient()
                .fetchHistory(stub.getExecution().getWorkflowId())
                .getEvents())
        .noneMatch(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED)
        .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED);
  }
}
