package org.wardbell.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

/** Schemas, expressions and numbers that cost more than anybody would guess from their length. */
@Tag("servers")
class CostlyChecksTest {
  private static final String TYPES = "/api/v1/event-types";
  private static final String PREVIEW = "/api/v1/webhooks/preview";

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");

  @Test
  void schema_thatDoublesWithEachLevel_is422AndSaysWhy() {
    Call.Answer answer = call(TYPES).post(type(doubling("{\"$ref\":\"#/$defs/a0\"}")));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).containsAnyOf("more than half a second", "too much memory");
  }

  @Test
  void event_whoseDataMakesASchemaCostly_is422AndOthersAreAccepted() {
    String schema = doubling("{\"properties\":{\"x\":{\"$ref\":\"#/$defs/a0\"}}}");
    Call.Answer made = call(TYPES).post(type(schema));
    assertThat(made.status()).as(made.text()).isEqualTo(201);

    Call.Answer costly = event("custom.costly", "{\"x\":{}}");

    assertThat(costly.status()).isEqualTo(422);
    assertThat(costly.text()).containsAnyOf("more than half a second", "too much memory");
    assertThat(event("custom.costly", "{}").status()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1..100000].([1..100000].($ * 2))",
        "$substringBefore($pad(\\\"\\\",500000,\\\"a\\\"), $pad(\\\"\\\",250000,\\\"a\\\") & \\\"b\\\")",
        "$fromMillis(0, \\\"[Y999999999,2147483647-2147483647]\\\")",
        "$contains($pad('a', 40, 'a') & '!', /(.*a){25}$/)"
      })
  void preview_ofATransformationThatWantsTooMuch_saysSo(String transform) {
    Call.Answer answer = preview(transform, "{}");

    assertThat(answer.status()).as(answer.text()).isIn(422, 503);
    assertThat(answer.json().path("detail").asString()).isNotEmpty();
    if (answer.status() == 503) {
      assertThat(answer.header("Retry-After")).matches("[0-9]+");
    }
  }

  @Test
  void preview_ofIdsAndAmounts_showsThemAsTheyWereSent() {
    Call.Answer answer =
        preview(
            "{'id': data.patient_id, 'amt': data.amt}",
            "{\"patient_id\":8202522731445525542,\"amt\":10.00}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).contains("8202522731445525542").contains("10.00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1e99999999}",
        "{\"a\":[{\"b\":-1E-99999999}]}",
        "{\"a\":1e99999999999999999999}",
        "{\"a\":1111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111}"
      })
  void number_beyondAllMeasure_is422(String data) {
    Call.Answer posted = event("appointment.booked", data);
    Call.Answer shown = preview("data", data);

    assertThat(posted.status()).as(posted.text()).isEqualTo(422);
    assertThat(posted.json().path("errors").path(0).path("field").asString()).isEqualTo("data");
    assertThat(shown.status()).as(shown.text()).isIn(400, 422);
  }

  @Test
  void number_thatIsLongButNotTooLong_isCheckedAgainstItsSchema() {
    call(TYPES).post(type("{\"properties\":{\"a\":{\"multipleOf\":0.5},\"b\":{\"const\":1}}}"));

    assertThat(event("custom.costly", "{\"a\":1e300,\"b\":1.0}").status()).isEqualTo(202);
    assertThat(event("custom.costly", "{\"a\":1e-300}").status()).isEqualTo(422);
  }

  private static String type(String schema) {
    return "{\"type\":\"custom.costly\",\"label\":\"Costly\",\"schema\":" + schema + "}";
  }

  /** Returns a schema in which each of 40 levels refers to the next one twice. */
  private static String doubling(String top) {
    StringBuilder schema = new StringBuilder("{\"$defs\":{");
    IntStream.range(0, 40)
        .forEach(
            level -> {
              String next = "{\"$ref\":\"#/$defs/a" + (level + 1) + "\"}";
              schema.append("\"a" + level + "\":{\"allOf\":[" + next + "," + next + "]},");
            });
    return schema.append("\"a40\":{}},").append(top.substring(1)).toString();
  }

  private Call.Answer preview(String transform, String data) {
    return call(PREVIEW)
        .post(
            "{\"webhook\":{\"name\":\"CRM\",\"url\":\"https://crm.example.com\",\"events\":[\"*\"],"
                + "\"transform\":\""
                + transform
                + "\"},\"event_type\":\"appointment.booked\",\"data\":"
                + data
                + "}");
  }

  private Call.Answer event(String type, String data) {
    return call("/api/v1/events").post("{\"type\":\"" + type + "\",\"data\":" + data + "}");
  }

  private Call call(String path) {
    return Call.to(path, key);
  }
}
