package org.wardbell.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import tools.jackson.databind.JsonNode;

/** What a webhook may say about answers and about trying again. */
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
                                {"contains": "REQUEST_LIMIT_EXCEEDED", "meaning": "limited"}]
                    """))
            .json();

    assertThat(made.path("answers").toString())
        .isEqualTo(
            "[{\"status\":409,\"contains\":\"already exists\",\"meaning\":\"DELIVERED\"},"
                + "{\"contains\":\"REQUEST_LIMIT_EXCEEDED\",\"meaning\":\"LIMITED\"}]");
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

  private static String with(String further) {
    return "{\"name\":\"a\",\"url\":\"https://example.org\",\"events\":[\"*\"]," + further + "}";
  }
}
