package org.wardbell.api.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

@Tag("servers")
class AppointmentsTest {
  private static final String APPOINTMENTS = "/api/v1/appointments";

  private final String doctor = "doctor-" + UUID.randomUUID();

  private String booking(String start, String end) {
    return """
        {"doctor_id": "%s", "patient": {"id": "p-1", "name": "Rosa Silbermann",
         "email": "rosa@patients.example", "contact_number": "+49 30 1234567"},
         "start": "%s", "end": "%s", "time_zone": "Europe/Berlin",
         "services": ["Check-up"], "description": "first\\nvisit"}
        """
        .formatted(doctor, start, end);
  }

  private Call.Answer book(String start, String end) {
    return Call.to(APPOINTMENTS).post(booking(start, end));
  }

  private static String one(String id) {
    return APPOINTMENTS + "/" + id;
  }

  @Test
  void booking_isCreated_andShowsNoPatient() {
    Call.Answer answer = book("2030-05-06T09:00:00+02:00", "2030-05-06T09:30:00+02:00");

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    String id = answer.json().path("id").asString();
    assertThat(answer.header("location")).isEqualTo(one(id));
    assertThat(answer.json().path("status").asString()).isEqualTo("BOOKED");
    assertThat(answer.json().path("doctor_id").asString()).isEqualTo(doctor);
    assertThat(answer.json().path("start").asString()).startsWith("2030-05-06T09:00");
    assertThat(answer.json().path("start").asString()).endsWith("+02:00");
    assertThat(answer.text()).doesNotContain("Silbermann");
    assertThat(Call.to(one(id)).get().text()).doesNotContain("Silbermann");
    assertThat(Call.to(one(id) + "?include=data").get().json().at("/data/patient/name").asString())
        .isEqualTo("Rosa Silbermann");
  }

  @Test
  void booking_ofATakenSlot_is409NamingTheField() {
    book("2030-05-06T09:00:00+02:00", "2030-05-06T10:00:00+02:00");
    Call.Answer answer = book("2030-05-06T09:30:00+02:00", "2030-05-06T10:30:00+02:00");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.field()).isEqualTo("start");
  }

  @Test
  void change_thenCancel_thenChange_isRefused() {
    String id =
        book("2030-05-06T09:00:00+02:00", "2030-05-06T10:00:00+02:00").json().path("id").asString();

    Call.Answer moved =
        Call.to(one(id)).put(booking("2030-05-06T11:00:00+02:00", "2030-05-06T12:00:00+02:00"));
    assertThat(moved.status()).as(moved.text()).isEqualTo(200);
    assertThat(moved.json().path("version").asInt()).isEqualTo(2);

    Call.Answer cancelled = Call.to(one(id) + "/cancel").post("{}");
    assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
    assertThat(cancelled.json().path("status").asString()).isEqualTo("CANCELLED");

    Call.Answer unchanged =
        Call.to(one(id)).put(booking("2030-05-06T11:00:00+02:00", "2030-05-06T12:00:00+02:00"));
    assertThat(unchanged.json().path("status").asString()).isEqualTo("CANCELLED");

    Call.Answer refused =
        Call.to(one(id)).put(booking("2030-05-06T13:00:00+02:00", "2030-05-06T14:00:00+02:00"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.field()).isEqualTo("status");
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', doctor_id",
    "'{\"doctor_id\":\"1\",\"patient\":{\"id\":\"p\"},\"end\":\"2030-05-06T09:00:00Z\",\"time_zone\":\"UTC\"}', start",
    "'{\"doctor_id\":\"1\",\"patient\":{},\"start\":\"2030-05-06T08:00:00Z\",\"end\":\"2030-05-06T09:00:00Z\",\"time_zone\":\"UTC\"}', patient.id",
    "'{\"doctor_id\":\"1\",\"patient\":{\"id\":\"p\"},\"start\":\"2030-05-06T10:00:00Z\",\"end\":\"2030-05-06T09:00:00Z\",\"time_zone\":\"UTC\"}', end",
    "'{\"doctor_id\":\"1\",\"patient\":{\"id\":\"p\"},\"start\":\"2030-05-06T08:00:00Z\",\"end\":\"2030-05-08T09:00:00Z\",\"time_zone\":\"UTC\"}', end",
    "'{\"doctor_id\":\"1\",\"patient\":{\"id\":\"p\"},\"start\":\"tomorrow\",\"end\":\"2030-05-08T09:00:00Z\",\"time_zone\":\"UTC\"}', start",
    "'{\"doctor_id\":\"1\",\"patient\":{\"id\":\"p\"},\"start\":\"2030-05-06T08:00:00Z\",\"end\":\"2030-05-06T09:00:00Z\",\"time_zone\":\"Mars/Base\"}', time_zone",
    "'{\"doctor_id\":\"1\",\"patient\":{\"id\":\"p\"},\"start\":\"2030-05-06T08:00:00Z\",\"end\":\"2030-05-06T09:00:00Z\"}', time_zone"
  })
  void booking_withSomethingWrong_is422NamingTheField(String body, String field) {
    Call.Answer answer = Call.to(APPOINTMENTS).post(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(field);
  }

  @Test
  void unknownAppointment_is404() {
    assertThat(Call.to(one(UUID.randomUUID().toString())).get().status()).isEqualTo(404);
    assertThat(Call.to(one("nonsense")).get().status()).isEqualTo(404);
    assertThat(Call.to(one(UUID.randomUUID() + "/cancel")).post("{}").status()).isEqualTo(404);
  }

  @Test
  void anotherClinicsAppointment_doesNotExist_andAReaderChangesNothing() {
    String id =
        book("2030-05-06T09:00:00+02:00", "2030-05-06T10:00:00+02:00").json().path("id").asString();
    String stranger = Clinics.key(Clinics.make(), "ADMIN");
    String body = booking("2030-05-06T11:00:00+02:00", "2030-05-06T12:00:00+02:00");

    assertThat(Call.to(one(id), stranger).get().status()).isEqualTo(404);
    assertThat(Call.to(one(id), stranger).put(body).status()).isEqualTo(404);
    assertThat(Call.to(one(id) + "/cancel", stranger).post("{}").status()).isEqualTo(404);

    String reader = Clinics.key(Clinics.make(), "READER");
    assertThat(Call.to(APPOINTMENTS, reader).post(body).status()).isEqualTo(403);
  }

  @Test
  void externalId_ofAnotherAppointment_is409() {
    String external = "A-" + UUID.randomUUID();
    String first =
        booking("2030-05-06T09:00:00+02:00", "2030-05-06T10:00:00+02:00")
            .replaceFirst("\\{", "{\"external_id\": \"" + external + "\",");
    String second =
        booking("2030-05-06T11:00:00+02:00", "2030-05-06T12:00:00+02:00")
            .replaceFirst("\\{", "{\"external_id\": \"" + external + "\",");
    assertThat(Call.to(APPOINTMENTS).post(first).status()).isEqualTo(201);
    Call.Answer refused = Call.to(APPOINTMENTS).post(second);
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.field()).isEqualTo("external_id");
  }

  @Test
  void anonymous_is401() {
    assertThat(Call.anonymous(APPOINTMENTS).post("{}").status()).isEqualTo(401);
  }
}
