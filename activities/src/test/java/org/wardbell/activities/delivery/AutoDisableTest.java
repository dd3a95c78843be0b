package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.EventRecord;
import org.wardbell.activities.database.generated.tables.records.WebhookRecord;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.Protection;

/**
 * Rule 16 and 17: a receiver that is gone, or has failed for days, is disabled, and people hear.
 */
final class AutoDisableTest extends DeliveryTest {
  private static final Protection OFF = new Protection(8, null, true, false, false);

  @Test
  void failures_tenOverFiveDays_disableAndCancelAndSayWhy() {
    UUID webhook = failing("/disable/days", WebhookBuilder.at("/disable/days"), 9, 5);
    harness.engine.dispatch().dispatch(harness.accept(2));

    assertThat(row(webhook).getEnabled()).isFalse();
    assertThat(row(webhook).getDisabledReason()).isEqualTo("failing");
    harness.engine.drain().drain(webhook.toString());
    assertThat(harness.statuses()).containsOnly("CANCELLED");
    assertThat(newsOf("webhook.disabled"))
        .contains("\"code\":\"failing\"")
        .contains("No attempt succeeded for 5 days");
  }

  @Test
  void failures_tenInLessThanFiveDays_doNotDisable() {
    UUID webhook = failing("/disable/soon", WebhookBuilder.at("/disable/soon"), 50, 4);

    harness.engine.dispatch().dispatch(harness.accept(1));

    assertThat(harness.receiver.requests()).hasSize(1);
    assertThat(row(webhook).getEnabled()).isTrue();
  }

  @Test
  void failures_fewerThanTen_doNotDisableHoweverLongItTakes() {
    UUID webhook = failing("/disable/few", WebhookBuilder.at("/disable/few"), 8, 30);

    harness.engine.dispatch().dispatch(harness.accept(1));

    assertThat(row(webhook).getEnabled()).isTrue();
  }

  @Test
  void success_afterFiveDays_keepsItEnabledAndForgets() {
    UUID webhook = failing("/disable/saved", WebhookBuilder.at("/disable/saved"), 50, 30);
    harness.receiver.behaveWell("/disable/saved");

    harness.engine.dispatch().dispatch(harness.accept(1));

    assertThat(row(webhook).getEnabled()).isTrue();
    assertThat(
            harness
                .dsl()
                .fetchSingle(WEBHOOK_STATE, WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
                .getFailingSince())
        .isNull();
  }

  @Test
  void autoDisable_switchedOff_letsFailuresAnd410EndTheirDeliveryOnly() {
    UUID days =
        failing("/disable/off", WebhookBuilder.at("/disable/off").withProtection(OFF), 50, 30);
    harness.receiver.behave("/disable/off-gone", Behaviour.statuses(410));
    UUID gone = harness.webhook(WebhookBuilder.at("/disable/off-gone").withProtection(OFF));

    harness.engine.dispatch().dispatch(harness.accept(1));

    assertThat(row(days).getEnabled()).isTrue();
    assertThat(row(gone).getEnabled()).isTrue();
    assertThat(harness.statuses()).contains("GONE");
    assertThat(harness.news()).doesNotContain("webhook.disabled");
  }

  @Test
  void answer410_saysWhyInWords() {
    harness.receiver.behave("/disable/gone", Behaviour.statuses(410));
    UUID webhook = harness.webhook(WebhookBuilder.at("/disable/gone"));

    harness.engine.dispatch().dispatch(harness.accept(1));

    assertThat(row(webhook).getDisabledReason()).isEqualTo("gone_410");
    assertThat(newsOf("webhook.disabled")).contains("410 Gone");
  }

  @Test
  void answer410_ofAQueryWithVariables_endsThatDeliveryOnly() {
    harness.receiver.behave("/disable/query", Behaviour.statuses(410));
    UUID webhook =
        harness.webhook(
            WebhookBuilder.at("/disable/query")
                .with(
                    settings ->
                        settings.query(List.of(new Header("id", "{{data.appointment_id}}")))));

    harness.engine.dispatch().dispatch(harness.accept(1));

    assertThat(row(webhook).getEnabled()).isTrue();
    assertThat(harness.statuses()).containsExactly("GONE");
  }

  @Test
  void operationalEvents_thatDoNotArrive_areNoNewsThemselves() {
    harness.receiver.behave("/disable/system", Behaviour.statuses(500));
    harness.receiver.behave("/disable/other", Behaviour.statuses(500));
    harness.webhook(
        WebhookBuilder.at("/disable/system").withEvents("webhook.*", "delivery.*").withSchedule(0));
    harness.webhook(
        WebhookBuilder.at("/disable/other").withEvents("webhook.*", "delivery.*").withSchedule(0));
    harness.receiver.behave("/disable/live", Behaviour.statuses(500));
    harness.webhook(WebhookBuilder.at("/disable/live").withSchedule(0));
    harness.engine.dispatch().dispatch(harness.accept(1));
    assertThat(harness.news()).containsExactly("webhook.failing", "delivery.exhausted");

    harness.engine.dispatch().dispatch(new EventBatch(undispatched()));

    assertThat(harness.receiver.requests()).hasSize(5);
    assertThat(harness.news()).as("still").hasSize(2);
  }

  /** A webhook whose receiver fails, and has done so for a while. */
  private UUID failing(String path, WebhookBuilder builder, int failures, int days) {
    harness.receiver.behave(path, Behaviour.statuses(500));
    UUID webhook = harness.webhook(builder);
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CONSECUTIVE_FAILURES, failures)
        .set(WEBHOOK_STATE.FAILING_SINCE, Instant.now().minus(Duration.ofDays(days)))
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();
    return webhook;
  }

  private List<String> undispatched() {
    return harness
        .dsl()
        .select(EVENT.ID)
        .from(EVENT)
        .where(EVENT.DISPATCHED_AT.isNull())
        .fetch(row -> row.value1().toString());
  }

  private WebhookRecord row(UUID webhook) {
    return harness.dsl().fetchSingle(WEBHOOK, WEBHOOK.ID.eq(webhook));
  }

  private String newsOf(String type) {
    EventRecord event = harness.dsl().fetchSingle(EVENT, EVENT.TYPE.eq(type));
    return new String(
        harness.eventStore.open(event.getClinicId(), event.getId(), event.getDataCiphertext()),
        StandardCharsets.UTF_8);
  }
}
