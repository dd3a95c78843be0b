package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.API_KEY;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

/** What pages ask, or show, before something is done: keys that end, webhooks that are made. */
@Tag("servers")
class AskedFirstPagesTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);
  private static final String GENERIC = "/webhooks/new/generic";

  private final String clinic = Clinics.make();
  private final People.SignedInPerson admin = People.make(clinic, "ADMIN").signIn();

  private static String page(People.SignedInPerson person, String path) {
    Call.Answer answer = person.withoutToken(path).get();
    assertThat(answer.status()).as(path).isEqualTo(200);
    return answer.text();
  }

  private static Call.Answer send(People.SignedInPerson person, String path, String... fields) {
    Map<String, String> all = new HashMap<>(Forms.of(fields));
    return Pages.post(person, path, all);
  }

  @Test
  void key_isShownOnceAndListedWithoutItsText() {
    String shown = send(admin, "/settings/keys", "name", "Lab", "role", "READER").text();
    String key = shown.replaceAll("(?s).*<code id=\"key\"[^>]*>([^<]+)<.*", "$1");

    assertThat(Call.to("/api/v1/events", key).get().status()).isEqualTo(200);
    String list = page(admin, "/settings/keys");
    assertThat(list).contains("Lab").doesNotContain(key);
    assertThat(list)
        .as("no button that revokes at once")
        .doesNotContain("action=\"/settings/keys/");
    String revoke = revokeLink(list);
    assertThat(page(admin, revoke)).contains("<dd>never").doesNotContain("Something works");
    // It is written once a minute.
    DATABASE
        .update(API_KEY)
        .set(API_KEY.LAST_USED_AT, Instant.now())
        .where(API_KEY.ID.eq(UUID.fromString(revoke.split("/", -1)[3])))
        .execute();
    String question = page(admin, revoke);
    assertThat(question)
        .contains(
            "Revoke the key <bdi>Lab</bdi>?",
            "Something works with this key",
            "action=\"" + revoke + "\"",
            "Keep it");
    assertThat(Call.to("/api/v1/events", key).get().status()).as("only asked").isEqualTo(200);

    String after = send(admin, revoke).header("Location");
    assertThat(page(admin, after)).contains("The key is revoked.");
    assertThat(Call.to("/api/v1/events", key).get().status()).isEqualTo(401);
    assertThat(admin.withoutToken(revoke).get().status()).as("revoked already").isEqualTo(404);
  }

  private static String revokeLink(String list) {
    return list.replaceAll("(?s).*href=\"(/settings/keys/[^\"]+/revoke)\".*", "$1");
  }

  @Test
  void key_ofAnotherClinic_isNotThere() {
    String other = Clinics.make();
    People.SignedInPerson theirs = People.make(other, "ADMIN").signIn();
    send(theirs, "/settings/keys", "name", "Theirs only", "role", "READER");
    String revoke = revokeLink(page(theirs, "/settings/keys"));

    assertThat(page(admin, "/settings/keys")).doesNotContain("Theirs only");
    assertThat(send(admin, revoke).status()).isEqualTo(404);
    assertThat(admin.withoutToken(revoke).get().status()).isEqualTo(404);
    assertThat(send(admin, "/settings/keys", "name", "x", "role", "READER", "scope", "all").text())
        .contains("Only a key of the installation can make another one.");
    assertThat(
            send(admin, "/settings/keys", "name", "x", "role", "READER", "scope", other).status())
        .isEqualTo(403);
  }

  private String webhook(String name, String url, String events) {
    Call.Answer made =
        Call.to("/api/v1/webhooks")
            .post(
                "{\"clinic\":\"%s\",\"name\":\"%s\",\"url\":\"%s\",\"events\":[\"%s\"]}"
                    .formatted(clinic, name, url, events));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  private List<String> names() {
    return Call.to("/api/v1/webhooks?clinic_id=" + clinic)
        .get()
        .json()
        .path("data")
        .valueStream()
        .map(each -> each.path("name").asString())
        .toList();
  }

  @Test
  void webhook_ofANameThatAnotherOneHas_isMadeOnlyAnyway() {
    String first = webhook("CRM", "https://a.example.org/x", "bill.paid");
    String url = "https://b.example.org/x";

    Call.Answer told = send(admin, GENERIC, "name", " crm", "fields.url", url);

    assertThat(told.status()).isEqualTo(200);
    assertThat(told.text())
        .contains("Nothing is made yet.", "/webhooks/" + first, "the same name.", "bill.paid")
        .contains("Make it anyway", "value=\"" + url + "\"");
    assertThat(names()).containsExactly("CRM");
    Call.Answer blank =
        send(
            admin,
            "/webhooks/new/blank",
            "name",
            "CRM",
            "url",
            url,
            "events",
            "*",
            "method",
            "POST",
            "format",
            "standard");
    assertThat(blank.text()).contains("Nothing is made yet.", "Make it anyway");
    Call.Answer made = send(admin, GENERIC, "name", "CRM", "fields.url", url, "anyway", "on");
    assertThat(made.status()).isEqualTo(201);
    assertThat(names()).containsExactly("CRM", "CRM");
  }

  @Test
  void webhook_atAnAddressThatGetsTheSameEvents_isToldOf_andOneOfOtherEventsIsNot() {
    String url = "https://a.example.org/x";
    webhook("Bills", url, "bill.paid");

    assertThat(send(admin, GENERIC, "name", "All", "fields.url", url).text())
        .contains("the same address, and events in common");
    assertThat(
            send(
                    admin,
                    GENERIC,
                    "name",
                    "Bookings",
                    "fields.url",
                    url,
                    "events",
                    "appointment.booked",
                    "events_more",
                    "")
                .status())
        .isEqualTo(201);
  }

  @Test
  void webhooks_ofOneName_areToldApartInTheListAndWhereOneIsChosen() {
    String one = webhook("CRM", "https://a.example.org/x", "bill.paid");
    String other = webhook("CRM", "https://a.example.org/x", "bill.paid");
    webhook("Single", "https://b.example.org/x", "*");

    for (String id : List.of(one, other)) {
      String end = "…" + id.substring(id.length() - 8);
      assertThat(page(admin, "/webhooks")).contains(end + ", made");
      assertThat(page(admin, "/deliveries")).contains("CRM · " + end + "</option>");
      assertThat(page(admin, "/replays/new")).contains("CRM · " + end + "</option>");
    }
    assertThat(page(admin, "/deliveries")).contains("Single</option>");
  }

  @Test
  void preset_showsItsEvents_andTakesOthers() {
    assertThat(page(admin, GENERIC)).contains("Events: <code>*</code>");
    assertThat(page(admin, "/webhooks/new/slack"))
        .contains("Events: <code>appointment.booked</code>")
        .containsPattern("value=\"appointment.booked\" checked");

    String url = "https://a.example.org/{{event_type}}";
    Call.Answer none = send(admin, GENERIC, "name", "A", "fields.url", url, "events_more", "");
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.text()).contains("id=\"mistakes-events\"").contains("<details open>");
    Call.Answer made =
        send(
            admin,
            GENERIC,
            "name",
            "A",
            "fields.url",
            url,
            "events",
            "bill.*",
            "events_more",
            "patient.registered");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String id = made.text().replaceAll("(?s).*href=\"/webhooks/([0-9a-f-]{36})/test\".*", "$1");
    assertThat(Call.to("/api/v1/webhooks/" + id).get().json().path("events").toString())
        .isEqualTo("[\"bill.*\",\"patient.registered\"]");
  }
}
