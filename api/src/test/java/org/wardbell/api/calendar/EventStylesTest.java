package org.wardbell.api.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** What events say, decided by two clinics for their calendars. */
@Tag("servers")
class EventStylesTest {
  private static final String CALENDAR =
      "{\"doctor_id\":\"17\",\"google_calendar_id\":\"a@clinic.example\",\"refresh_token\":\"1//r\",\"guests\":\"patient\"}";

  private final String clinic = Clinics.make();
  private final String other = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");

  private static String style(String of) {
    return "/api/v1/clinics/" + of + "/event-style";
  }

  private String calendar() {
    return "/api/v1/calendars/"
        + Call.to("/api/v1/calendars", key).post(CALENDAR).json().path("id").asString();
  }

  private JsonNode preview(String body) {
    Call.Answer answer = Call.to(style(clinic) + "/preview", key).post(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void style_ofACalendar_isItsOwn_elseItsClinics_elseTheDefault() {
    String own = calendar() + "/event-style";
    assertThat(Call.to(own, key).get().json().path("decided_for").asString()).isEqualTo("default");
    Call.to(style(clinic), key).put("{\"title\":\"Of the clinic\"}");
    assertThat(Call.to(own, key).get().json().path("title").asString()).isEqualTo("Of the clinic");
    Call.Answer changed = Call.to(own, key).put("{\"title\":\"Of the doctor\"}");
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(Call.to(own, key).get().json().path("decided_for").asString()).isEqualTo("calendar");
    assertThat(Call.to(own, key).delete().status()).isEqualTo(204);
    assertThat(Call.to(own, key).get().json().path("title").asString()).isEqualTo("Of the clinic");
    assertThat(Call.to(style(other)).get().json().path("decided_for").asString())
        .isEqualTo("default");
  }

  @Test
  void style_ofAnotherClinic_isNotThere() {
    String foreign = Clinics.key(other, "ADMIN");
    String own = calendar() + "/event-style";
    assertThat(Call.to(own, foreign).get().status()).isEqualTo(404);
    assertThat(Call.to(own, foreign).put("{}").status()).isEqualTo(404);
    assertThat(Call.to(own, foreign).delete().status()).isEqualTo(404);
    assertThat(Call.to(style(clinic), foreign).put("{}").status()).isEqualTo(404);
    assertThat(Call.to(style(clinic) + "/preview", foreign).post("{}").status()).isEqualTo(404);
    String calendar = own.split("/")[4];
    assertThat(
            Call.to(style(other) + "/preview", foreign)
                .post("{\"calendar_id\":\"%s\"}".formatted(calendar))
                .status())
        .isEqualTo(404);
  }

  @Test
  void templateThatNamesThePatient_needsLeave_andThatIsAudited() {
    Call.Answer refused = Call.to(style(clinic), key).put("{\"title\":\"{{patient_name}}\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.field()).isEqualTo("title");
    assertThat(refused.text()).contains("Position 1").contains("patient_data");

    Call.to(style(clinic), key).put("{\"title\":\"{{patient_name}}\",\"patient_data\":true}");
    JsonNode row =
        Call.to("/api/v1/audit?action=calendar.event_style_changed", key)
            .get()
            .json()
            .path("data")
            .path(0);
    assertThat(row.toString()).contains("\"patient_data\":true").contains("{{patient_name}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"title\":\"{{doctor_nam}}\"} | title",
        "{\"title\":\"{{current_date}}\"} | title",
        "{\"title\":\"{{delivery_id}}\"} | title",
        "{\"title\":\"{{data.patient_name}}\"} | title",
        "{\"location\":\"{{#if doctor_name}}x\"} | location",
        "{\"description\":\"<b {{doctor_name}}>\"} | description",
        "{\"description\":\"{{#each service_names}}{{this}}{{/each}}\"} | description",
        "{\"title\":\" \"} | title",
        "{\"colours\":{\"BOOKED\":12}} | colours.BOOKED",
        "{\"colours\":{\"CANCELLED\":3}} | colours.CANCELLED",
        "{\"colours\":{\"LATE\":3}} | colours",
        "{\"reminders\":[{\"method\":\"sms\",\"minutes\":3}]} | reminders[0].method",
        "{\"reminders\":[{\"method\":\"popup\",\"minutes\":40321}]} | reminders[0].minutes",
        "{\"reminders\":[{\"method\":\"popup\"}]} | reminders[0].minutes",
        "{\"invitations\":\"some\"} | invitations"
      })
  void style_thatCannotBe_is422NamingTheField(String body, String field) {
    Call.Answer answer = Call.to(style(clinic), key).put(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({"title, 250", "location, 1000", "description, 8192"})
  void template_longerThanGoogleKeeps_isRefused(String field, int most) {
    String body = "{\"%s\":\"%s\"}";
    assertThat(Call.to(style(clinic), key).put(body.formatted(field, "x".repeat(most))).status())
        .isEqualTo(200);
    Call.Answer longer =
        Call.to(style(clinic), key).put(body.formatted(field, "x".repeat(most + 1)));
    assertThat(longer.status()).isEqualTo(422);
    assertThat(longer.field()).isEqualTo(field);
  }

  @Test
  void preview_showsASample_inTheClinicsZone_orAnAppointment() {
    JsonNode sample =
        preview(
            "{\"style\":{\"title\":\"{{service_names}} {{appointment_start_time}}\","
                + "\"description\":\"<b>{{patient_name}}</b>\",\"patient_data\":true,"
                + "\"colours\":{\"BOOKED\":9},\"reminders\":[]}}");
    assertThat(sample.path("title").asString()).isEqualTo("Consultation, Blood test 14:00:00");
    assertThat(sample.path("description").asString()).contains("<b>Grace O").contains("Neill</b>");
    assertThat(sample.path("colour").asInt()).isEqualTo(9);
    assertThat(sample.path("reminders").toString()).isEqualTo("[\"none\"]");
    assertThat(sample.path("names_patient").asBoolean()).isTrue();

    String calendar = calendar().split("/")[4];
    String booked =
        Call.to("/api/v1/appointments", key)
            .post(
                """
                {"doctor_id":"17","patient":{"id":"p","name":"Rosa","email":"rosa@patients.example"},
                 "start":"2031-05-01T09:00:00Z","end":"2031-05-01T09:30:00Z","time_zone":"Europe/Berlin"}
                """)
            .json()
            .path("id")
            .asString();
    JsonNode real =
        preview(
            "{\"appointment_id\":\"%s\",\"calendar_id\":\"%s\",\"style\":{\"title\":\"{{patient_name}}\",\"patient_data\":true}}"
                .formatted(booked, calendar));
    assertThat(real.path("title").asString()).isEqualTo("Rosa");
    assertThat(real.path("guests").toString()).isEqualTo("[\"rosa@patients.example\"]");
    assertThat(real.path("start").asString()).startsWith("2031-05-01T11:00");
    JsonNode inForce = preview("{\"appointment_id\":\"%s\"}".formatted(booked));
    assertThat(inForce.path("title").asString()).isEqualTo("Appointment");
    assertThat(inForce.toString()).doesNotContain("Rosa").doesNotContain("rosa");
  }

  @Test
  void preview_ofAWrongStyle_namesTheFieldInIt() {
    Call.Answer answer =
        Call.to(style(clinic) + "/preview", key)
            .post("{\"style\":{\"title\":\"{{patient_name}}\"}}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("style.title");
  }

  @Test
  void change_isShownAsProgressOnTheCalendar() {
    String calendar = calendar();
    Call.to(calendar + "/event-style", key).put("{\"title\":\"Visit\"}");
    assertThat(Call.to(calendar, key).get().json().path("restyle").path("events").isNumber())
        .isTrue();
    Call.to(calendar() + "/event-style", key)
        .put("{\"title\":\"Visit\",\"invitations\":\"external_only\"}");
    assertThat(Call.to(calendar, key).get().json().path("guests").asString()).isEqualTo("patient");
  }
}
