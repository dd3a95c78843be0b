package org.wardbell.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import tools.jackson.databind.JsonNode;

/** A webhook's settings for answers and for retries. */
@Tag("servers")
class WebhookPoliciesTest {
  private static final String WEBHOOKS = "/api/v1/webhooks";

  @Test
  void answers_areKeptAndShown_andComeBackAsTheyWereShown() {
    JsonNode made =
        Call.to(WEBHOOKS)
            .post(
                with(
                    """
                    "answers": [{"status": 409, "contains": "already exists", "meaning": "delivered"},
                                {"contains": "REQUEST_LIMIT_EXCEEDED", "meaning": "limited", "name": "quota",
                                 "advice": "Wait until tomorrow."}]
                    """))
            .json();

    assertThat(made.path("answers").toString())
        .isEqualTo(
            "[{\"status\":409,\"contains\":\"already exists\",\"meaning\":\"delivered\"},"
                + "{\"contains\":\"REQUEST_LIMIT_EXCEEDED\",\"meaning\":\"limited\",\"name\":\"quota\","
                + "\"advice\":\"Wait until tomorrow.\"}]");
    Call.Answer again =
        Call.to(WEBHOOKS + "/" + made.path("id").asString())
            .put(with("\"answers\": " + made.path("answers")));
    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(again.json().path("answers")).isEqualTo(made.path("answers"));
  }

  @Test
  void answers_thatCannotBe_areAllNamed() {
    Call.Answer refused =
        Call.to(WEBHOOKS)
            .post(
                with(
                    """
                    "answers": [{"meaning": "delivered"}, {"status": 99, "meaning": "nice"}],
                    "retry": {"on": "sometimes"}
                    """));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("errors").findValuesAsString("field"))
        .containsExactlyInAnyOrder(
            "answers[0]", "answers[1].status", "answers[1].meaning", "retry.on");
  }

  @Test
  void retry_onAnyAnswer_isKept() {
    JsonNode made = Call.to(WEBHOOKS).post(with("\"retry\": {\"on\": \"any\"}")).json();

    assertThat(made.path("retry").path("on").asString()).isEqualTo("any");
    assertThat(made.path("retry").path("schedule_seconds").size()).isEqualTo(10);
  }

  @Test
  void circuit_ofAWebhookInTrouble_isShown_andEnablingForgetsIt() {
    JsonNode made = Call.to(WEBHOOKS).post(with("\"timeout_seconds\": 7")).json();
    UUID id = UUID.fromString(made.path("id").asString());
    assertThat(made.path("circuit").path("state").asString()).isEqualTo("CLOSED");
    assertThat(made.path("consecutive_failures").asInt()).isZero();
    Instant probe = Instant.now().plusSeconds(900).truncatedTo(ChronoUnit.SECONDS);
    trouble(id, probe);

    JsonNode shown = Call.to(WEBHOOKS + "/" + id).get().json();

    assertThat(shown.path("circuit").path("state").asString()).isEqualTo("OPEN");
    assertThat(Instant.parse(shown.path("circuit").path("next_probe_at").asString()))
        .isEqualTo(probe);
    assertThat(shown.path("consecutive_failures").asInt()).isEqualTo(25);
    assertThat(shown.has("failing_since")).isTrue();
    assertThat(shown.path("disabled_code").asString()).isEqualTo("failing");
    assertThat(shown.path("disabled_reason").asString())
        .contains("No attempt succeeded for 5 days");

    JsonNode enabled = Call.to(WEBHOOKS + "/" + id).put(with("\"enabled\": true")).json();

    assertThat(enabled.path("circuit").path("state").asString()).isEqualTo("CLOSED");
    assertThat(enabled.path("consecutive_failures").asInt()).isZero();
    assertThat(enabled.has("failing_since")).isFalse();
    assertThat(enabled.has("disabled_code")).isFalse();
    assertThat(enabled.path("status").asString()).isEqualTo("ACTIVE");
  }

  @Test
  void change_whileTheCircuitIsOpen_probesAtOnce_andSwitchingItOffClosesIt() {
    JsonNode made = Call.to(WEBHOOKS).post(with("\"timeout_seconds\": 7")).json();
    UUID id = UUID.fromString(made.path("id").asString());
    trouble(id, Instant.now().plusSeconds(900));
    database().update(WEBHOOK).set(WEBHOOK.ENABLED, true).where(WEBHOOK.ID.eq(id)).execute();

    JsonNode changed = Call.to(WEBHOOKS + "/" + id).put(with("\"timeout_seconds\": 8")).json();
    assertThat(changed.path("circuit").path("state").asString()).isEqualTo("OPEN");
    assertThat(Instant.parse(changed.path("circuit").path("next_probe_at").asString()))
        .isBefore(Instant.now().plusSeconds(60));

    JsonNode off = Call.to(WEBHOOKS + "/" + id).put(with("\"circuit_breaker\": false")).json();
    assertThat(off.path("circuit").path("state").asString()).isEqualTo("CLOSED");
  }

  @Test
  void webhook_thatCannotBeOpened_isListedAndCanOnlyBeDeleted() {
    JsonNode made = Call.to(WEBHOOKS).post(with("\"timeout_seconds\": 7")).json();
    UUID id = UUID.fromString(made.path("id").asString());
    database()
        .update(WEBHOOK)
        .set(WEBHOOK.SETTINGS_CIPHERTEXT, new byte[64])
        .where(WEBHOOK.ID.eq(id))
        .execute();

    assertThat(Call.to(WEBHOOKS).get().status()).isEqualTo(200);
    assertThat(Call.to(WEBHOOKS + "/" + id).get().json().path("name").asString()).isEqualTo("a");
    assertThat(Call.to(WEBHOOKS + "/" + id).put(with("\"enabled\": true")).status()).isEqualTo(409);
    assertThat(Call.to(WEBHOOKS + "/" + id).delete().status()).isEqualTo(204);
  }

  private static void trouble(UUID id, Instant probe) {
    database()
        .update(WEBHOOK)
        .set(WEBHOOK.ENABLED, false)
        .set(WEBHOOK.DISABLED_REASON, "failing")
        .where(WEBHOOK.ID.eq(id))
        .execute();
    database()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CONSECUTIVE_FAILURES, 25)
        .set(WEBHOOK_STATE.FAILING_SINCE, Instant.now())
        .set(WEBHOOK_STATE.CIRCUIT, "OPEN")
        .set(WEBHOOK_STATE.CIRCUIT_FAILURES, 25)
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, probe)
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, 900)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(id))
        .execute();
  }

  private static DSLContext database() {
    return ApiServer.shared().bean(DSLContext.class);
  }

  private static String with(String further) {
    return "{\"name\":\"a\",\"url\":\"https://example.org\",\"events\":[\"*\"]," + further + "}";
  }
}
