package org.wardbell.activities.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.temporal.api.operatorservice.v1.RemoveSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.embedded.temporal.TemporalOptions;

/** Search attributes against a real Temporal server that has none at first. */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchableNamespaceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private EmbeddedTemporal temporal;
  private WorkflowServiceStubs stubs;
  private WorkflowClient client;

  @BeforeAll
  void start() {
    temporal =
        EmbeddedTemporal.start(
            TemporalOptions.in(Path.of("target", "temporal-" + UUID.randomUUID())).withoutFile());
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.target()).build());
    client = WorkflowClient.newInstance(stubs);
    assumeTrue(
        temporal.kind() != EmbeddedTemporal.Kind.JAVA_TEST_SERVER,
        "skipped: search attributes need the real Temporal server, which is not on this machine");
  }

  @AfterAll
  void stop() {
    stubs.shutdownNow();
    temporal.close();
  }

  @Test
  void workflows_areFoundByEachEventTheyShare_byClinicTypeWebhookAndCalendar() throws Exception {
    SearchableNamespace searchable = new SearchableNamespace(client);
    await(
        () -> {
          searchable.look();
          return searchable.isReady();
        });
    WorkflowStarter starter = new WorkflowStarter(client, searchable);
    UUID clinic = UUID.randomUUID();
    UUID webhook = UUID.randomUUID();
    UUID calendar = UUID.randomUUID();
    RecordedEvents recorded = events(clinic, 120);

    recorded
        .starts()
        .forEach(start -> starter.startEvents(start.batch(), start.summary(), start.labels()));
    starter.wakeWebhook(webhook);
    starter.wakeCalendar(calendar);

    UUID last = recorded.fresh().get(49).id();
    assertFound("WardbellEvents = '" + last + "'", "events/" + recorded.fresh().getFirst().id());
    assertFound("WardbellWebhook = '" + webhook + "'", "webhook/" + webhook);
    assertFound("WardbellCalendar = '" + calendar + "'", "calendar/" + calendar);
    assertFound(
        "WardbellClinics = '" + clinic + "' and WardbellEventTypes = 'bill.paid'",
        recorded.starts().stream()
            .map(start -> "events/" + start.batch().eventIds().getFirst())
            .toArray(String[]::new));
    assertFound("WardbellClinics = '" + UUID.randomUUID() + "'");
  }

  @Test
  void start_ofANamespaceThatLostItsAttributes_startsWithoutThem() throws Exception {
    SearchableNamespace searchable = new SearchableNamespace(client);
    await(
        () -> {
          searchable.look();
          return searchable.isReady();
        });
    removeAll();
    WorkflowStarter starter = new WorkflowStarter(client, searchable);

    await(
        () -> {
          UUID webhook = UUID.randomUUID();
          starter.wakeWebhook(webhook);
          assertFound("WorkflowId = 'webhook/" + webhook + "'", "webhook/" + webhook);
          return !searchable.isReady();
        });
  }

  @Test
  void namespace_whoseAttributesAreNotWanted_isAskedForNothing_andWorkflowsHaveNone()
      throws Exception {
    SearchableNamespace unwanted = new SearchableNamespace(client, false);
    unwanted.look();
    UUID webhook = UUID.randomUUID();

    new WorkflowStarter(client, unwanted).wakeWebhook(webhook);

    assertThat(unwanted.isReady()).isFalse();
    assertThat(
            client
                .newUntypedWorkflowStub("webhook/" + webhook)
                .describe()
                .getTypedSearchAttributes()
                .containsKey(WorkflowLabels.WEBHOOK))
        .isFalse();
  }

  @Test
  void namespace_ofAServerThatIsAway_isNotReadyAndNothingFails() {
    WorkflowServiceStubs away =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
    try (SearchableNamespace searchable =
        new SearchableNamespace(WorkflowClient.newInstance(away))) {
      searchable.look();

      assertThat(searchable.isReady()).isFalse();
    } finally {
      away.shutdownNow();
    }
  }

  private static RecordedEvents events(UUID clinic, int count) {
    return new RecordedEvents(
        List.of(),
        IntStream.range(0, count)
            .mapToObj(i -> new RecordedEvents.Fresh(UUID.randomUUID(), clinic, type(i)))
            .toList());
  }

  private static String type(int number) {
    return number % 2 == 0 ? "appointment.booked" : "bill.paid";
  }

  private void removeAll() {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder(stubs.getOptions())
                .validateAndBuildWithDefaults());
    try {
      var _ =
          operator
              .blockingStub()
              .removeSearchAttributes(
                  RemoveSearchAttributesRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .addAllSearchAttributes(WorkflowLabels.types().keySet())
                      .build());
    } finally {
      operator.shutdownNow();
    }
  }

  /** Asks until Temporal's list shows exactly these workflows; it is written a little later. */
  private void assertFound(String query, String... ids) throws Exception {
    List<String> expected = Stream.of(ids).sorted().toList();
    List<String> found = Collections.emptyList();
    Instant end = Instant.now().plus(PATIENCE);
    do {
      found =
          client
              .listExecutions(query)
              .map(WorkflowExecutionMetadata::getExecution)
              .map(execution -> execution.getWorkflowId())
              .sorted()
              .toList();
    } while (!found.equals(expected) && Instant.now().isBefore(end) && rested());
    assertThat(found).as(query).isEqualTo(expected);
  }

  private static boolean rested() throws InterruptedException {
    Thread.sleep(100);
    return true;
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.holds()) {
      assertThat(Instant.now()).as("time is up").isBefore(end);
      Thread.sleep(100);
    }
  }
}
