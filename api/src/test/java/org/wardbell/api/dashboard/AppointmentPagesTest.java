package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_CHANGE;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSON;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

/** Pages of appointments in a clinic in Berlin. */
@Tag("servers")
class AppointmentPagesTest {
  private static final String NAME = "Rosa Silbermann";

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");
  private final People.SignedInPerson writer = People.make(clinic, "WRITER").signIn();

  private Call.Answer page(String path) {
    return writer.withoutToken(path).get();
  }

  private Call.Answer send(String path, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("csrf", writer.csrf());
    return Pages.send(writer.withoutToken(path), all);
  }

  private Call.Answer book(String start) {
    return send(
        "/appointments/new",
        Map.of(
            "doctor_id",
            "17",
            "start",
            start,
            "minutes",
            "30",
            "patient.id",
            "p-1",
            "patient.name",
            NAME,
            "services",
            "Consultation\n\nX-ray"));
  }

  private String booked(String start) {
    Call.Answer answer = book(start);
    assertThat(answer.status()).as(answer.text()).isEqualTo(302);
    return answer.header("Location");
  }

  @Test
  void booking_onAPage_isInTheClinicsZone_andNamesNobodyUntilAsked() {
    String address = booked("2030-05-06T09:00");

    String shown = page(address).text();
    assertThat(shown)
        .contains(
            "Mon 6 May 2030, 09:00–09:30 CEST", "Europe/Berlin", "A person here", "Booked for")
        .doesNotContain(NAME, "X-ray");
    assertThat(page("/appointments").text()).contains(address).doesNotContain(NAME);

    Call.Answer asked = send(address + "/patient", Map.of());
    assertThat(asked.text()).contains(NAME, "Consultation, X-ray");
    assertThat(Call.to("/api/v1/audit?action=appointment.data_read", key).get().text())
        .contains(address.replace("/appointments/", "appointment/"));
  }

