package org.wardbell.standalone.storm.everything;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.standalone.storm.fault.Pauses;
import org.wardbell.standalone.storm.invariant.WorkflowHistory;

/**
 * A watch over the histories of Temporal's workflows, of which a wiped server tells nothing any
 * more. It asks past the proxies, and leaves a look out while Temporal is away.
 */
final class HistoryWatch {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

  /** What ended is listed a little later. */
  private static final Duration LATE = Duration.ofSeconds(30);

  private static final int PAGE = 500;

  private final WorkflowServiceStubs stubs;
  private final Map<String, WorkflowHistory> histories = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofVirtual().name("histories").unstarted(this::watch);
  private Instant since = Instant.EPOCH;
  private volatile boolean wanted = true;

  HistoryWatch(String target) {
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
  }

  void begin() {
    thread.start();
  }

  private void watch() {
    while (wanted) {
      Pauses.atMost(LOOK_EVERY, () -> wanted);
      try {
        look();
      } catch (StatusRuntimeException away) {
        // The next look sees what this one did not.
      }
    }
  }

  private void look() {
    Instant began = Instant.now();
    list("CloseTime >= '" + since + "'").forEach(this::remember);
    for (WorkflowExecutionInfo open : list("ExecutionStatus = 'Running'")) {
      remember(
          stubs
              .blockingStub()
              .withDeadlineAfter(CALL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(EmbeddedTemporal.NAMESPACE)
                      .setExecution(open.getExecution())
                      .build())
              .getWorkflowExecutionInfo());
    }
    since = began.minus(LATE);
  }

  private List<WorkflowExecutionInfo> list(String query) {
    List<WorkflowExecutionInfo> all = new ArrayList<>();
    ListWorkflowExecutionsRequest.Builder request =
        ListWorkflowExecutionsRequest.newBuilder()
            .setNamespace(EmbeddedTemporal.NAMESPACE)
            .setPageSize(PAGE)
            .setQuery(query);
    do {
      ListWorkflowExecutionsResponse page =
          stubs
              .blockingStub()
              .withDeadlineAfter(CALL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
              .listWorkflowExecutions(request.build());
      all.addAll(page.getExecutionsList());
      request.setNextPageToken(page.getNextPageToken());
    } while (!request.getNextPageToken().isEmpty());
    return all;
  }

  private void remember(WorkflowExecutionInfo info) {
    histories.merge(
        info.getExecution().getRunId(),
        new WorkflowHistory(
            info.getExecution().getWorkflowId(),
            info.getHistoryLength(),
            info.getHistorySizeBytes()),
        (before, now) -> now.events() > before.events() ? now : before);
  }

  /** Looks a last time; returns the longest that it saw of each run. */
  Collection<WorkflowHistory> end() {
    wanted = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    stubs.shutdownNow();
    return List.copyOf(histories.values());
  }
}
