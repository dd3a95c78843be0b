package org.wardbell.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

/** What answers tell of limits, and by which id a request is known. */
@Tag("servers")
class RateLimitHeadersTest {
  private static ApiServer slow;

  @BeforeAll
  static void start() {
    slow = ApiServer.start(Map.of("wardbell.key-requests-per-second", "2"));
  }

  @AfterAll
  static void stop() {
    slow.stop();
  }

  @Test
  void answers_toOneKey_tellWhatIsLeft_andARefusalTellsWhen() {
    List<Call.Answer> answers = new ArrayList<>();
    while (answers.stream().noneMatch(answer -> answer.status() == 429)) {
      answers.add(
          Call.at(slow.url().resolve("/api/v1/clinics"))
              .header("Authorization", "Bearer " + ApiServer.ADMINISTRATOR_KEY)
              .get());
    }
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.header("ratelimit-policy")).isEqualTo("\"requests\";q=2;w=1");
              assertThat(answer.header("ratelimit")).matches("\"requests\";r=[01];t=1");
            });
    Call.Answer refused = answers.getLast();
    assertThat(refused.header("ratelimit")).isEqualTo("\"requests\";r=0;t=1");
    assertThat(refused.header("retry-after")).isEqualTo("1");
  }

  @Test
  void answers_ofAllKinds_tellTheLimit() {
    String key = Clinics.key(Clinics.make(), "READER");
    assertThat(Call.to("/api/v1/webhooks", key).get().header("ratelimit"))
        .startsWith("\"requests\"");
    assertThat(Call.to("/api/v1/webhooks", key).post("{}").status()).isEqualTo(403);
    assertThat(Call.to("/api/v1/webhooks", key).post("{}").header("ratelimit-policy")).isNotEmpty();
    assertThat(People.administrator().to("/api/v1/clinics").get().header("ratelimit-policy"))
        .startsWith("\"requests\";q=");
    assertThat(Call.anonymous("/api/v1/clinics").get().header("ratelimit-policy")).isEmpty();
  }

  @Test
  void requestId_isTheClients_ifItIsSane_elseOurs() {
    assertThat(id("order-4711_a.b")).isEqualTo("order-4711_a.b");
    for (String odd : List.of("x".repeat(65), "a b", "a<b>", "a:b")) {
      assertThat(UUID.fromString(id(odd))).isNotNull();
    }
    assertThat(Call.anonymous("/api/v1/clinics").get().header("x-request-id")).isNotEmpty();
  }

  private static String id(String given) {
    return Call.to("/api/v1/clinics").header("X-Request-Id", given).get().header("x-request-id");
  }
}
