package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.AcceptedEvent;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.interactive.ResultJson;
import org.wardbell.activities.preset.Filled;
import org.wardbell.activities.preview.SampleData;
import org.wardbell.activities.preview.TestSendReport;
import org.wardbell.activities.preview.TestSendRequest;
import org.wardbell.activities.webhook.SigningSecrets;
import org.wardbell.simulator.service.TargetSimulator;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Webhooks made of presets, and stand-ins for the services that they are for. */
abstract class TargetsTest extends DeliveryTest {
  static final SampleData SAMPLES = new SampleData(CatalogueFile.load());

  TargetSimulator targets;

  @BeforeEach
  void startTargets() throws IOException {
    targets = TargetSimulator.start();
    ExpressionsReady.await(harness.clinic);
  }

  @AfterEach
  void stopTargets() {
    targets.close();
  }

  /** Returns the name of a preset's service. */
  static String target(String preset) {
    return preset.startsWith("twilio") ? "twilio" : preset;
  }

  WebhookSettings settings(String preset, Map<String, String> changes) {
    Map<String, String> fields = new HashMap<>(targets.account(target(preset)));
    fields.putAll(changes);
    return Filled.settings(preset, fields);
  }

  UUID insert(WebhookSettings settings) {
    return harness
        .dsl()
        .transactionResult(
            transaction ->
                harness.webhooks.insert(
                    transaction.dsl(),
                    harness.clinic,
                    settings,
                    List.of(SigningSecrets.newShared()),
                    Instant.now()))
        .webhook()
        .id();
  }

  static String type(WebhookSettings settings) {
    return SAMPLES.typeFor(settings.events());
  }

  /** Sends an event to the webhook as it is sent to all, and returns its delivery. */
  DeliveryRecord deliver(UUID webhook, String type, String data) {
    AcceptedEvent event =
        harness
            .intake
            .accept(
                List.of(
                    new NewEvent(
                        harness.clinic,
                        type,
                        null,
                        "api",
                        null,
                        null,
                        data.getBytes(StandardCharsets.UTF_8))))
            .getFirst();
    harness.engine.dispatch().dispatch(new EventBatch(List.of(event.id().toString())));
    return harness
        .dsl()
        .selectFrom(DELIVERY)
        .where(DELIVERY.WEBHOOK_ID.eq(webhook))
        .orderBy(DELIVERY.ID.desc())
        .limit(1)
        .fetchSingle();
  }

  TestSendReport test(UUID webhook, String type, String data) {
    return ResultJson.read(
        harness
            .webhookTest()
            .perform(
                harness.clinic, webhook, new TestSendRequest(harness.clinic, type, data).toBytes()),
        TestSendReport.class);
  }
}
