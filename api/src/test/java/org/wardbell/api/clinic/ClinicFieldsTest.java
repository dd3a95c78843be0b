package org.wardbell.api.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.Call;
import tools.jackson.databind.JsonNode;

/** The fields by which a request speaks of a clinic. */
@Tag("servers")
class ClinicFieldsTest {
  private static final String NOWHERE = "01980000-0000-7000-8000-000000000000";

  @Test
  void emailAddress_thatIsNone_isNamed() {
    assertThat(Call.to("/api/v1/clinics").post("{\"name\":\"North\",\"email\":\"nomail\"}"))
        .returns(422, Call.Answer::status)
        .returns("email", Call.Answer::field);
  }

  @Test
  void defaultClinic_underAnotherName_isMeantByRequestsThatNameNone() {
    JsonNode first =
        Call.to("/api/v1/clinics?limit=200")
            .get()
            .json()
            .path("data")
            .valueStream()
            .filter(each -> each.path("is_default").asBoolean())
            .findFirst()
            .orElseThrow();
    String path = "/api/v1/clinics/" + first.path("id").asString();
    String name = "Harbour " + UUID.randomUUID();

    Call.Answer renamed = Call.to(path).put("{\"name\":\"" + name + "\"}");

    try {
      assertThat(renamed.status()).as(renamed.text()).isEqualTo(200);
      assertThat(renamed.json().path("name").asString()).isEqualTo(name);
      assertThat(renamed.json().path("is_default").asBoolean()).isTrue();
      JsonNode webhook =
          Call.to("/api/v1/webhooks")
              .post("{\"name\":\"A\",\"url\":\"https://a.example/\",\"events\":[\"*\"]}")
              .json();
      assertThat(webhook.path("clinic_id")).isEqualTo(first.path("id"));
      assertThat(Call.to(path).put("{\"name\":\"x\",\"is_default\":false}").field())
          .isEqualTo("is_default");
    } finally {
      Call.to(path).put(first.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/event-types",
        "/api/v1/event-types/appointment.booked/schema",
        "/api/v1/appointments?limit=1",
        "/api/v1/webhooks/export",
        "/wp-json/kivicare/v1/webhooks"
      })
  void parameter_thatNamesNoClinic_isCalledByItsName(String path) {
    String whole = path + (path.contains("?") ? "&" : "?") + "clinic_id=" + NOWHERE;
    assertThat(Call.to(whole).get())
        .as(whole)
        .returns(422, Call.Answer::status)
        .returns("clinic_id", Call.Answer::field);
  }

  @Test
  void fieldOfABody_thatNamesNoClinic_isCalledByItsName() {
    assertThat(
            Call.to("/api/v1/webhooks")
                .post(
                    "{\"name\":\"A\",\"url\":\"https://a.example/\",\"events\":[\"*\"],\"clinic\":\""
                        + NOWHERE
                        + "\"}"))
        .returns(422, Call.Answer::status)
        .returns("clinic", Call.Answer::field);
  }
}
