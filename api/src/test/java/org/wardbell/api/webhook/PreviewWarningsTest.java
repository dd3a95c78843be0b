package org.wardbell.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** What a preview says of a request that nobody would want as it is. */
@Tag("servers")
class PreviewWarningsTest {
  private static final String SLACK =
      "\"fields\":{\"webhook_url\":\"https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX\"%s}";

  private final String key = Clinics.key(Clinics.make(), "ADMIN");

  @Test
  void preview_ofAnEventThatHasAll_warnsOfNothing() {
    JsonNode shown = preset("slack", SLACK.formatted("")).path("request");

    assertThat(shown.path("body").asString()).contains("New appointment");
    assertThat(shown.has("warnings")).as(shown.toString()).isFalse();
  }

  @Test
  void preview_ofATypeThatIsNotSubscribed_saysSo_andNamesTheEmptyVariables() {
    List<String> warnings =
        warnings(
            preset("slack", SLACK.formatted("") + ",\"event_type\":\"patient.registered\"")
                .path("request"));

    assertThat(warnings).hasSize(2);
    assertThat(warnings.getFirst()).contains("not subscribed to patient.registered");
    assertThat(warnings.getLast()).contains("doctor_name").doesNotContain("New appointment");
  }

  @Test
  void variable_thatHasADefaultOrACondition_isNoGap() {
    String message =
        ",\"message\":\"{{doctor_name | default:\\\"your doctor\\\"}}{{#if patient_name}} {{patient_name}}{{/if}} {{service_names}}\"";

    List<String> warnings =
        warnings(preset("slack", SLACK.formatted(message) + ",\"data\":{}").path("request"));

    assertThat(warnings).hasSize(1);
    assertThat(warnings.getFirst())
        .startsWith("Empty here: service_names.")
        .doesNotContain("doctor_name")
        .doesNotContain("patient_name");
  }

  @Test
  void headerAndUrl_withGaps_areNamedToo() {
    String other = Clinics.key(Clinics.make(), "ADMIN");
    String draft =
        "{\"webhook\":{\"name\":\"n\",\"url\":\"https://example.org/{{clinic_id}}?p={{patient_id}}\",\"events\":[\"appointment.booked\"],"
            + "\"headers\":[{\"name\":\"X-D\",\"value\":\"{{doctor_id}}\"}]},\"data\":{\"patient_id\":%s}}";

    assertThat(warnings(preview(key, draft.formatted("null"))).getFirst())
        .startsWith("Empty here: doctor_id, patient_id.");
    assertThat(warnings(preview(other, draft.formatted("7"))).getFirst())
        .startsWith("Empty here: doctor_id.");
  }

  @Test
  void preview_ofAnEventThatHappened_saysWhyItIsNotSent() {
    String event = event("{\"patient_id\":7,\"appointment_status\":\"BOOKED\"}");

    assertThat(happened(event, "\"events\":[\"appointment.booked\"]")).isEmpty();
    assertThat(
            happened(
                event,
                "\"events\":[\"appointment.booked\"],\"filter\":\"data.appointment_status = 'BOOKED'\""))
        .isEmpty();
    assertThat(
            happened(
                event,
                "\"events\":[\"bill.*\"],\"filter\":\"data.patient_id = 8\",\"enabled\":false"))
        .hasSize(3)
        .anyMatch(text -> text.contains("is disabled"))
        .anyMatch(text -> text.contains("filter says no"))
        .anyMatch(text -> text.contains("not subscribed to appointment.booked"));
    assertThat(
            happened(
                event, "\"events\":[\"*\"],\"filter\":\"$number(data.appointment_status) > 1\""))
        .singleElement()
        .asString()
        .contains("does not work with this event");
  }

  @Test
  void preview_ofAnotherClinicsEvent_isRefused_becauseItIsNeverSent() {
    String theirs = event("{\"patient_id\":7}");
    String mine = Clinics.webhook(Clinics.make());

    Call.Answer answer =
        Call.to("/api/v1/webhooks/preview")
            .post("{\"webhook_id\":\"%s\",\"event_id\":\"%s\"}".formatted(mine, theirs));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("event of another clinic");
  }

  private String event(String data) {
    return Call.to("/api/v1/events", key)
        .post("{\"type\":\"appointment.booked\",\"data\":" + data + "}")
        .json()
        .path("id")
        .asString();
  }

  private List<String> happened(String event, String settings) {
    return warnings(
        preview(
            key,
            "{\"event_id\":\"%s\",\"webhook\":{\"name\":\"n\",\"url\":\"https://example.org/x\",%s}}"
                .formatted(event, settings)));
  }

  private static List<String> warnings(JsonNode shown) {
    return shown.path("warnings").valueStream().map(JsonNode::asString).toList();
  }

  private JsonNode preset(String id, String body) {
    Call.Answer answer = Call.to("/api/v1/presets/" + id + "/preview", key).post("{" + body + "}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static JsonNode preview(String key, String body) {
    Call.Answer answer = Call.to("/api/v1/webhooks/preview", key).post(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }
}
