package org.wardbell.embedded.temporal;

import com.google.protobuf.util.Durations;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.UpdateNamespaceRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The namespace {@code default} of a server that has just started: waits for it and sets it up. */
final class TemporalNamespace implements AutoCloseable {
  static final String NAME = "default";

  /**
   * How long a finished workflow can be looked at. Each event is one, and they are all in one file
   * of SQLite; what matters of them is in the database and stays there.
   */
  static final Duration RETENTION = Duration.ofDays(1);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(5);

  private final String target;
  private final WorkflowServiceStubs stubs;

  TemporalNamespace(String target) {
    this.target = target;
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
  }

  /** Returns whether the server is healthy by gRPC's own health protocol. */
  boolean isHealthy() {
    try {
      stubs.healthCheck();
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  /** Returns whether workflows can be asked for in the namespace; a little later than healthy. */
  boolean answers() {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(CALL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
          .listWorkflowExecutions(
              ListWorkflowExecutionsRequest.newBuilder().setNamespace(NAME).setPageSize(1).build());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  void keepClosedWorkflows() {
    var wanted = Durations.fromSeconds(RETENTION.toSeconds());
    var now =
        stubs
            .blockingStub()
            .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(NAME).build())
            .getConfig()
            .getWorkflowExecutionRetentionTtl();
    if (Durations.compare(now, wanted) != 0) {
      stubs
          .blockingStub()
          .updateNamespace(
              UpdateNamespaceRequest.newBuilder()
                  .setNamespace(NAME)
                  .setConfig(NamespaceConfig.newBuilder().setWorkflowExecutionRetentionTtl(wanted))
                  .build());
    }
  }

  /**
   * Adds the missing search attributes: at its start the server takes them for an empty database
   * only.
   */
  void addMissing(Map<String, String> searchAttributes) {
    if (searchAttributes.isEmpty()) {
      return;
    }
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget(target)
                .validateAndBuildWithDefaults());
    try {
      Map<String, IndexedValueType> present =
          operator
              .blockingStub()
              .listSearchAttributes(
                  ListSearchAttributesRequest.newBuilder().setNamespace(NAME).build())
              .getCustomAttributesMap();
      AddSearchAttributesRequest.Builder missing =
          AddSearchAttributesRequest.newBuilder().setNamespace(NAME);
      searchAttributes.forEach(
          (name, type) -> {
            if (!present.containsKey(name)) {
              missing.putSearchAttributes(name, indexed(type));
            }
          });
      if (missing.getSearchAttributesCount() > 0) {
        operator.blockingStub().addSearchAttributes(missing.build());
      }
    } finally {
      operator.shutdownNow();
    }
  }

  /** Returns the type by its short name: "KeywordList" is INDEXED_VALUE_TYPE_KEYWORD_LIST. */
  private static IndexedValueType indexed(String type) {
    String words = type.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    return IndexedValueType.valueOf("INDEXED_VALUE_TYPE_" + words);
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
