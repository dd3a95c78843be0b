package org.wardbell.api.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class AuditTest {
  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");

  @Test
  void changes_areListedNewestFirstWithNamesOfFieldsAndNoValues() {
    String webhook = Clinics.webhook(clinic);
    Call.to("/api/v1/webhooks/" + webhook, key)
        .put("{\"name\":\"Other\",\"url\":\"https://example.org/secret-path\",\"events\":[\"*\"]}");

    Call.Answer answer = Call.to("/api/v1/audit?target=webhook/" + webhook, key).get();

    assertThat(actions(answer)).containsExactly("webhook.changed", "webhook.created");
    assertThat(answer.json().path("data").path(0).path("detail").path("fields").toString())
        .contains("name", "url");
    assertThat(answer.text()).doesNotContain("secret-path", "Other");
  }

  @Test
  void trail_ofAnotherClinic_isNotSeen() {
    Clinics.webhook(clinic);
    String other = Clinics.key(Clinics.make(), "ADMIN");

    assertThat(actions(Call.to("/api/v1/audit?action=webhook.", other).get())).isEmpty();
    assertThat(Call.to("/api/v1/audit?clinic=" + clinic, other).get().status()).isEqualTo(403);
    assertThat(actions(Call.to("/api/v1/audit?action=webhook.&clinic=" + clinic).get()))
        .containsExactly("webhook.created");
  }

  @Test
  void placeInTheChain_isForCallersOfTheInstallation() {
    Clinics.webhook(clinic);
    String path = "/api/v1/audit?action=webhook.&clinic_id=" + clinic;

    assertThat(Call.to(path, key).get().json().at("/data/0").has("number")).isFalse();
    assertThat(Call.to(path).get().json().at("/data/0/number").asLong()).isPositive();
  }

  @Test
  void trail_isForAdministrators() {
    assertThat(Call.to("/api/v1/audit", Clinics.key(clinic, "WRITER")).get().status())
        .isEqualTo(403);
  }

  @Test
  void pages_readOnWithoutGapsOrRepetitions() {
    for (int i = 0; i < 5; i++) {
      Clinics.webhook(clinic);
    }
    JsonNode first = Call.to("/api/v1/audit?action=webhook.&limit=3", key).get().json();
    JsonNode second =
        Call.to("/api/v1/audit?action=webhook.&cursor=" + first.path("next_cursor").asString(), key)
            .get()
            .json();

    assertThat(first.path("data").size()).isEqualTo(3);
    assertThat(second.path("data").size()).isEqualTo(2);
    assertThat(first.path("data").findValuesAsString("target"))
        .doesNotContainAnyElementsOf(second.path("data").findValuesAsString("target"));
  }

  @Test
  void times_bound_theTrail() {
    Clinics.webhook(clinic);

    assertThat(actions(Call.to("/api/v1/audit?to=2020-01-01T00:00:00Z", key).get())).isEmpty();
    assertThat(actions(Call.to("/api/v1/audit?from=2020-01-01T00:00:00Z", key).get()))
        .contains("webhook.created");
    assertThat(Call.to("/api/v1/audit?from=yesterday", key).get().status()).isEqualTo(422);
  }

  private static List<String> actions(Call.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("data").findValuesAsString("action");
  }
}
