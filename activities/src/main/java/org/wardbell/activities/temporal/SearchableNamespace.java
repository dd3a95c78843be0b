package org.wardbell.activities.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The namespace's readiness for {@link WorkflowLabels}. A start with an attribute that a namespace
 * does not know is refused, so none is sent before it is seen to know them all; events never wait
 * for it. Attributes that are missing are added, where the server lets us: Temporal Cloud does not,
 * and has them added by its operator.
 */
public final class SearchableNamespace implements AutoCloseable {
  private static final long LOOK_EVERY_SECONDS = 10;
  private static final long CALL_LIMIT_SECONDS = 5;

  private static final Logger log = LoggerFactory.getLogger(SearchableNamespace.class);

  private final boolean wanted;
  private final WorkflowServiceStubs stubs;
  private final String namespace;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("search-attributes").factory());
  private volatile boolean ready;
  private boolean told;

  /** Looks at the namespace of a client whose workflows are to have attributes. */
  public SearchableNamespace(WorkflowClient client) {
    this(client, true);
  }

  /**
   * @param wanted whether workflows are to have attributes; if not, none is looked for, added or
   *     sent
   */
  SearchableNamespace(WorkflowClient client, boolean wanted) {
    this.wanted = wanted;
    this.stubs = client.getWorkflowServiceStubs();
    this.namespace = client.getOptions().getNamespace();
  }

  /** Begins to look, now and every 10 s until the attributes are there. */
  public void start() {
    var _ = clock.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /** Returns whether workflows may be started with attributes. */
  boolean isReady() {
    return ready;
  }

  /** Takes note that a start was refused because of an attribute. */
  void lost() {
    ready = false;
  }

  /** Looks once, and adds what is missing. */
  void look() {
    if (ready || !wanted) {
      return;
    }
    try {
      if (!knowsAll()) {
        add();
      }
      ready = knowsAll();
    } catch (RuntimeException failure) {
      tell(failure);
    }
  }

  private boolean knowsAll() {
    String query =
        WorkflowLabels.types().keySet().stream()
            .map(name -> name + " = 'none'")
            .collect(Collectors.joining(" or "));
    try {
      var _ =
          stubs
              .blockingStub()
              .withDeadlineAfter(CALL_LIMIT_SECONDS, TimeUnit.SECONDS)
              .countWorkflowExecutions(
                  CountWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(namespace)
                      .setQuery(query)
                      .build());
      return true;
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
        return false;
      }
      throw refused;
    }
  }

  private void add() {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder(stubs.getOptions())
                .validateAndBuildWithDefaults());
    try {
      // One by one: of those that are there already the server refuses to add any.
      for (Map.Entry<String, String> attribute : WorkflowLabels.types().entrySet()) {
        add(operator, attribute.getKey(), type(attribute.getValue()));
      }
    } finally {
      operator.shutdownNow();
    }
  }

  private void add(OperatorServiceStubs operator, String name, IndexedValueType type) {
    try {
      var _ =
          operator
              .blockingStub()
              .withDeadlineAfter(CALL_LIMIT_SECONDS, TimeUnit.SECONDS)
              .addSearchAttributes(
                  AddSearchAttributesRequest.newBuilder()
                      .setNamespace(namespace)
                      .putSearchAttributes(name, type)
                      .build());
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw refused;
      }
    }
  }

  private static IndexedValueType type(String name) {
    return name.equals("Keyword")
        ? IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
        : IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST;
  }

  private void tell(RuntimeException failure) {
    Status.Code code = Status.fromThrowable(failure).getCode();
    // A server that is away is told of by who needs it.
    if (!told && code != Status.Code.UNAVAILABLE && code != Status.Code.DEADLINE_EXCEEDED) {
      told = true;
      log.warn(
          "temporal does not take search attributes from us ({}); workflows cannot be searched for until somebody adds {}",
          code,
          WorkflowLabels.types());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
