package org.wardbell.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class WebhookFiguresTest {
  private final String clinic = Clinics.make();
  private final String webhook = Clinics.webhook(clinic);
  private final String reader = Clinics.key(clinic, "READER");

  private String delivery(String status) {
    return Clinics.delivery(clinic, webhook, Clinics.event(clinic), status);
  }

  @Test
  void figures_nameEachWebhookOfTheClinicOnce_withItsNewestDelivery() {
    delivery("EXHAUSTED");
    String newest = delivery("DELIVERED");
    String silent = Clinics.webhook(clinic);
    String theirs = Clinics.webhook(Clinics.make());

    JsonNode list = Call.to("/api/v1/webhooks/figures", reader).get().json().path("data");

    assertThat(list).hasSize(2);
    assertThat(list.path(0).path("webhook_id").asString()).isEqualTo(silent).isNotEqualTo(theirs);
    assertThat(list.path(0).has("last_delivery_id")).isFalse();
    assertThat(list.path(1).path("webhook_id").asString()).isEqualTo(webhook);
    assertThat(list.path(1).path("last_delivery_id").asString()).isEqualTo(newest);
    assertThat(list.path(1).path("last_delivery_status").asString()).isEqualTo("DELIVERED");
    assertThat(list.path(1).path("delivered")).hasSize(24);
    assertThat(list.path(1).path("failed")).hasSize(24);
  }

  @Test
  void figures_inPages_leadThroughAll() {
    String newer = Clinics.webhook(clinic);

    JsonNode first = Call.to("/api/v1/webhooks/figures?limit=1", reader).get().json();
    JsonNode second =
        Call.to(
                "/api/v1/webhooks/figures?limit=1&cursor=" + first.path("next_cursor").asString(),
                reader)
            .get()
            .json();

    assertThat(first.path("data").path(0).path("webhook_id").asString()).isEqualTo(newer);
    assertThat(second.path("data").path(0).path("webhook_id").asString()).isEqualTo(webhook);
    assertThat(second.has("next_cursor")).isFalse();
  }

  @Test
  void waiting_isToldByItsReasons() {
    delivery("PARKED");
    delivery("PARKED");
    delivery("PENDING");
    delivery("DELIVERED");

    JsonNode waiting = Call.to("/api/v1/webhooks/" + webhook + "/waiting", reader).get().json();

    assertThat(waiting.path("parked")).hasSize(1);
    assertThat(waiting.path("parked").path(0).path("reason").asString()).isEqualTo("paused");
    assertThat(waiting.path("parked").path(0).path("count").asInt()).isEqualTo(2);
    assertThat(waiting.path("trying").asInt()).isEqualTo(1);
    assertThat(waiting.path("more").asBoolean()).isFalse();
    assertThat(waiting.has("next_probe_at")).isFalse();
  }

  @Test
  void waiting_whileTheCircuitIsOpen_saysWhenTheNextProbeGoes() {
    Instant probe = Instant.parse("2100-01-01T00:00:00Z");
    ApiServer.shared()
        .bean(DSLContext.class)
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT, "OPEN")
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, probe)
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, 30)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(UUID.fromString(webhook)))
        .execute();

    assertThat(
            Call.to("/api/v1/webhooks/" + webhook + "/waiting", reader)
                .get()
                .json()
                .path("next_probe_at")
                .asString())
        .isEqualTo(probe.toString());
  }

  @Test
  void waiting_ofAnotherClinicsWebhook_isNotFound() {
    String theirs = Clinics.webhook(Clinics.make());

    assertThat(Call.to("/api/v1/webhooks/" + theirs + "/waiting", reader).get().status())
        .isEqualTo(404);
  }
}
