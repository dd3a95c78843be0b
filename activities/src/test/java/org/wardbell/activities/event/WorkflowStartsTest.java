package org.wardbell.activities.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.temporal.Starters;
import org.wardbell.activities.tracing.Tracing;

/** Starts that follow a commit, while Temporal loses some of them. */
final class WorkflowStartsTest {
  /** Long on any machine; the relay, which is not here, would come later than the second try. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
  private volatile int failures;
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
  private final WorkflowStarts starts =
      new WorkflowStarts(
          Starters.unlabelled(
              WorkflowClient.newInstance(
                  stubs, WorkflowClientOptions.newBuilder().setInterceptors(new Losing()).build())),
          Tracing.OFF);

  @AfterEach
  void close() {
    starts.close();
    stubs.shutdownNow();
  }

  private static RecordedEvents recorded() {
    return new RecordedEvents(
        List.of(),
        List.of(
            new RecordedEvents.Fresh(UUID.randomUUID(), UUID.randomUUID(), "appointment.booked")));
  }

  @Test
  void start_thatFailsOnce_isTriedAgainByItself() throws Exception {
    failures = 1;
    RecordedEvents recorded = recorded();

    starts.start(recorded);

    String id = "event/" + recorded.fresh().getFirst().id();
    assertThat(next()).isEqualTo(id);
    assertThat(next()).isEqualTo(id);
  }

  @Test
  void start_thatFailsTwice_isLeftToTheRelay() throws Exception {
    failures = 2;
    starts.start(recorded());
    next();
    next();
    RecordedEvents later = recorded();

    starts.start(later);

    assertThat(next()).isEqualTo("event/" + later.fresh().getFirst().id());
  }

  private String next() throws InterruptedException {
    return calls.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Loses the first calls. */
  private final class Losing extends WorkflowClientInterceptorBase {
    @Override
    public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
        WorkflowClientCallsInterceptor next) {
      return new WorkflowClientCallsInterceptorBase(next) {
        @Override
        public WorkflowStartOutput start(WorkflowStartInput input) {
          calls.add(input.getWorkflowId());
          if (failures > 0) {
            failures--;
            throw new IllegalStateException("the call got lost");
          }
          return new WorkflowStartOutput(
              WorkflowExecution.newBuilder().setWorkflowId(input.getWorkflowId()).build());
        }
      };
    }
  }
}
