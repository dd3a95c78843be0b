package org.wardbell.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class EventTypesTest {
  private static final String TYPES = "/api/v1/event-types";

  private static final String XRAY =
      """
      {"type": "custom.xray_ready", "label": "X-ray ready", "module": "radiology",
       "variables": [{"name": "xray_id", "sample": 4711, "phi": false}, {"name": "finding"}],
       "schema": {"type": "object", "required": ["xray_id"], "properties": {"xray_id": {"type": "integer"}}}}
      """;

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");

  @Test
  void catalogue_ofANewClinic_isWardbells() {
    JsonNode catalogue = call(TYPES).get().json();

    assertThat(catalogue.path("types").size()).isGreaterThanOrEqualTo(40);
    JsonNode booked = call(TYPES + "/kc_appointment_book").get().json();
    assertThat(booked.path("type").asString()).isEqualTo("appointment.booked");
    assertThat(booked.path("custom").asBoolean()).isFalse();
    assertThat(booked.path("sample_subject").asString()).isEqualTo("appointment/4711");
    assertThat(booked.path("variables").findValuesAsString("name"))
        .contains("patient_name", "event_id");
    assertThat(catalogue.path("common_variables").toString()).contains("clinic_name");
  }

  @Test
  void type_thatIsMistyped_isToldTheNearName() {
    Call.Answer answer = call(TYPES + "/appointment.boked").get();

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("detail").asString())
        .startsWith("There is no event type of this name. Did you mean appointment.booked ");
    assertThat(call(TYPES + "/zzz.zzz").get().json().path("detail").asString())
        .contains("GET /api/v1/event-types lists them");
  }

  @Test
  void type_registered_canBePostedSubscribedToAndUsedInTemplates() {
    assertThat(event("custom.xray_ready", "{\"xray_id\":1}").status()).isEqualTo(422);

    Call.Answer made = call(TYPES).post(XRAY);

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().path("custom").asBoolean()).isTrue();
    assertThat(sample(made, "event_type")).isEqualTo("custom.xray_ready");
    assertThat(sample(made, "event_name")).isEqualTo("custom.xray_ready");
    assertThat(event("custom.xray_ready", "{\"xray_id\":1}").status()).isEqualTo(202);
    Call.Answer webhook =
        webhook("[\"custom.*\"]", "{\\\"x\\\":{{xray_id}},\\\"f\\\":\\\"{{finding}}\\\"}");
    assertThat(webhook.status()).as(webhook.text()).isEqualTo(201);
    assertThat(webhook("[\"custom.xray_ready\"]", "{\\\"x\\\":{{other_id}}}").status())
        .isEqualTo(422);
  }

  @Test
  void type_ofAnotherClinic_isUnknown() {
    call(TYPES).post(XRAY);
    String other = Clinics.key(Clinics.make(), "ADMIN");

    assertThat(Call.to(TYPES + "/custom.xray_ready", other).get().status()).isEqualTo(404);
    assertThat(
            Call.to("/api/v1/events", other)
                .post("{\"type\":\"custom.xray_ready\",\"data\":{\"xray_id\":1}}")
                .status())
        .isEqualTo(422);
  }

  @Test
  void event_thatDoesNotFitTheSchema_isRefusedAndNamesWhere() {
    call(TYPES).post(XRAY);

    Call.Answer answer = event("custom.xray_ready", "{\"xray_id\":\"one\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("errors").path(0).path("field").asString())
        .isEqualTo("data.xray_id");
    assertThat(event("custom.xray_ready", "{}").json().path("errors").path(0).path("field"))
        .hasToString("\"data\"");
  }

  @Test
  void schema_withoutValidation_isOnlyKept() {
    call(TYPES).post(XRAY);
    Call.Answer changed =
        call(TYPES + "/custom.xray_ready")
            .put(XRAY.replace("\"label\"", "\"validate\":false,\"label\""));

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().path("schema").isObject()).isTrue();
    assertThat(event("custom.xray_ready", "{}").status()).isEqualTo(202);
  }

  @Test
  void type_deleted_isNoLongerAccepted() {
    call(TYPES).post(XRAY);

    assertThat(call(TYPES + "/custom.xray_ready").delete().status()).isEqualTo(204);
    assertThat(call(TYPES + "/custom.xray_ready").delete().status()).isEqualTo(404);
    assertThat(event("custom.xray_ready", "{\"xray_id\":1}").status()).isEqualTo(422);
  }

  @Test
  void type_registeredTwice_isAConflict() {
    call(TYPES).post(XRAY);

    assertThat(call(TYPES).post(XRAY).status()).isEqualTo(409);
  }

  @Test
  void unregisteredTypes_areTakenWhereTheClinicSaysSo() {
    assertThat(event("custom.anything", "{}").status()).isEqualTo(422);

    Call.Answer allowed =
        call("/api/v1/clinics/" + clinic)
            .put("{\"name\":\"" + clinic + "\",\"unregistered_types\":true}");

    assertThat(allowed.status()).as(allowed.text()).isEqualTo(200);
    assertThat(event("custom.anything", "{}").status()).isEqualTo(202);
    assertThat(event("customs.anything", "{}").status()).isEqualTo(422);
    assertThat(event("custom.Any Thing", "{}").status()).isEqualTo(422);
    assertThat(webhook("[\"custom.*\"]", "{\\\"x\\\":\\\"{{data.x}} {{event_id}}\\\"}").status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"type\":\"xray\",\"label\":\"X\"}`, type",
        "`{\"type\":\"Custom.X\",\"label\":\"X\"}`, type",
        "`{\"type\":\"custom.\",\"label\":\"X\"}`, type",
        "`{\"type\":\"webhook.mine\",\"label\":\"X\"}`, type",
        "`{\"type\":\"appointment.booked\",\"label\":\"X\"}`, type",
        "`{\"label\":\"X\"}`, type",
        "`{\"type\":\"custom.x\"}`, label",
        "`{\"type\":\"custom.x\",\"label\":\"X\",\"module\":\"A B\"}`, module",
        "`{\"type\":\"custom.x\",\"label\":\"X\",\"variables\":[{\"name\":\"a b\"}]}`, variables[0].name",
        "`{\"type\":\"custom.x\",\"label\":\"X\",\"variables\":[null]}`, variables[0].name",
        "`{\"type\":\"custom.x\",\"label\":\"X\",\"variables\":[{\"name\":\"a\"},{\"name\":\"a\"}]}`, variables[1].name",
        "`{\"type\":\"custom.x\",\"label\":\"X\",\"schema\":{\"type\":\"no\"}}`, schema",
        "`{\"type\":\"custom.x\",\"label\":\"X\",\"schema\":[]}`, schema",
        "`{\"type\":\"custom.x\",\"label\":\"X\",\"schema\":{\"$ref\":\"http://127.0.0.1:1/x\"}}`, schema",
        "`{\"type\":\"custom.x\",\"label\":\"X\",\"validate\":true}`, validate",
      })
  void type_thatCannotBeKept_isNamedWithAFix(String body, String field) {
    Call.Answer answer = call(TYPES).post(body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly(field);
  }

  private Call call(String path) {
    return Call.to(path, key);
  }

  private Call.Answer event(String type, String data) {
    return call("/api/v1/events").post("{\"type\":\"" + type + "\",\"data\":" + data + "}");
  }

  private Call.Answer webhook(String events, String body) {
    return call("/api/v1/webhooks")
        .post(
            "{\"name\":\"R\",\"url\":\"https://example.com/x\",\"events\":"
                + events
                + ",\"body\":\""
                + body
                + "\"}");
  }

  private static String sample(Call.Answer type, String variable) {
    return type.json()
        .path("variables")
        .valueStream()
        .filter(each -> each.path("name").asString().equals(variable))
        .map(each -> each.path("sample").asString())
        .findFirst()
        .orElseThrow();
  }
}
