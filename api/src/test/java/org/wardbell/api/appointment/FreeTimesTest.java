package org.wardbell.api.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.DOCTOR;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** When a doctor is free, in two clinics that both call a doctor 17. */
@Tag("servers")
class FreeTimesTest {
  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "WRITER");
  private final String stranger = Clinics.key(Clinics.make(), "WRITER");
  private final Bookings bookings = new Bookings(key, "17");

  private static final String MORNING =
      "/api/v1/availability?doctor_id=17&from=2030-05-06T09:00:00%2B02:00&to=2030-05-06T11:00:00%2B02:00"
          + "&time_zone=Europe/Berlin";

  private static List<String> starts(JsonNode answer, String list) {
    return answer
        .path(list)
        .valueStream()
        .map(slot -> slot.path("start").asString().substring(0, 16))
        .toList();
  }

  private List<String> free(String further) {
    Call.Answer answer = Call.to(MORNING + further, key).get();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return starts(answer.json(), "data");
  }

  @Test
  void availability_leavesOutAppointmentsAndBusyTime_ofThisDoctorOnly() {
    bookings.book("06T09:30", "06T10:00");
    new Bookings(stranger, "17").book("06T09:00", "06T09:30");
    busy("2030-05-06T08:40:00Z", "2030-05-06T08:50:00Z");

    assertThat(free("&length=30")).containsExactly("2030-05-06T09:00", "2030-05-06T10:00");
    assertThat(free("&length=30&step=10"))
        .containsExactly("2030-05-06T09:00", "2030-05-06T10:00", "2030-05-06T10:10");
  }

  private void busy(String from, String to) {
    DSLContext database = ApiServer.shared().bean(DSLContext.class);
    UUID doctor =
        database
            .select(DOCTOR.ID)
            .from(DOCTOR)
            .where(DOCTOR.CLINIC_ID.eq(UUID.fromString(clinic)))
            .fetchSingle(DOCTOR.ID);
    database
        .insertInto(BUSY_TIME)
        .set(BUSY_TIME.CALENDAR_ID, UUID.randomUUID())
        .set(BUSY_TIME.GOOGLE_EVENT_ID, "e")
        .set(BUSY_TIME.CLINIC_ID, UUID.fromString(clinic))
        .set(BUSY_TIME.DOCTOR_ID, doctor)
        .set(BUSY_TIME.STARTS_AT, Instant.parse(from))
        .set(BUSY_TIME.ENDS_AT, Instant.parse(to))
        .execute();
  }

  @Test
  void availability_pageByPage_isTheSameAsAtOnce() {
    bookings.book("06T09:30", "06T10:00");
    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = Call.to(MORNING + "&length=10&limit=2" + cursor, key).get().json();
      all.addAll(starts(page, "data"));
      cursor =
          page.hasNonNull("next_cursor") ? "&cursor=" + page.path("next_cursor").asString() : null;
    } while (cursor != null);

    assertThat(all).hasSize(9).isEqualTo(free("&length=10"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"&length=0", "&length=1441", "&length=30&step=0", "&length=x"})
  void availability_ofSlotsThatCannotBe_is422(String further) {
    bookings.book("06T09:30", "06T10:00");
    assertThat(Call.to(MORNING + further, key).get().status()).isEqualTo(422);
  }

  @Test
  void availability_ofADoctorWhomTheClinicDoesNotKnow_is404() {
    bookings.book("06T09:30", "06T10:00");
    assertThat(Call.to(MORNING + "&length=30", stranger).get().status()).isEqualTo(404);
  }

  @Test
  void takenSlot_isRefusedWithTheNextFreeOnes() {
    bookings.book("06T09:00", "06T09:30");
    bookings.book("06T10:00", "06T10:30");

    Call.Answer refused = bookings.book("06T09:15", "06T09:45");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.field()).isEqualTo("start");
    assertThat(starts(refused.json(), "alternatives"))
        .containsExactly(
            "2030-05-06T09:30",
            "2030-05-06T10:30",
            "2030-05-06T11:00",
            "2030-05-06T11:30",
            "2030-05-06T12:00");
    assertThat(refused.json().at("/alternatives/0/start").asString()).endsWith("+02:00");
  }
}
