package org.wardbell.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedTemporalTest {
  private final TestFolder folder = new TestFolder();

  @AfterEach
  void removeFolder() {
    folder.close();
  }

  @Test
  void namespace_afterStart_answersAndKeepsSevenDays() {
    try (EmbeddedTemporal server = EmbeddedTemporal.start(options(folder.path()))) {
      assertThat(describe(server).getConfig().getWorkflowExecutionRetentionTtl())
          .isEqualTo(Durations.fromDays(7));
    }
  }

  static TemporalOptions options(Path folder) {
    return TemporalOptions.in(folder).withProgress(System.out::println);
  }

  static DescribeNamespaceResponse describe(EmbeddedTemporal server) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.target()).build());
    try {
      return stubs
          .blockingStub()
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder()
                  .setNamespace(EmbeddedTemporal.NAMESPACE)
                  .build());
    } finally {
      stubs.shutdownNow();
    }
  }
}
