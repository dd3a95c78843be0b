package org.wardbell.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import tools.jackson.databind.JsonNode;

/** Bodies with several mistakes: all are told at once. */
@Tag("servers")
class WebhookMistakesTest {
  private static final String WEBHOOKS = "/api/v1/webhooks";
  private static final String FULL = WebhooksTest.FULL;

  @Test
  void put_withUnknownFields_namesAllOfThem() {
    String path = Call.to(WEBHOOKS).post(FULL).header("location");

    Call.Answer refused =
        Call.to(path).put(FULL.replaceFirst("\"name\"", "\"colour\": 1, \"size\": 2, \"name\""));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("errors").findValuesAsString("field"))
        .containsExactly("colour", "size");
  }

  @Test
  void post_withUnknownAndWrongFields_namesAllOfThemAtOnce_withTheNearestNames() {
    Call.Answer refused =
        Call.to(WEBHOOKS)
            .post(
                """
                {"nam": "x", "url": "ftp://example.org", "events": ["appointment.bookd"], "ordered": "often",
                 "retry": {"schedule_second": [0], "colour": 1}, "timeout_seconds": 1000}
                """);

    assertThat(refused.status()).isEqualTo(422);
    JsonNode errors = refused.json().path("errors");
    assertThat(errors.findValuesAsString("field"))
        .contains("nam", "retry.schedule_second", "retry.colour", "ordered")
        .contains("url", "events[0]", "timeout_seconds", "name")
        .doesNotHaveDuplicates();
    assertThat(errors.at("/0/fix").asString()).startsWith("Did you mean name?");
    assertThat(errors.valueStream().filter(one -> one.path("field").asString().endsWith("_second")))
        .allMatch(one -> one.path("fix").asString().startsWith("Did you mean schedule_seconds?"))
        .hasSize(1);
  }

  @Test
  void patchAndPreview_withUnknownAndWrongFields_nameAllOfThem() {
    String path = Call.to(WEBHOOKS).post(FULL).header("location");
    String wrong = "{\"colour\": 1, \"timeout_seconds\": 1000}";

    assertThat(
            Call.to(path)
                .header("Content-Type", "application/json")
                .send("PATCH", wrong)
                .json()
                .path("errors")
                .findValuesAsString("field"))
        .containsExactly("colour", "timeout_seconds");
    assertThat(
            Call.to(WEBHOOKS + "/preview")
                .post("{\"webhook\":" + wrong + "}")
                .json()
                .path("errors")
                .findValuesAsString("field"))
        .contains("webhook.colour", "webhook.timeout_seconds", "webhook.name");
  }

  @Test
  void post_withThousandsOfUnknownFields_namesFifty() {
    StringBuilder body = new StringBuilder("{\"retry\":{");
    for (int i = 0; i < 2_000; i++) {
      body.append("\"x").append(i).append("\":1,");
    }
    body.append("\"y\":1},\"url\":\"https://example.org\"}");

    assertThat(Call.to(WEBHOOKS).post(body.toString()).json().path("errors").size()).isEqualTo(50);
  }
}
