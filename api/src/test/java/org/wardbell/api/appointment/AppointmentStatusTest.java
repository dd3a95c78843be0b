package org.wardbell.api.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** What becomes of appointments, in two clinics. */
@Tag("servers")
class AppointmentStatusTest {
  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "WRITER");
  private final String stranger = Clinics.key(Clinics.make(), "ADMIN");
  private final Bookings bookings = new Bookings(key, "doctor-" + UUID.randomUUID());

  private String booked() {
    return bookings.booked("06T09:00", "06T09:30");
  }

  private List<String> told() {
    return ApiServer.shared()
        .bean(DSLContext.class)
        .select(EVENT.TYPE)
        .from(EVENT)
        .where(EVENT.CLINIC_ID.eq(UUID.fromString(clinic)))
        .orderBy(EVENT.NUMBER)
        .fetch(EVENT.TYPE);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"status\":\"CHECKED_IN\"}', CHECKED_IN, 4",
    "'{\"status\":\"check-in\"}', CHECKED_IN, 4",
    "'{\"kivicare_status\":3}', CHECKED_OUT, 3",
    "'{\"status\":\"2\"}', PENDING, 2",
    "'{\"status\":\"noshow\"}', NO_SHOW, 0",
    "'{\"status\":\"CHECKED_IN\",\"kivicare_status\":4}', CHECKED_IN, 4"
  })
  void status_byOursAndKiviCaresWords_isSetAndToldOnce(String body, String status, int number) {
    String id = booked();

    Call.Answer answer = bookings.status(id, body);
    bookings.status(id, body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("status").asString()).isEqualTo(status);
    assertThat(answer.json().path("kivicare_status").asInt()).isEqualTo(number);
    assertThat(told()).containsExactly("appointment.booked", "appointment.status_changed");
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', status",
    "'{\"status\":\"updated\"}', status",
    "'{\"kivicare_status\":9}', kivicare_status",
    "'{\"status\":\"BOOKED\",\"kivicare_status\":4}', kivicare_status"
  })
  void status_thatIsNone_is422NamingTheField(String body, String field) {
    Call.Answer answer = bookings.status(booked(), body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(field);
  }

  @Test
  void cancellation_byStatus_tellsBothEvents_andIsNotCheckedInAfterwards() {
    String id = booked();
    bookings.status(id, "{\"kivicare_status\":0}");

    Call.Answer refused = bookings.status(id, "{\"status\":\"CHECKED_IN\"}");

    assertThat(told())
        .containsExactly(
            "appointment.booked", "appointment.cancelled", "appointment.status_changed");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.field()).isEqualTo("status");
    assertThat(refused.text()).contains("BOOKED");
  }

  @Test
  void cancelled_isBookedAgain_onlyWhileItsSlotIsFree() {
    String first = booked();
    Call.to(Bookings.one(first) + "/cancel", key).post("");
    assertThat(bookings.status(first, "{\"status\":\"BOOKED\"}").status()).isEqualTo(200);

    Call.to(Bookings.one(first) + "/cancel", key).post("");
    booked();
    Call.Answer refused = bookings.status(first, "{\"status\":\"BOOKED\"}");
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.json().path("alternatives").size()).isEqualTo(5);
  }

  @Test
  void change_onAnOlderTag_is412() {
    String id = booked();
    String tag = Call.to(Bookings.one(id), key).get().header("etag");
    bookings.status(id, "{\"status\":\"ARRIVED\"}");

    for (String path : List.of("/status", "/cancel")) {
      Call.Answer refused =
          Call.to(Bookings.one(id) + path, key)
              .header("If-Match", tag)
              .post(path.equals("/status") ? "{\"status\":\"CHECKED_IN\"}" : "");
      assertThat(refused.status()).as(path).isEqualTo(412);
    }
    assertThat(Call.to(Bookings.one(id), key).header("If-Match", tag).delete().status())
        .isEqualTo(412);
  }

  @Test
  void deleted_isGone_withItsPatient_andItsExternalIdIsFree() {
    String body = bookings.body("06T09:00", "06T09:30", "\"external_id\": \"A-1\",");
    String id = Call.to(Bookings.APPOINTMENTS, key).post(body).json().path("id").asString();

    assertThat(Call.to(Bookings.one(id), key).delete().status()).isEqualTo(204);

    assertThat(Call.to(Bookings.one(id), key).get().status()).isEqualTo(404);
    assertThat(Call.to(Bookings.one(id), key).delete().status()).isEqualTo(404);
    assertThat(bookings.status(id, "{\"status\":\"BOOKED\"}").status()).isEqualTo(404);
    assertThat(listed("").size()).isZero();
    assertThat(told()).containsExactly("appointment.booked", "appointment.deleted");
    assertThat(Call.to(Bookings.APPOINTMENTS, key).post(body).status()).isEqualTo(201);
  }

  private JsonNode listed(String filter) {
    return Call.to(Bookings.APPOINTMENTS + filter, key).get().json().path("data");
  }

  @Test
  void list_byPatientAndStatus_findsThoseOfItsOwnClinic() {
    String id = booked();
    bookings.booked("07T09:00", "07T09:30");
    bookings.status(id, "{\"status\":\"ARRIVED\"}");

    assertThat(listed("?status=arrived").size()).isEqualTo(1);
    assertThat(listed("?status=4").size()).isZero();
    assertThat(listed("?patient_id=p-1").size()).isEqualTo(2);
    assertThat(listed("?patient_id=p-2").size()).isZero();
    assertThat(Call.to(Bookings.APPOINTMENTS + "?status=here", key).get().status()).isEqualTo(422);
    assertThat(
            Call.to(Bookings.APPOINTMENTS + "?patient_id=p-1", stranger)
                .get()
                .json()
                .path("data")
                .size())
        .isZero();
  }

  @Test
  void history_tellsWhatWhereAndWho_newestFirst_pageByPage() {
    String id = booked();
    bookings.status(id, "{\"status\":\"ARRIVED\"}");
    String history = Bookings.one(id) + "/history";

    JsonNode first = Call.to(history + "?limit=1", key).get().json();
    JsonNode change = first.path("data").path(0);
    assertThat(change.path("kind").asString()).isEqualTo("status");
    assertThat(change.path("source").asString()).isEqualTo("api");
    assertThat(change.path("actor").asString()).startsWith("key/");
    assertThat(change.path("detail").path("from_status").asString()).isEqualTo("BOOKED");
    JsonNode second =
        Call.to(history + "?limit=1&cursor=" + first.path("next_cursor").asString(), key)
            .get()
            .json();
    assertThat(second.at("/data/0/kind").asString()).isEqualTo("booked");
    assertThat(second.hasNonNull("next_cursor")).isFalse();
    assertThat(Call.to(history, stranger).get().status()).isEqualTo(404);
  }

  @Test
  void anotherClinicsAppointment_cannotBeChanged() {
    String id = booked();
    Call.Answer status = Call.to(Bookings.one(id) + "/status", stranger).post("{\"status\":\"1\"}");
    assertThat(status.status()).isEqualTo(404);
    assertThat(Call.to(Bookings.one(id), stranger).delete().status()).isEqualTo(404);
  }
}
