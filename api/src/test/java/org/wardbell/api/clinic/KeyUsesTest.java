package org.wardbell.api.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.wardbell.activities.clinic.ApiKeyStore;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class KeyUsesTest {
  private final ApiServer server = ApiServer.start(Map.of());

  @AfterEach
  void stop() {
    server.stop();
  }

  private Call call(String path, String key) {
    return Call.at(server.url().resolve(path)).header("Authorization", "Bearer " + key);
  }

  private JsonNode make() {
    return call("/api/v1/keys", ApiServer.ADMINISTRATOR_KEY)
        .post("{\"name\":\"x\",\"role\":\"READER\"}")
        .json();
  }

  private String lastUsed(JsonNode key) {
    return call("/api/v1/keys/" + key.path("id").asString(), ApiServer.ADMINISTRATOR_KEY)
        .get()
        .json()
        .path("last_used_at")
        .asString("");
  }

  @Test
  void key_thatWasUsed_showsTheMinute_andAnotherDoesNot() {
    JsonNode used = make();
    JsonNode idle = make();
    Instant before = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    for (int i = 0; i < 3; i++) {
      assertThat(call("/api/v1/events", used.path("key").asString()).get().status()).isEqualTo(200);
    }
    assertThat(lastUsed(used)).isEmpty();

    server.bean("keyUses", SmartLifecycle.class).stop();

    Instant told = Instant.parse(lastUsed(used));
    assertThat(told)
        .isEqualTo(told.truncatedTo(ChronoUnit.MINUTES))
        .isBetween(before, Instant.now());
    assertThat(lastUsed(idle)).isEmpty();
  }

  @Test
  void use_thatIsToldLate_doesNotHideALaterOne() {
    UUID id = UUID.fromString(make().path("id").asString());
    ApiKeyStore keys = server.bean(ApiKeyStore.class);
    Instant later = Instant.parse("2031-01-01T10:00:00Z");

    keys.used(Map.of(id, later));
    keys.used(Map.of(id, later.minus(Duration.ofHours(1))));

    assertThat(keys.find(id).orElseThrow().lastUsedAt()).isEqualTo(later);
  }
}
