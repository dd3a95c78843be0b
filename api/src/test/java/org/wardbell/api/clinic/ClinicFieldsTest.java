package org.wardbell.api.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.Call;

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