  @Test
  void booking_ofATakenSlot_offersFreeOnes() {
    booked("2030-05-06T09:00");

    Call.Answer taken = book("2030-05-06T09:15");

    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.text())
        .contains("This is not free", "name=\"slot\" value=\"2030-05-06T07:30:00Z\"", NAME);
    Call.Answer offered =
        send(
            "/appointments/new",
            Map.of(
                "doctor_id",
                "17",
                "start",
                "2030-05-06T09:15",
                "minutes",
                "30",
                "patient.id",
                "p-1",
                "slot",
                "2030-05-06T07:30:00Z"));
    assertThat(page(offered.header("Location")).text()).contains("09:30–10:00 CEST");
  }

  @Test
  void booking_withMistakes_saysThemBesideTheirFields() {
    Call.Answer refused =
        send(
            "/appointments/new",
            Map.of("doctor_id", "17", "start", "2030-03-31T02:30", "minutes", "x"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text())
        .contains("clocks are put forward then in Europe/Berlin", "no number of minutes");
  }

  @Test
  void list_isFiltered_andLeavesOutWhatCannotBe() {
    String early = booked("2030-05-06T09:00");
    String late = booked("2030-05-07T09:00");

    assertThat(page("/appointments?from=2030-05-07T00:00&status=&doctor_id=17").text())
        .contains(late)
        .doesNotContain(early);
    assertThat(page("/appointments?status=CANCELLED").text()).contains("No appointment matches.");
    assertThat(page("/appointments?status=NONE").header("Location")).endsWith("?left_out=status");
    assertThat(page("/appointments?from=x").header("Location")).endsWith("?left_out=from");
    assertThat(page("/appointments?view=x").header("Location")).endsWith("?left_out=view");
    assertThat(page("/appointments?view=week&week=x").header("Location"))
        .endsWith("?view=week&left_out=week");
    People.SignedInPerson stranger = People.make(Clinics.make(), "WRITER").signIn();
    assertThat(stranger.withoutToken("/appointments").get().text())
        .contains("There is no appointment yet.");
    assertThat(stranger.withoutToken(early).get().status()).isEqualTo(404);
  }

  @Test
  void move_checkIn_andCancel_areToldInTheHistory() {
    String address = booked("2030-05-06T09:00");

    Call.Answer moved =
        send(
            address + "/move",
            Map.of("start", "2030-05-06T11:00", "minutes", "45", "version", "1"));
    assertThat(moved.status()).as(moved.text()).isEqualTo(302);
    send(address + "/status", Map.of("status", "CHECKED_IN", "version", "2"));
    Call.Answer late = send(address + "/status", Map.of("status", "CANCELLED", "version", "2"));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("It was changed meanwhile", "Checked in");
    send(address + "/status", Map.of("status", "CANCELLED", "version", "3"));

    assertThat(page(address).text())
        .contains("11:00–11:45 CEST", "Moved from Mon 6 May 2030, 09:00–09:30 CEST", "Cancelled.")
        .doesNotContain("Another time");
  }

  @Test
  void history_tellsWhomItWasTold_withEachDelivery() {
    String address = booked("2030-05-06T09:00");
    String id = address.substring(address.lastIndexOf('/') + 1);
    String webhook = Clinics.webhook(clinic);
    String booked = told(id, webhook, "DELIVERED");
    send(address + "/status", Map.of("status", "CANCELLED", "version", "1"));
    String cancelled = told(id, webhook, "EXHAUSTED");

    String shown = page(address).text();

    assertThat(shown.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " "))
        .containsSubsequence(
            "Cancelled.", "→ did not tell CRM", "Given up", "Booked for", "→ told CRM");
    assertThat(shown)
        .containsSubsequence("/deliveries/" + cancelled, "/deliveries/" + booked)
        .doesNotContain(NAME);
  }

  /** Keeps a delivery of an event about an appointment; returns its id. */
  private String told(String appointment, String webhook, String status) {
    DSLContext database = ApiServer.shared().bean(DSLContext.class);
    String event =
        Call.to("/api/v1/events", key)
            .post(
                "{\"type\":\"bill.paid\",\"subject\":\"appointment/%s\",\"data\":{}}"
                    .formatted(appointment))
            .json()
            .path("id")
            .asString();
    String delivery = Clinics.delivery(clinic, webhook, event, status);
    database
        .update(DELIVERY)
        .set(
            DELIVERY.SUBJECT_FINGERPRINT,
            DSL.select(EVENT.SUBJECT_FINGERPRINT)
                .from(EVENT)
                .where(EVENT.ID.eq(UUID.fromString(event))))
        .where(DELIVERY.ID.eq(UUID.fromString(delivery)))
        .execute();
    return delivery;
  }

  @Test
  void move_toATakenTime_offersFreeOnes() {
    String address = booked("2030-05-06T09:00");
    booked("2030-05-06T10:00");

    Call.Answer refused =
        send(address + "/move", Map.of("start", "2030-05-06T10:00", "minutes", "30"));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("value=\"2030-05-06T10:00\"", "2030-05-06T08:30:00Z");
  }

  @Test
  void conflict_thatWasPutBack_showsBothTimesAndWhatCanBeDone() {
    String address = booked("2030-05-06T09:00");
    String other = booked("2030-05-06T10:00");
    putBack(address.substring(address.lastIndexOf('/') + 1));

    String shown = page(address).text();

    assertThat(shown)
        .contains(
            "The doctor’s change was put back",
            "Mon 6 May 2030, 10:00–10:30 CEST",
            "the doctor is not free then",
            other,
            "Move to Mon 6 May 2030, 10:30–11:00 CEST");
    send(address + "/move", Map.of("slot", "2030-05-06T08:30:00Z", "minutes", "30"));
    assertThat(page(address).text()).doesNotContain("The doctor’s change was put back");
  }

  private void putBack(String id) {
    ApiServer.shared()
        .bean(DSLContext.class)
        .insertInto(APPOINTMENT_CHANGE)
        .set(APPOINTMENT_CHANGE.CLINIC_ID, UUID.fromString(clinic))
        .set(APPOINTMENT_CHANGE.APPOINTMENT_ID, UUID.fromString(id))
        .set(APPOINTMENT_CHANGE.VERSION, 1)
        .set(APPOINTMENT_CHANGE.AT, Instant.now())
        .set(APPOINTMENT_CHANGE.SOURCE, "google")
        .set(APPOINTMENT_CHANGE.KIND, "reverted")
        .set(
            APPOINTMENT_CHANGE.DETAIL,
            JSON.json(
                "{\"previous_start\":\"2030-05-06T07:00:00Z\",\"previous_end\":\"2030-05-06T07:30:00Z\",\"requested_start\":\"2030-05-06T08:00:00Z\",\"requested_end\":\"2030-05-06T08:30:00Z\",\"reason\":\"SLOT_TAKEN\"}"))
        .execute();
  }

  @Test
  void week_showsWhatIsInIt_alsoWhenClocksArePutBack() {
    String twice = booked("2030-10-27T02:30");

    String week = page("/appointments?view=week&week=2030-10-23").text();

    assertThat(week)
        .contains(
            twice, "02:30 CEST–02:00 CET", "02:00 again", "clocks are put back by 60 minutes");
    assertThat(page("/appointments?view=week&week=2030-11-04").text())
        .contains("Nothing in this week.")
        .doesNotContain("02:00 again");
  }

  @Test
  void reader_seesButtonsThatSayWhoCanGiveTheRole() {
    String address = booked("2030-05-06T09:00");
    People.SignedInPerson reader = People.make(clinic, "READER").signIn();

    assertThat(reader.withoutToken(address).get().text())
        .contains("disabled title=\"This needs the role WRITER.");
    assertThat(
            Pages.send(
                    reader.withoutToken(address + "/status"),
                    Map.of("csrf", reader.csrf(), "status", "CANCELLED"))
                .status())
        .isEqualTo(403);
  }
}
