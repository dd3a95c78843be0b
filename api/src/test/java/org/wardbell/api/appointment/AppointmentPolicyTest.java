package org.wardbell.api.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

/** Decisions about appointments, of two clinics. */
@Tag("servers")
class AppointmentPolicyTest {
  private final String clinic = Clinics.make();
  private final String other = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");

  private static String policy(String of) {
    return "/api/v1/clinics/" + of + "/appointment-policy";
  }

  @Test
  void policy_ofAClinicThatDecidedNothing_isTheDefault() {
    Call.Answer answer = Call.to(policy(clinic), key).get();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("reminder_minutes").toString()).isEqualTo("[1440]");
    assertThat(answer.json().path("after_end").asString()).isEqualTo("LEAVE");
    assertThat(answer.json().path("rsvp").asString()).isEqualTo("WINDOW");
    assertThat(answer.json().path("arrival_minutes").asInt()).isEqualTo(30);
  }

  @Test
  void change_isKept_forItsOwnClinicOnly() {
    Call.Answer changed =
        Call.to(policy(clinic), key)
            .put(
                "{\"reminder_minutes\":[60,2880,60],\"after_end\":\"NO_SHOW\",\"after_end_minutes\":15,"
                    + "\"rsvp\":\"ALWAYS\",\"arrival_status\":\"CHECKED_IN\",\"arrival_minutes\":45}");

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().path("reminder_minutes").toString()).isEqualTo("[2880,60]");
    Call.Answer read = Call.to(policy(clinic), key).get();
    assertThat(read.json()).isEqualTo(changed.json());
    assertThat(Call.to(policy(clinic), key).put(read.text()).json()).isEqualTo(read.json());
    assertThat(Call.to(policy(other)).get().json().path("after_end").asString()).isEqualTo("LEAVE");
    assertThat(Call.to(policy(other), key).put("{}").status()).isEqualTo(404);
  }

  @Test
  void noReminders_isADecision() {
    Call.to(policy(clinic), key).put("{\"reminder_minutes\":[]}");
    assertThat(Call.to(policy(clinic), key).get().json().path("reminder_minutes").toString())
        .isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"reminder_minutes\":[0]}', reminder_minutes[0]",
    "'{\"reminder_minutes\":[60,43201]}', reminder_minutes[1]",
    "'{\"reminder_minutes\":[1,2,3,4,5,6,7,8,9,10,11]}', reminder_minutes",
    "'{\"after_end_minutes\":-1}', after_end_minutes",
    "'{\"arrival_minutes\":1441}', arrival_minutes",
    "'{\"arrival_status\":\"BOOKED\"}', arrival_status"
  })
  void policy_thatCannotBe_is422NamingTheField(String body, String field) {
    Call.Answer answer = Call.to(policy(clinic), key).put(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(field);
  }
}
