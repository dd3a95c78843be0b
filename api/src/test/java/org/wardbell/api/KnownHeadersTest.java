package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class KnownHeadersTest {
  private static final String EVENT =
      "{\"type\": \"patient.registered\", \"data\": {\"patient_id\": \"1\"}}";

  @Test
  void idempotencyKey_whereNothingIsRememberedByIt_isRefused() {
    Call.Answer answer =
        Call.to("/api/v1/search").header("Idempotency-Key", "c1").post("{\"q\": \"twice\"}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("Idempotency-Key");
    assertThat(Call.to("/api/v1/events").header("Idempotency-Key", "e1").post(EVENT).status())
        .isEqualTo(202);
  }

  @Test
  void codedBody_isRefusedByTheNameOfTheHeader() {
    Call.Answer answer = Call.to("/api/v1/events").header("Content-Encoding", "gzip").post(EVENT);
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.text()).contains("Content-Encoding");
  }

  @Test
  void fieldThatStandsTwice_isNamed() {
    assertThat(refused("/api/v1/clinics", "{\"name\": \"a\", \"name\": \"b\"}")).isEqualTo("name");
    assertThat(
            refused(
                "/api/v1/events",
                "{\"type\": \"patient.registered\", \"data\": {\"patient_name\": \"A\", \"patient_name\": \"B\"}}"))
        .isEqualTo("patient_name");
  }

  private static String refused(String path, String body) {
    Call.Answer answer = Call.to(path).post(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    JsonNode problem = answer.json().path("errors").path(0);
    assertThat(problem.path("problem").asString()).contains("twice");
    return problem.path("field").asString();
  }
}
