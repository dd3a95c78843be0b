package org.wardbell.activities.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.event.EventBatch;

/** Every start and signal as it leaves for Temporal; nobody listens there. */
class WorkflowStarterTest {
  private static final UUID ID = UUID.fromString("0191a000-0000-7000-8000-000000000001");

  private record Call(
      String type,
      String id,
      WorkflowOptions options,
      List<Object> input,
      @Nullable String signal,
      long remainingMillis) {}

  private final List<Call> calls = new ArrayList<>();
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
  private final WorkflowStarter starter =
      Starters.unlabelled(
          WorkflowClient.newInstance(
              stubs,
              WorkflowClientOptions.newBuilder().setInterceptors(new Recorder(calls)).build()));

  @AfterEach
  void close() {
    stubs.shutdownNow();
  }

  @Test
  void startEvents_aBatch_isEagerAndHarmlessTwice() {
    EventBatch batch = new EventBatch(List.of(ID.toString()));

    starter.startEvents(batch, "appointment.booked", WorkflowLabels.ofEvents(batch.eventIds()));

    Call call = calls.getFirst();
    assertThat(call.type()).isEqualTo("EventWorkflow");
    assertThat(call.id()).isEqualTo("event/" + ID);
    assertThat(call.input()).containsExactly(batch);
    assertThat(call.signal()).isNull();
    assertThat(call.options().isDisableEagerExecution()).isFalse();
    assertThat(call.options().getStaticSummary()).isEqualTo("appointment.booked");
    assertThat(call.options().getTypedSearchAttributes())
        .as("of a namespace that is not known to have them")
        .isNull();
    assertHarmlessTwice(call);
    assertDeadline(call, Duration.ofSeconds(2));
  }

  @Test
  void startEventsAgain_whileTheFirstOnesWorkflowIsOpen_startsAnotherForAll() {
    EventBatch batch = new EventBatch(List.of(ID.toString(), UUID.randomUUID().toString()));

    starter.startEventsAgain(batch);

    Call call = calls.getFirst();
    assertThat(call.id()).matches("events/" + ID + "/relay-[0-9]+");
    assertThat(call.input()).containsExactly(batch);
    assertThat(call.options().getStaticSummary()).isEqualTo("relay: 2 events");
    assertHarmlessTwice(call);
  }

  @Test
  void wakes_ofEachKind_signalOrStartTheirWorkflow() {
    starter.wakeWebhook(ID);
    starter.wakeReplay(ID);
    starter.wakeCalendar(ID);

    assertThat(calls)
        .extracting(Call::type)
        .containsExactly("WebhookWorkflow", "ReplayWorkflow", "CalendarWorkflow");
    assertThat(calls)
        .extracting(Call::id)
        .containsExactly("webhook/" + ID, "replay/" + ID, "calendar/" + ID);
    assertThat(calls)
        .allSatisfy(
            call -> {
              assertThat(call.signal()).isEqualTo("wake");
              assertThat(call.input()).containsExactly(ID.toString());
              assertThat(call.options().isDisableEagerExecution()).isTrue();
              assertHarmlessTwice(call);
              assertDeadline(call, Duration.ofSeconds(2));
            });
  }

  @Test
  void startInteractive_aTask_goesToItsOwnQueueAndIsForgottenWithoutAWorker() {
    starter.startInteractive(ID);

    Call call = calls.getFirst();
    assertThat(call.type()).isEqualTo("InteractiveWorkflow");
    assertThat(call.id()).isEqualTo("interactive/" + ID);
    assertThat(call.input()).containsExactly(ID.toString());
    assertThat(call.options().getTaskQueue()).isEqualTo("interactive");
    assertThat(call.options().getWorkflowExecutionTimeout()).isEqualTo(Duration.ofMinutes(6));
    assertDeadline(call, Duration.ofSeconds(3));
  }

  private static void assertHarmlessTwice(Call call) {
    assertThat(call.options().getTaskQueue()).isEqualTo("wardbell");
    assertThat(call.options().getWorkflowIdConflictPolicy())
        .isEqualTo(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING);
    assertThat(call.options().getWorkflowIdReusePolicy())
        .isEqualTo(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE);
  }

  private static void assertDeadline(Call call, Duration deadline) {
    assertThat(call.remainingMillis()).isBetween(deadline.toMillis() - 1_000, deadline.toMillis());
  }

  /** Keeps each call instead of making it. */
  private static final class Recorder extends WorkflowClientInterceptorBase {
    private final List<Call> calls;

    Recorder(List<Call> calls) {
      this.calls = calls;
    }

    @Override
    public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
        WorkflowClientCallsInterceptor next) {
      return new WorkflowClientCallsInterceptorBase(next) {
        @Override
        public WorkflowStartOutput start(WorkflowStartInput input) {
          return new WorkflowStartOutput(keep(input, null));
        }

        @Override
        public WorkflowSignalWithStartOutput signalWithStart(WorkflowSignalWithStartInput input) {
          return new WorkflowSignalWithStartOutput(
              new WorkflowStartOutput(keep(input.getWorkflowStartInput(), input.getSignalName())));
        }
      };
    }

    private WorkflowExecution keep(
        WorkflowClientCallsInterceptor.WorkflowStartInput input, @Nullable String signal) {
      calls.add(
          new Call(
              input.getWorkflowType(),
              input.getWorkflowId(),
              input.getOptions(),
              List.of(input.getArguments()),
              signal,
              Context.current().getDeadline().timeRemaining(TimeUnit.MILLISECONDS)));
      return WorkflowExecution.newBuilder().setWorkflowId(input.getWorkflowId()).build();
    }
  }
}
