package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class BaseTest {
  @Test
  void unknownPath_withoutKey_is401Problem() {
    Call.Answer answer = Call.anonymous("/api/v1/nothing").get();
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.header("www-authenticate")).startsWith("Bearer");
    assertThat(answer.json().path("type").asString())
        .isEqualTo("urn:wardbell:problem:unauthenticated");
  }

  @Test
  void unknownPath_withKey_is404Problem() {
    Call.Answer answer = Call.to("/api/v1/nothing").get();
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
  }

  @Test
  void wrongKey_onOpenPath_is401() {
    assertThat(Call.to("/actuator/health", "wb_wrong").get().status()).isEqualTo(401);
  }

  @Test
  void health_temporalAway_isDegradedAndStillReady() {
    Call.Answer answer = Call.anonymous("/actuator/health/readiness").get();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("components").path("database").path("status").asString())
        .isEqualTo("UP");
    assertThat(answer.json().path("components").path("temporal").path("status").asString())
        .isEqualTo("DEGRADED");
  }

  @Test
  void liveness_isOpen() {
    assertThat(Call.anonymous("/actuator/health/liveness").get().status()).isEqualTo(200);
  }

  @Test
  void metrics_needAKeyOfTheInstallation() {
    assertThat(Call.anonymous("/actuator/prometheus").get().status()).isEqualTo(401);
    assertThat(Call.to("/actuator/prometheus").get().text()).contains("jvm_memory_used_bytes");
  }

  @Test
  void encodedTraversal_isAProblem() {
    Call.Answer answer = Call.to("/api/v1/%2e%2e/x").get();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
  }
}
