package org.wardbell.embedded.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.util.Durations;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.embedded.process.Cache;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.TestFolder;

@Tag("servers")
public class EmbeddedTemporalTest {
  private static final String WORKFLOW = "event/0198";

  /** A server inside this JVM is slow at its first answer while others use the machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @BeforeAll
  public static void requireRealServer() {
    assumeTrue(
        TemporalSources.standard(Cache.standard()).resolve(System.out::println)
            instanceof TemporalSource.CommandLine,
        "No real Temporal server can be had on this machine: wardbell doctor says how to get one");
  }

  private final TestFolder folder = new TestFolder();

  @AfterEach
  void removeFolder() {
    folder.close();
  }

  @Test
  void namespace_afterStart_answersAndKeepsOneDay() {
    try (EmbeddedTemporal server = EmbeddedTemporal.start(options(folder.path()).withoutFile())) {
      assertThat(server.kind()).isEqualTo(EmbeddedTemporal.Kind.REAL_SERVER);
      assertThat(server.uiUrl()).hasValueSatisfying(u -> assertThat(u).startsWith("http://127."));
      assertThat(
              ask(server, EmbeddedTemporalTest::describeNamespace)
                  .getConfig()
                  .getWorkflowExecutionRetentionTtl())
          .isEqualTo(Durations.fromDays(1));
    }
  }

  @Test
  void workflow_startedThenServerKilled_isStillThere() {
    EmbeddedTemporal first = EmbeddedTemporal.start(options(folder.path()));
    String run = ask(first, EmbeddedTemporalTest::startWorkflow);
    first.kill();
    try (EmbeddedTemporal again =
        EmbeddedTemporal.start(options(folder.path()).withPort(first.port()))) {
      assertThat(again.target()).isEqualTo(first.target());
      assertThat(ask(again, EmbeddedTemporalTest::runOfWorkflow)).isEqualTo(run);
    }
  }

  @Test
  void searchAttribute_newInALaterRelease_isAddedToTheOldDatabase() {
    EmbeddedTemporal.start(options(Map.of("A", "Keyword"))).close();
    TemporalOptions later = options(Map.of("A", "Keyword", "B", "KeywordList", "C", "Int"));
    try (EmbeddedTemporal server = EmbeddedTemporal.start(later)) {
      // A query that names an unknown search attribute is refused.
      int found = ask(server, stub -> count(stub, "A = 'x' and B = 'y' and C = 1"));
      assertThat(found).isZero();
    }
  }

  @Test
  void port_takenByAnother_isSaidInOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> EmbeddedTemporal.start(options(folder.path()).withUiPort(port)))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("choose another");
    }
  }

  @Test
  void machine_withoutAnyRealServer_getsTheJavaTestServerAndAWarning() {
    List<String> progress = new ArrayList<>();
    Cache empty = Cache.in(folder.path().resolve("cache"));
    TemporalSources nothing =
        new TemporalSources(empty, Map.of(), URI.create("http://127.0.0.1:1/"));
    try (EmbeddedTemporal server =
        EmbeddedTemporal.start(options(folder.path()).withProgress(progress::add), nothing)) {
      assertThat(server.kind()).isEqualTo(EmbeddedTemporal.Kind.JAVA_TEST_SERVER);
      assertThat(server.uiUrl()).isEmpty();
      assertThat(server.pid()).isEmpty();
      assertThat(ask(server, EmbeddedTemporalTest::startWorkflow)).isNotEmpty();
    }
    assertThat(progress).anyMatch(l -> l.startsWith("WARNING: no real Temporal server"));
  }

  private TemporalOptions options(Map<String, String> searchAttributes) {
    return options(folder.path()).withSearchAttributes(searchAttributes);
  }

  public static TemporalOptions options(Path folder) {
    return TemporalOptions.in(folder);
  }

  private static io.temporal.api.workflowservice.v1.DescribeNamespaceResponse describeNamespace(
      WorkflowServiceBlockingStub stub) {
    return stub.describeNamespace(
        DescribeNamespaceRequest.newBuilder().setNamespace(EmbeddedTemporal.NAMESPACE).build());
  }

  private static String startWorkflow(WorkflowServiceBlockingStub stub) {
    return stub.startWorkflowExecution(
            StartWorkflowExecutionRequest.newBuilder()
                .setNamespace(EmbeddedTemporal.NAMESPACE)
                .setRequestId(UUID.randomUUID().toString())
                .setWorkflowId(WORKFLOW)
                .setWorkflowType(WorkflowType.newBuilder().setName("Nobody"))
                .setTaskQueue(TaskQueue.newBuilder().setName("nobody"))
                .build())
        .getRunId();
  }

  private static String runOfWorkflow(WorkflowServiceBlockingStub stub) {
    return stub.describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(EmbeddedTemporal.NAMESPACE)
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(WORKFLOW))
                .build())
        .getWorkflowExecutionInfo()
        .getExecution()
        .getRunId();
  }

  private static int count(WorkflowServiceBlockingStub stub, String query) {
    return stub.listWorkflowExecutions(
            ListWorkflowExecutionsRequest.newBuilder()
                .setNamespace(EmbeddedTemporal.NAMESPACE)
                .setQuery(query)
                .build())
        .getExecutionsCount();
  }

  private static <T> T ask(
      EmbeddedTemporal server, Function<WorkflowServiceBlockingStub, T> question) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(server.target())
                .setRpcTimeout(PATIENCE)
                .build());
    try {
      return question.apply(stubs.blockingStub());
    } finally {
      stubs.shutdownNow();
    }
  }
}
