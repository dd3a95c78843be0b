package org.wardbell.activities.delivery.express;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.event.RecordedEvents.Fresh;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.Starters;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.workflows.delivery.OpenDelivery;
import org.wardbell.workflows.event.DispatchResult;
import org.wardbell.workflows.event.EventBatch;

/** Events that share a workflow, and the moment at which it is started. */
final class WorkflowWindowTest {
  private static final DispatchResult DELIVERED = new DispatchResult(2, 1, 1, false, List.of());
  private static final DispatchResult OPEN =
      new DispatchResult(
          1, 0, 0, false, List.of(new OpenDelivery("d", "w", 30, "a webhook", "http_503")));

  /** A workflow that Temporal was asked to start. */
  private record Started(String id, EventBatch batch) {}

  private final BlockingQueue<Started> calls = new LinkedBlockingQueue<>();
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
  private final WorkflowStarts starts =
      new WorkflowStarts(
          Starters.unlabelled(
              WorkflowClient.newInstance(
                  stubs, WorkflowClientOptions.newBuilder().setInterceptors(new Asked()).build())),
          Tracing.OFF);
  private final SettledDispatches settled = new SettledDispatches();
  private final WorkflowWindow window = new WorkflowWindow("events/w", starts, settled);

  @AfterEach
  void close() {
    starts.close();
    stubs.shutdownNow();
  }

  @Test
  void commits_ofOneWindow_shareAWorkflowThatIsStartedOnceAllAreOver() throws Exception {
    List<Fresh> first = events(1);
    List<Fresh> second = events(2);
    assertThat(window.join(1)).isTrue();
    assertThat(window.join(2)).isTrue();
    window.ended(second, DELIVERED);
    window.close();
    assertThat(calls).as("while one is under way").isEmpty();

    window.ended(first, DELIVERED);

    EventBatch both = WorkflowWindow.batch(List.of(second.get(0), second.get(1), first.get(0)));
    assertThat(next()).isEqualTo(new Started("events/w", both));
    assertThat(settled.take(both)).isEqualTo(new DispatchResult(4, 2, 2, false, List.of()));
    assertThat(settled.take(both)).as("a second time").isNull();
    assertThat(window.join(1)).as("a commit that comes too late").isFalse();
  }

  @Test
  void events_ofWhichSomethingIsOpen_getTheirWorkflowAtOnceAndTheOthersAnother() throws Exception {
    List<Fresh> well = events(1);
    List<Fresh> open = events(1);
    window.join(1);
    window.join(1);

    window.leftOpen(open, OPEN);

    assertThat(next()).isEqualTo(new Started("events/w", WorkflowWindow.batch(open)));
    assertThat(settled.take(WorkflowWindow.batch(open))).isEqualTo(OPEN);
    window.ended(well, DELIVERED);
    assertThat(next())
        .isEqualTo(new Started("events/w/" + well.getFirst().id(), WorkflowWindow.batch(well)));
  }

  @Test
  void window_holdsAsManyAsOneWorkflowIsStartedFor_andNothingIsStartedForNone() {
    assertThat(window.join(WorkflowWindow.LARGEST)).isTrue();
    assertThat(window.join(1)).isFalse();

    window.left();
    window.close();

    assertThat(calls).isEmpty();
  }

  private static List<Fresh> events(int count) {
    return Stream.generate(
            () -> new Fresh(UUID.randomUUID(), UUID.randomUUID(), "appointment.booked"))
        .limit(count)
        .toList();
  }

  private Started next() throws InterruptedException {
    return calls.poll(60, TimeUnit.SECONDS);
  }

  /** Takes down what is asked, and starts nothing. */
  private final class Asked extends WorkflowClientInterceptorBase {
    @Override
    public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
        WorkflowClientCallsInterceptor next) {
      return new WorkflowClientCallsInterceptorBase(next) {
        @Override
        public WorkflowStartOutput start(WorkflowStartInput input) {
          calls.add(new Started(input.getWorkflowId(), (EventBatch) input.getArguments()[0]));
          return new WorkflowStartOutput(
              WorkflowExecution.newBuilder().setWorkflowId(input.getWorkflowId()).build());
        }
      };
    }
  }
}
