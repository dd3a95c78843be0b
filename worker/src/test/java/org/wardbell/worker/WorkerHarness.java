package org.wardbell.worker;

import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.event.AcceptedEvent;
import org.wardbell.activities.event.EventIntake;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.embedded.EmbeddedTemporal;
import org.wardbell.embedded.MySqlDatabase;
import org.wardbell.embedded.TemporaryMySql;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.databind.json.JsonMapper;

/** A worker on a real MySQL and a real Temporal server, with a receiver beside it. */
final class WorkerHarness implements AutoCloseable {
  private static final JsonMapper JSON_MAPPER = JsonMapper.builder().build();

  final UUID clinic = Ids.next();
  final EmbeddedTemporal temporal;
  final MySqlDatabase database = TemporaryMySql.shared().createDatabase();
  final ReceiverSimulator receiver = ReceiverSimulator.start(0);
  ConfigurableApplicationContext worker;

  WorkerHarness(EmbeddedTemporal temporal) throws IOException {
    this.temporal = temporal;
    this.worker = startWorker();
    dsl().insertInto(CLINIC)
        .set(CLINIC.ID, clinic)
        .set(CLINIC.NAME, "Riverside " + clinic)
        .set(CLINIC.TIME_ZONE, "Europe/Berlin")
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
  }

  ConfigurableApplicationContext startWorker() {
    return new SpringApplicationBuilder(WorkerApplication.class)
        .properties(Map.of("spring.config.name", WorkerApplication.CONFIGURATION_NAMES))
        .run(
            "--server.port=0",
            "--wardbell.database.url=" + database.jdbcUrl(),
            "--wardbell.database.user=" + database.user(),
            "--wardbell.database.password=" + database.password(),
            "--wardbell.master-key-file=target/test-keys/" + clinic + ".json",
            "--wardbell.allowed-networks=127.0.0.0/8",
            "--wardbell.temporal.target=" + temporal.target(),
            "--wardbell.relay.undispatched=2",
            "--wardbell.relay.grace=3");
  }

  DSLContext dsl() {
    return worker.getBean(DSLContext.class);
  }

  UUID webhook(String path, RetryPolicy retry) {
    UUID id = Ids.next();
    WebhookSettings settings =
        new WebhookSettings(
            path,
            receiver.url(path),
            HttpMethod.POST,
            List.of("appointment.booked"),
            List.of(),
            List.of(),
            null,
            "application/json",
            5,
            retry,
            true,
            true);
    Encryption encryption = worker.getBean(Encryption.class);
    var sealed =
        encryption.seal(clinic, "webhook.settings", id, JSON_MAPPER.writeValueAsBytes(settings));
    var secrets =
        encryption.seal(
            clinic, "webhook.secrets", id, "[]".getBytes(StandardCharsets.UTF_8));
    dsl().insertInto(WEBHOOK)
        .set(WEBHOOK.ID, id)
        .set(WEBHOOK.CLINIC_ID, clinic)
        .set(WEBHOOK.NAME, path)
        .set(WEBHOOK.VERSION, 1)
        .set(WEBHOOK.ENABLED, true)
        .set(WEBHOOK.PATTERNS, JSON.valueOf("[\"appointment.booked\"]"))
        .set(WEBHOOK.SETTINGS_CIPHERTEXT, sealed.ciphertext())
        .set(WEBHOOK.SECRETS_CIPHERTEXT, secrets.ciphertext())
        .set(WEBHOOK.KEY_ID, sealed.keyId())
        .set(WEBHOOK.CREATED_AT, Instant.now())
        .set(WEBHOOK.UPDATED_AT, Instant.now())
        .execute();
    dsl().insertInto(WEBHOOK_STATE).set(WEBHOOK_STATE.WEBHOOK_ID, id).execute();
    return id;
  }

  List<AcceptedEvent> accept(int count) {
    return worker
        .getBean(EventIntake.class)
        .accept(IntStream.range(0, count).mapToObj(this::event).toList());
  }

  private NewEvent event(int number) {
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
