package org.wardbell.worker;

import static org.wardbell.activities.database.generated.Tables.CLINIC;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.event.AcceptedEvent;
import org.wardbell.activities.event.EventIntake;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.webhook.SigningSecrets;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.MySqlTemplate;
import org.wardbell.embedded.mysql.TemporaryMySql;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.workflows.event.EventResult;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;

/** A worker on a real MySQL and a real Temporal server, with a receiver beside it. */
final class WorkerHarness implements AutoCloseable {
  /** The migrations run once per JVM and not for each worker. */
  private static final class Migrated {
    private static final MySqlTemplate TEMPLATE =
        TemporaryMySql.shared().template(WorkerHarness::migrate);
  }

  final UUID clinic = Ids.next();
  final EmbeddedTemporal temporal;
  final MySqlDatabase database = newDatabase();
  final ReceiverSimulator receiver = ReceiverSimulator.start(0);
  private final String target;
  private final List<String> settings;
  ConfigurableApplicationContext worker;

  WorkerHarness(EmbeddedTemporal temporal, String... settings) throws IOException {
    this(temporal, temporal.target(), List.of(settings));
  }

  /**
   * @param target by which the worker reaches Temporal
   * @param settings further ones of each worker that it starts
   */
  WorkerHarness(EmbeddedTemporal temporal, String target, List<String> settings)
      throws IOException {
    this.temporal = temporal;
    this.target = target;
    this.settings = settings;
    this.worker = startWorker();
    dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, clinic)
        .set(CLINIC.NAME, "Riverside " + clinic)
        .set(CLINIC.TIME_ZONE, "Europe/Berlin")
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
  }

  /** Returns a database without rows that nobody else uses, its schema up to date. */
  static MySqlDatabase newDatabase() {
    return Migrated.TEMPLATE.copy();
  }

  private static void migrate(MySqlDatabase empty) {
    Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4)).close();
  }

  ConfigurableApplicationContext startWorker(String... further) {
    return new SpringApplicationBuilder(WorkerApplication.class)
        .properties(Map.of("spring.config.name", WorkerApplication.CONFIGURATION_NAMES))
        .run(arguments(further));
  }

  private String[] arguments(String... further) {
    List<String> arguments = new ArrayList<>(settings);
    arguments.addAll(List.of(further));
    arguments.addAll(
        List.of(
            "--server.port=0",
            "--wardbell.database.url=" + database.jdbcUrl(),
            "--wardbell.database.user=" + database.user(),
            "--wardbell.database.password=" + database.password(),
            "--wardbell.master-key-file=target/test-keys/" + clinic + ".json",
            "--wardbell.allowed-networks=127.0.0.0/8",
            "--wardbell.temporal.target=" + target,
            "--wardbell.relay.undispatched=2",
            "--wardbell.relay.grace=3"));
    return arguments.toArray(String[]::new);
  }

  DSLContext dsl() {
    return worker.getBean(DSLContext.class);
  }

  UUID webhook(String path, RetryPolicy retry) {
    return webhook(clinic, path, retry, 5);
  }

  UUID webhook(UUID clinic, String path, RetryPolicy retry, int timeoutSeconds) {
    WebhookSettings settings =
        WebhookSettings.of(path, receiver.url(path), List.of("appointment.booked"))
            .timeoutSeconds(timeoutSeconds)
            .retry(retry)
            .allowHttp(true)
            .build();
    return dsl()
        .transactionResult(
            transaction ->
                worker
                    .getBean(WebhookStore.class)
                    .insert(
                        transaction.dsl(),
                        clinic,
                        settings,
                        List.of(SigningSecrets.newShared()),
                        Instant.now()))
        .webhook()
        .id();
  }

  List<AcceptedEvent> accept(int count) {
    return accept(clinic, count);
  }

  List<AcceptedEvent> accept(UUID clinic, int count) {
    return worker
        .getBean(EventIntake.class)
        .accept(IntStream.range(0, count).mapToObj(number -> event(clinic, number)).toList());
  }

  /** Returns the result of an event's workflow that has ended; empty if Temporal has none. */
  Optional<EventResult> result(String workflowId) {
    try {
      return Optional.of(
          worker
              .getBean(WorkflowClient.class)
              .newUntypedWorkflowStub(workflowId)
              .getResult(5, TimeUnit.SECONDS, EventResult.class));
    } catch (WorkflowException | TimeoutException none) {
      return Optional.empty();
    }
  }

  private static NewEvent event(UUID clinic, int number) {
    return new NewEvent(
        clinic,
        "appointment.booked",
        "appointment/" + number,
        "api",
        null,
        null,
        ("{\"appointment_id\":" + number + "}").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    worker.close();
    receiver.close();
  }
}
