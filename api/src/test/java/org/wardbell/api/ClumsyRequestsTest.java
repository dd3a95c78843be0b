package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Values that a program sends by mistake: each is refused by its name, and none counts as another.
 */
@Tag("servers")
class ClumsyRequestsTest {
  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");

  private String webhook() {
    return "/api/v1/webhooks/"
        + Call.to("/api/v1/webhooks", key)
            .post(
                "{\"name\":\"CRM\",\"url\":\"https://crm.example.org/h\",\"events\":[\"*\"],\"enabled\":false}")
            .json()
            .path("id")
            .asString();
  }

  @Test
  void spaces_areNeitherANumberNorAWord_andChangeNothing() {
    String path = webhook();
    for (String blank : List.of("", " ", "\\u0000", "\\t\\n")) {
      for (String field : List.of("enabled", "timeout_seconds", "retry", "ordered")) {
        Call.Answer answer = Call.to(path, key).patch("{\"%s\":\"%s\"}".formatted(field, blank));
        assertThat(answer.status()).as(field + " " + answer.text()).isEqualTo(422);
        assertThat(answer.field()).isEqualTo(field);
      }
    }
    assertThat(Call.to(path, key).get().json().path("enabled").asBoolean()).isFalse();
    assertThat(
            Call.to("/api/v1/clinics/" + clinic + "/retention", key)
                .put("{\"payload_days\":\" \"}")
                .field())
        .isEqualTo("payload_days");
  }

  /** JSON can spell the half of a pair of surrogates, which has no bytes in UTF-8. */
  @Test
  void halfACharacter_isRefusedOrComesBackAsItWasSent() {
    for (String body :
        List.of(
            "\"name\":\"a\\ud800\"",
            "\"body\":\"{\\\"a\\\":\\\"\\udc00\\\"}\"",
            "\"filter\":\"type = '\\ud800'\"",
            "\"headers\":[{\"name\":\"X\",\"value\":\"\\ud800\"}]",
            "\"authentication\":{\"type\":\"bearer\",\"token\":\"0123456789\\ud800\"}",
            "\"answers\":[{\"status\":400,\"contains\":\"\\ud800\",\"meaning\":\"refused\"}]")) {
      Call.Answer made =
          Call.to("/api/v1/webhooks", key)
              .post(
                  "{\"url\":\"https://crm.example.org/h\",\"events\":[\"*\"],\"enabled\":false,%s%s}"
                      .formatted(body.startsWith("\"name") ? "" : "\"name\":\"x\",", body));
      assertThat(made.status()).as(body + made.text()).isIn(201, 422);
      if (made.status() == 201) {
        Call.Answer read = Call.to(made.header("location"), key).get();
        assertThat(read.status()).as(body).isEqualTo(200);
        assertThat(Call.to(made.header("location"), key).put(read.text()).json().path("version"))
            .as(body)
            .isEqualTo(made.json().path("version"));
      }
    }
  }

  @Test
  void number_beyondAllSizes_isNamed() {
    String path = webhook();
    for (String huge : List.of("1099511627776", "-99999999999999999999", "9".repeat(300))) {
      Call.Answer changed = Call.to(path, key).patch("{\"timeout_seconds\":" + huge + "}");
      assertThat(changed.status()).as(changed.text()).isEqualTo(422);
      assertThat(changed.field()).isEqualTo("timeout_seconds");
      Call.Answer inside =
          Call.to("/api/v1/webhooks", key)
              .post(
                  "{\"name\":\"x\",\"url\":\"https://crm.example.org/h\",\"events\":[\"*\"],\"rate\":{\"limit\":"
                      + huge
                      + ",\"per_seconds\":1}}");
      assertThat(inside.field()).as(inside.text()).isEqualTo("rate.limit");
    }
  }

  @Test
  void period_thatEndsBeforeItBegins_isRefusedByItsBeginning() {
    String turned = "?from=2026-11-26T00:00:00Z&to=2026-11-25T00:00:00Z";
    for (String list : List.of("appointments", "audit", "deliveries", "attempts", "statistics")) {
      Call.Answer answer = Call.to("/api/v1/" + list + turned, key).get();
      assertThat(answer.status()).as(list).isEqualTo(422);
      assertThat(answer.field()).isEqualTo("from");
    }
    String kivicare = "/wp-json/kivicare/v1/";
    Call.Answer logs =
        Call.to(kivicare + "webhook-logs?date_from=2026-11-26&date_to=2026-11-25", key).get();
    assertThat(logs.status()).isEqualTo(422);
    assertThat(logs.field()).isEqualTo("date_from");
    Call.Answer counts =
        Call.to(kivicare + "webhooks/statistics?start_date=2026-11-26&end_date=2026-11-25", key)
            .get();
    assertThat(counts.status()).isEqualTo(422);
    assertThat(counts.field()).isEqualTo("start_date");
    assertThat(
            Call.to(kivicare + "webhook-logs?date_from=2026-11-26&date_to=2026-11-26", key)
                .get()
                .status())
        .isEqualTo(200);
  }

  @Test
  void parameters_beyondAllNumbers_areToldAsSuch() {
    Call.Answer answer = Call.to("/api/v1/webhooks?" + "a=1&".repeat(1_001) + "b=1", key).get();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asString()).contains("1,000");
  }

  @Test
  void header_withAControlCharacter_isNotOurMistake() throws IOException {
    String path = webhook();
    for (String header : List.of("If-Match", "Idempotency-Key", "Wardbell-Clinic", "Accept")) {
      assertThat(raw("PATCH " + path, header + ": \u0081"))
          .as(header)
          .startsWith("HTTP/1.1 400")
          .contains("malformed", "characters")
          .doesNotContain("mistake");
    }
  }

  private String raw(String line, String header) throws IOException {
    URI url = ApiServer.shared().url();
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write(
              (line
                      + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nAuthorization: Bearer "
                      + key
                      + "\r\n"
                      + header
                      + "\r\nConnection: close\r\n\r\n{}")
                  .getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
