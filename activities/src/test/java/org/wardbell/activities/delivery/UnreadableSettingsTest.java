package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.webhook.DrainResult;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * During a rolling deploy a newer process writes settings that an older one does not know: the
 * older one leaves the webhook's deliveries to the newer, and disables nothing.
 */
final class UnreadableSettingsTest extends DeliveryTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest
  @CsvSource({
    "/payload/format, HOLOGRAM",
    "/method, QUERY",
    "/authentication/type, passkey",
    "/retry, until_it_works"
  })
  void settings_ofANewerVersion_waitForAProcessThatKnowsThem(String path, String value) {
    WebhookBuilder builder = WebhookBuilder.at("/unread/dispatch");
    UUID webhook = harness.webhook(builder);
    harness.webhook(WebhookBuilder.at("/unread/other"));
    rewrite(webhook, builder, settings -> set(settings, path, value));

    assertThat(harness.engine.dispatch().dispatch(harness.accept(2)).parked()).isEqualTo(2);
    DrainResult asked = harness.engine.drain().drain(webhook.toString());

    assertThat(harness.receiver.requests("/unread/other")).hasSize(2);
    assertThat(asked).isEqualTo(new DrainResult(0, 2, Duration.ofMinutes(1).toMillis()));
    assertThat(state(webhook).getWakesAt())
        .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(61));
    assertThat(of(webhook)).extracting(DeliveryRecord::getParkedReason).containsOnly("unreadable");
    assertThat(harness.news()).isEmpty();
    assertThat(harness.dsl().fetchSingle(WEBHOOK, WEBHOOK.ID.eq(webhook)).getEnabled()).isTrue();

    rewrite(webhook, builder, _ -> {});
    harness.engine.drain().drain(webhook.toString());

    assertThat(of(webhook)).extracting(DeliveryRecord::getStatus).containsOnly("DELIVERED");
    assertThat(harness.receiver.requests("/unread/dispatch").getFirst().text())
        .contains("appointment_id");
  }

  @Test
  void filter_thatNobodyCouldRead_isAskedBeforeTheFirstRequest() {
    WebhookBuilder builder =
        WebhookBuilder.at("/unread/filter")
            .with(settings -> settings.filter("data.appointment_id = 1"));
    UUID webhook = harness.webhook(builder);
    rewrite(webhook, builder, settings -> set(settings, "/method", "QUERY"));
    harness.engine.dispatch().dispatch(harness.accept(3));

    rewrite(webhook, builder, _ -> {});
    DeliveryHarness.await(
        "the filter has answered",
        () -> {
          harness.engine.drain().drain(webhook.toString());
          return !harness.statuses().contains("PARKED");
        });

    assertThat(harness.statuses()).containsExactly("CANCELLED", "DELIVERED", "CANCELLED");
    assertThat(harness.deliveries().getFirst().getLastCode()).isEqualTo("filtered_out");
    assertThat(harness.receiver.requests()).hasSize(1);
  }

  @Test
  void regularDelivery_ofSettingsOfANewerVersion_isLeftToTheWebhook() {
    harness.receiver.behave("/unread/regular", Behaviour.statuses(503, 200));
    WebhookBuilder builder = WebhookBuilder.at("/unread/regular");
    UUID webhook = harness.webhook(builder);
    harness.engine.dispatch().dispatch(harness.accept(1));
    UUID id = harness.delivery().getId();
    harness.makeDue(id);
    rewrite(webhook, builder, settings -> set(settings, "/method", "QUERY"));

    assertThat(harness.engine.deliver().deliver(id.toString())).isEqualTo("PARKED");
    assertThat(harness.delivery().getParkedReason()).isEqualTo("unreadable");
    assertThat(harness.engine.drain().drain(webhook.toString()).parked()).isEqualTo(1);
    rewrite(webhook, builder, _ -> {});
    harness.engine.drain().drain(webhook.toString());

    assertThat(harness.statuses()).containsExactly("DELIVERED");
  }

  @Test
  void lists_thatAnOlderVersionDidNotWrite_areEmpty() {
    WebhookBuilder builder = WebhookBuilder.at("/unread/older");
    UUID webhook = harness.webhook(builder);
    rewrite(
        webhook,
        builder,
        settings -> {
          settings.remove("answers");
          settings.remove("query");
          settings.remove("ed25519");
          ((ObjectNode) settings.get("payload")).remove("form");
          ((ObjectNode) settings.get("protection")).remove("ordered");
        });

    harness.engine.dispatch().dispatch(harness.accept(1));

    assertThat(harness.statuses()).containsExactly("DELIVERED");
  }

  private List<DeliveryRecord> of(UUID webhook) {
    return harness.deliveries().stream().filter(one -> one.getWebhookId().equals(webhook)).toList();
  }

  private static void set(ObjectNode settings, String path, String value) {
    int last = path.lastIndexOf('/');
    ((ObjectNode) settings.at(path.substring(0, last))).put(path.substring(last + 1), value);
  }

  /** Writes settings as another version of Wardbell would. */
  private void rewrite(UUID webhook, WebhookBuilder builder, Consumer<ObjectNode> change) {
    WebhookSettings settings = builder.settings(harness.receiver);
    ObjectNode json = JSON.valueToTree(settings);
    change.accept(json);
    Sealed sealed =
        harness.encryption.seal(
            harness.clinic, "webhook.settings", webhook, JSON.writeValueAsBytes(json));
    harness
        .dsl()
        .update(WEBHOOK)
        .set(WEBHOOK.SETTINGS_CIPHERTEXT, sealed.ciphertext())
        .set(WEBHOOK.KEY_ID, sealed.keyId())
        .set(WEBHOOK.VERSION, WEBHOOK.VERSION.plus(1))
        .where(WEBHOOK.ID.eq(webhook))
        .execute();
  }
}
