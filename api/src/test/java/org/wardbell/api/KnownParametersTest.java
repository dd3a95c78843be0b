package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class KnownParametersTest {
  private static final List<String> LISTS = List.of("deliveries", "events", "webhooks", "audit");

  @Test
  void unknownParameter_isRefusedWithTheNearestName() {
    JsonNode problem = refused("/api/v1/deliveries?webhok_id=" + UUID.randomUUID());
    assertThat(problem.path("field").asString()).isEqualTo("webhok_id");
    assertThat(problem.path("fix").asString())
        .startsWith("Did you mean webhook_id? There are: clinic_id, code, cursor");
    assertThat(refused("/api/v1/events?type=bill.paid").path("fix").asString())
        .startsWith("Did you mean event_type? There are: clinic_id, cursor, event_type");
    // Two letters of three are another word.
    assertThat(refused("/api/v1/audit?who=x").path("fix").asString())
        .startsWith("There are: action, actor");
  }

  @Test
  void emptyParameter_isRefusedAndNoFilterThatFitsAll() {
    for (String list : LISTS) {
      assertThat(refused("/api/v1/" + list + "?clinic_id=").path("problem").asString())
          .isEqualTo("is empty");
    }
    assertThat(refused("/api/v1/deliveries?webhook=").path("field").asString())
        .isEqualTo("webhook_id");
  }

  /** What the document says of the parameter is the fix. */
  @Test
  void parameterWithoutAValue_saysWhatToGive() {
    for (String search : List.of("/api/v1/search?q=", "/api/v1/search")) {
      JsonNode problem = refused(search);
      assertThat(problem.path("field").asString()).isEqualTo("q");
      assertThat(problem.path("fix").asString())
          .contains("patient/4711")
          .doesNotContain("leave the parameter out");
    }
    assertThat(refused("/api/v1/deliveries?status=").path("fix").asString())
        .contains("or leave the parameter out", "EXHAUSTED");
    assertThat(refused("/api/v1/exports/attempts?format=").path("fix").asString())
        .contains("CSV, JSON_LINES");
    JsonNode missing = refused("/api/v1/availability?doctor_id=1&to=2026-01-01T00:00:00Z");
    assertThat(missing.path("field").asString()).isEqualTo("from");
    assertThat(missing.path("fix").asString()).contains("RFC 3339");
  }

  @Test
  void parameter_givenTwice_isRefusedAlsoUnderItsOldName() {
    UUID webhook = UUID.randomUUID();
    assertThat(refused("/api/v1/events?limit=1&limit=2").path("field").asString())
        .isEqualTo("limit");
    assertThat(
            refused("/api/v1/deliveries?webhook=" + webhook + "&webhook_id=" + webhook)
                .path("problem")
                .asString())
        .isEqualTo("is given more than once");
  }

  @Test
  void filter_underItsOldName_worksAsUnderTheNewOne() {
    UUID other = UUID.randomUUID();
    assertThat(Call.to("/api/v1/deliveries?webhook=" + other).get().json().path("data")).isEmpty();
    assertThat(Call.to("/api/v1/deliveries?webhook_id=" + other).get().json().path("data"))
        .isEmpty();
    assertThat(Call.to("/api/v1/webhooks?clinic=" + other).get().status())
        .isEqualTo(Call.to("/api/v1/webhooks?clinic_id=" + other).get().status());
  }

  @Test
  void addressWithoutParameters_takesNone() {
    assertThat(
            refused("/api/v1/webhooks/" + UUID.randomUUID() + "?verbose=1").path("fix").asString())
        .isEqualTo("This address takes no parameters.");
  }

  private static JsonNode refused(String path) {
    Call.Answer answer = Call.to(path).get();
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    return answer.json().path("errors").path(0);
  }
}
