package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_CHANGE;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.retention.Sweeps;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.SettingChange;
import org.wardbell.activities.webhook.SettingsHistory;

/** Values of former settings: sealed, few, and ended. */
final class SettingsHistoryTest extends DeliveryTest {
  private static final String CANARY = "value-canary";

  @AfterEach
  void forget() {
    new Sweeps(harness.dsl(), harness.engine.beans()).forget();
  }

  private SettingsHistory history() {
    return new SettingsHistory(harness.encryption);
  }

  private void change(KeptWebhook webhook, int version, Instant at) {
    history()
        .append(
            harness.dsl(),
            new KeptWebhook(
                webhook.id(), webhook.clinicId(), version, webhook.settings(), webhook.secrets()),
            List.of(new SettingChange("name", "before", CANARY + version, false)),
            at);
  }

  private int kept(UUID webhook) {
    return harness.dsl().fetchCount(WEBHOOK_CHANGE, WEBHOOK_CHANGE.WEBHOOK_ID.eq(webhook));
  }

  @Test
  void values_areSealed_andReadByTheirVersion() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/history/sealed"));
    change(webhook, 2, Instant.now());
    change(webhook, 3, Instant.now());

    byte[] row =
        harness
            .dsl()
            .select(WEBHOOK_CHANGE.VALUES_CIPHERTEXT)
            .from(WEBHOOK_CHANGE)
            .where(WEBHOOK_CHANGE.WEBHOOK_ID.eq(webhook.id()))
            .limit(1)
            .fetchSingle()
            .value1();
    assertThat(new String(row, StandardCharsets.ISO_8859_1)).doesNotContain(CANARY);
    assertThat(history().of(harness.dsl(), webhook.id(), List.of(3, 4)))
        .containsOnlyKeys(3)
        .extractingByKey(3)
        .satisfies(kept -> assertThat(kept.changes().getFirst().to()).isEqualTo(CANARY + 3));
  }

  @Test
  void changes_ofAProgram_areKeptUpToALimit_theNewestOnes() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/history/many"));
    for (int version = 2; version <= 206; version++) {
      change(webhook, version, Instant.now());
    }

    assertThat(kept(webhook.id())).isEqualTo(200);
    assertThat(history().since(harness.dsl(), webhook.id(), Instant.EPOCH, 1))
        .extracting(SettingsHistory.Kept::version)
        .containsExactly(206);
    assertThat(history().of(harness.dsl(), webhook.id(), List.of(6, 7))).containsOnlyKeys(7);
  }

  @Test
  void values_endWithTheWebhook() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/history/deleted"));
    change(webhook, 2, Instant.now());

    harness
        .dsl()
        .transaction(
            transaction ->
                assertThat(harness.webhooks.delete(transaction.dsl(), webhook.id(), Instant.now()))
                    .isTrue());

    assertThat(kept(webhook.id())).isZero();
  }

  @Test
  void values_endWithTheClinicsDeliveries_andThoseOfTheInstallationWithItsDays() {
    KeptWebhook webhook = harness.kept(WebhookBuilder.at("/history/swept"));
    KeptWebhook global =
        new KeptWebhook(Ids.next(), null, 1, webhook.settings(), webhook.secrets());
    change(webhook, 2, Instant.now());
    change(global, 2, Instant.now());
    old(webhook.id(), Duration.ofDays(40));
    old(global.id(), Duration.ofDays(400));
    change(webhook, 3, Instant.now());
    change(global, 3, Instant.now());
    Sweeps sweeps = new Sweeps(harness.dsl(), harness.engine.beans());
    sweeps.keep(harness.clinic, 30, 30);

    var _ = sweeps.sweep();

    assertThat(history().of(harness.dsl(), webhook.id(), List.of(2, 3))).containsOnlyKeys(3);
    assertThat(history().of(harness.dsl(), global.id(), List.of(2, 3))).containsOnlyKeys(3);
  }

  /** Makes a webhook's changes as old as this, whose ids tell the time, too. */
  private void old(UUID webhook, Duration age) {
    Instant then = Instant.now().minus(age);
    harness
        .dsl()
        .update(WEBHOOK_CHANGE)
        .set(WEBHOOK_CHANGE.ID, Ids.firstOf(then))
        .set(WEBHOOK_CHANGE.CHANGED_AT, then)
        .where(WEBHOOK_CHANGE.WEBHOOK_ID.eq(webhook))
        .execute();
  }
}
