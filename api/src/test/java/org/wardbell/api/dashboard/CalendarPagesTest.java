package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_QUARANTINE;

import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

@Tag("servers")
class CalendarPagesTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");
  private final People.SignedInPerson admin = People.make(clinic, "ADMIN").signIn();
  private final People.SignedInPerson reader = People.make(clinic, "READER").signIn();

  private String calendar(String doctor) {
    return Call.to("/api/v1/calendars", key)
        .post(
            "{\"doctor_id\":\"%s\",\"google_calendar_id\":\"%s@clinic.example\",\"refresh_token\":\"1//t\"}"
                .formatted(doctor, doctor))
        .json()
        .path("id")
        .asString();
  }

  private static void state(String calendar, String state, String error) {
    DATABASE
        .update(CALENDAR)
        .set(CALENDAR.STATE, state)
        .set(CALENDAR.LAST_ERROR, error)
        .where(CALENDAR.ID.eq(UUID.fromString(calendar)))
        .execute();
  }

  private Call.Answer page(String path) {
    return reader.withoutToken(path).get();
  }

  private Call.Answer send(String path, Map<String, String> fields) {
    Map<String, String> all = new java.util.HashMap<>(fields);
    all.put("csrf", admin.csrf());
    return Pages.send(admin.withoutToken(path), all);
  }

  @Test
  void list_showsTheClinicsOwnCalendars_eachInASentence() {
    assertThat(page("/calendars").text()).contains("No doctor’s calendar is connected yet.");
    String ours = calendar("17");
    state(ours, "RECONNECT_NEEDED", "google_invalid_grant");
    String other = Clinics.make();
    Call.to("/api/v1/calendars", Clinics.key(other, "ADMIN"))
        .post(
            "{\"doctor_id\":\"9\",\"google_calendar_id\":\"theirs@clinic.example\",\"refresh_token\":\"1//t\"}");

    Call.Answer list = page("/calendars");

    assertThat(list.status()).isEqualTo(200);
    assertThat(list.text())
        .contains(ours, "Doctor 17", "17@clinic.example", "Google has taken the permission back.")
        .doesNotContain("theirs@clinic.example");
    assertThat(page("/calendars?state=CONNECTED").text()).contains("No calendar is like that.");
    assertThat(page("/calendars?doctor_id=17&state=").text()).contains(ours);
    assertThat(page("/calendars?state=NONE").status()).isEqualTo(303);
  }

  @Test
  void page_ofACalendar_saysWhatWasDecidedAndWhatCannotBeRead() {
    String id = calendar("17");
    DATABASE
        .insertInto(CALENDAR_QUARANTINE)
        .set(CALENDAR_QUARANTINE.CALENDAR_ID, UUID.fromString(id))
        .set(CALENDAR_QUARANTINE.CLINIC_ID, UUID.fromString(clinic))
        .set(CALENDAR_QUARANTINE.GOOGLE_EVENT_ID, "strangeevent")
        .set(CALENDAR_QUARANTINE.CODE, "unreadable")
        .set(CALENDAR_QUARANTINE.SEEN_EPOCH, 0)
        .set(CALENDAR_QUARANTINE.CREATED_AT, DatabaseClock.now())
        .execute();

    String shown = page("/calendars/" + id).text();

    assertThat(shown)
        .contains(
            "It is compared with Google for the first time.",
            "cancels its appointment",
            "Nobody is invited to events.",
            "strangeevent",
            "disabled title=\"This needs the role ADMIN.");
    assertThat(page("/calendars/" + UUID.randomUUID()).status()).isEqualTo(404);
  }

  @Test
  void calendar_ofAnotherClinic_isNotThere() {
    String id = calendar("17");
    People.SignedInPerson stranger = People.make(Clinics.make(), "ADMIN").signIn();

    assertThat(stranger.withoutToken("/calendars/" + id).get().status()).isEqualTo(404);
    for (String act : new String[] {"sync", "resume", "receive", "disconnect", "reconnect"}) {
      assertThat(
              Pages.send(
                      stranger.withoutToken("/calendars/" + id + "/" + act),
                      Map.of("csrf", stranger.csrf()))
                  .status())
          .as(act)
          .isEqualTo(404);
    }
  }

  @Test
  void sync_tooOften_isRefusedInWordsOnThePage() {
    String id = calendar("17");
    state(id, "CONNECTED", null);

    Call.Answer last = send("/calendars/" + id + "/sync", Map.of());
    assertThat(last.status()).isEqualTo(302);
    state(id, "DISCONNECTED", null);
    last = send("/calendars/" + id + "/sync", Map.of());

    assertThat(last.status()).isEqualTo(409);
    assertThat(last.text()).contains("role=\"alert\"", "not kept in step at the moment");
  }

  @Test
  void disconnect_asksBefore_andGivesItUp() {
    String id = calendar("17");
    assertThat(admin.withoutToken("/calendars/" + id + "/disconnect").get().text())
        .contains("Disconnect this calendar?", "stay booked (0)");

    Call.Answer done = send("/calendars/" + id + "/disconnect", Map.of());

    assertThat(done.header("Location")).isEqualTo("/calendars/" + id);
    assertThat(page("/calendars/" + id).text()).contains("Given up").doesNotContain("Sync now");
    assertThat(Call.to("/api/v1/audit?action=calendar.disconnected", key).get().text())
        .contains("calendar/" + id, admin.person().id());
  }

  @Test
  void connect_onAServerThatGoogleDoesNotKnow_keepsWhatWasTypedAndSaysWhatToSet() {
    assertThat(admin.withoutToken("/calendars/connect?doctor_id=17").get().text())
        .contains("value=\"17\"");

    Call.Answer refused =
        send("/calendars/connect", Map.of("doctor_id", "Δ 18", "guests", "patient"));
    Call.Answer empty = send("/calendars/connect", Map.of("doctor_id", " "));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text())
        .contains("value=\"Δ 18\"", "value=\"patient\" selected", "WARDBELL_PUBLIC_URL");
    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.text()).contains("This is missing.");
  }

  @Test
  void overview_leadsToTheCalendarThatNeedsItsDoctor() {
    String id = calendar("17");
    state(id, "RECONNECT_NEEDED", "google_invalid_grant");

    assertThat(page("/").text()).contains("href=\"/calendars/" + id + "\"");
  }
}
