package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

/** The list of webhooks, and its buttons. */
@Tag("servers")
class WebhookListPageTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final People.SignedInPerson admin = People.make(clinic, "ADMIN").signIn();

  private String webhook(String name, String url, String events) {
    return Call.to("/api/v1/webhooks")
        .post(
            "{\"clinic\":\"%s\",\"name\":\"%s\",\"url\":\"%s\",\"events\":[%s]}"
                .formatted(clinic, name, url, events))
        .json()
        .path("id")
        .asString();
  }

  private String webhook(String name) {
    return webhook(name, "https://crm.example.org/hooks/path-canary", "\"*\"");
  }

  private String page(String path) {
    Call.Answer answer = admin.withoutToken(path).get();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.text();
  }

  private Call.Answer change(Map<String, String> fields) {
    Map<String, String> all = new java.util.HashMap<>(fields);
    all.put("csrf", admin.csrf());
    return Pages.send(admin.withoutToken("/webhooks/change"), all);
  }

  private boolean isEnabled(String id) {
    return DATABASE.fetchExists(
        WEBHOOK, WEBHOOK.ID.eq(UUID.fromString(id)), WEBHOOK.ENABLED.isTrue());
  }

  @Test
  void list_showsTheClinicsOwn_withTheServerAndNothingElseOfTheUrl() {
    String ours = webhook("Patient CRM", "https://crm.example.org/p?key=key-canary", "\"bill.*\"");
    webhook("Chat", "https://hooks.slack.com/services/path-canary", "\"*\"");
    String theirs = Clinics.webhook(Clinics.make());

    assertThat(page("/webhooks"))
        .contains("Patient CRM", ours, "crm.example.org", "bill.*", "Slack", "Unused")
        .doesNotContain("path-canary", "key-canary", theirs);
  }

  @Test
  void list_ofNone_asksWhatShouldHappen_andOffersEveryPreset() {
    assertThat(page("/webhooks"))
        .contains("What should happen when …?", "/webhooks/new/slack")
        .contains("/webhooks/import");
    assertThat(page("/webhooks").split("class=\"tile\"", -1)).hasSizeGreaterThan(13);
  }

  @Test
  void filter_byNameStateAndEvent_showsWhatMatches() {
    webhook("Patient CRM", "https://crm.example.org/x", "\"appointment.*\"");
    String failing = webhook("Accounting", "https://bills.example.org/x", "\"bill.paid\"");
    DATABASE
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CONSECUTIVE_FAILURES, 14)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(UUID.fromString(failing)))
        .execute();

    assertThat(page("/webhooks?name=crm")).contains("Patient CRM").doesNotContain("Accounting");
    assertThat(page("/webhooks?state=failing"))
        .contains("Accounting", "14 tries in a row")
        .doesNotContain("Patient CRM");
    assertThat(page("/webhooks?event=appointment.booked"))
        .contains("Patient CRM")
        .doesNotContain("Accounting");
    assertThat(page("/webhooks?name=nobody&state=&event=")).contains("No webhook matches.");
  }

  @Test
  void nothing_thatWasChosen_isSaid() {
    webhook("Patient CRM");

    Call.Answer answer = change(Map.of("action", "delete"));

    assertThat(page(answer.header("Location"))).contains("Nothing was chosen.");
  }

  @Test
  void all_thatMatch_areWhatTheFilterShows_whateverIsTicked() {
    String crm = webhook("Patient CRM");
    String other = webhook("Other CRM");
    String chat = webhook("Chat");

    assertThat(page("/webhooks")).doesNotContain("that match");
    change(Map.of("action", "disable", "all", "yes", "name", "crm", "id", chat));

    assertThat(isEnabled(crm)).isFalse();
    assertThat(isEnabled(other)).isFalse();
    assertThat(isEnabled(chat)).isTrue();
  }

  @Test
  void switch_offWithNothingOpen_isDoneAtOnce_andCanBeTakenBack() {
    String id = webhook("Patient CRM");

    Call.Answer off = change(Map.of("disable", id));

    assertThat(off.status()).isEqualTo(302);
    assertThat(isEnabled(id)).isFalse();
    assertThat(page(off.header("Location")))
        .contains("Patient CRM is off: no event matches.", "Switch on again");
    Call.Answer on = change(Map.of("action", "enable", "id", id));
    assertThat(isEnabled(id)).isTrue();
    assertThat(page(on.header("Location"))).contains("Patient CRM is on.");
    assertThat(page(off.header("Location"))).doesNotContain("Patient CRM is off");
  }

  @Test
  void switch_offWithOpenDeliveries_asksFirst_andSaysHowMany() {
    String id = webhook("Patient CRM");
    Clinics.delivery(clinic, id, Clinics.event(clinic), "PARKED");

    Call.Answer asked = change(Map.of("disable", id));

    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.text()).contains("Switch off this webhook?", "1 open delivery is cancelled.");
    assertThat(isEnabled(id)).isTrue();
    change(Map.of("action", "disable", "id", id, "confirmed", "yes"));
    assertThat(isEnabled(id)).isFalse();
  }

  @Test
  void delete_ofOne_asksFirst() {
    String id = webhook("Patient CRM");
    webhook("Another");

    assertThat(change(Map.of("action", "delete", "id", id)).text())
        .contains("Delete this webhook?", "Patient CRM", "No delivery is open.");
    Call.Answer done = change(Map.of("action", "delete", "id", id, "confirmed", "yes"));

    assertThat(page(done.header("Location")))
        .contains("1 webhook was deleted.", "Another")
        .doesNotContain("Patient CRM");
  }

  @Test
  void delete_ofMoreThanAHundred_wantsTheNumberTyped() {
    List<String> ids = IntStream.range(0, 101).mapToObj(i -> webhook("Number " + i)).toList();
    String many = String.join(",", ids);

    Call.Answer asked = change(Map.of("action", "delete", "id", many));
    assertThat(asked.text())
        .contains("Delete 101 webhooks?", "and 81 more", "Type 101, the number of webhooks");
    Call.Answer wrong =
        change(Map.of("action", "delete", "id", many, "confirmed", "yes", "typed", "100"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text()).contains("Type 101, the number of webhooks, to delete them.");
    assertThat(isEnabled(ids.getFirst())).isTrue();

    Call.Answer done =
        change(Map.of("action", "delete", "id", many, "confirmed", "yes", "typed", "101"));
    assertThat(page(done.header("Location"))).contains("101 webhooks were deleted.");
  }

  @Test
  void change_ofAnotherClinicsWebhook_isNotFound() {
    String theirs = Clinics.webhook(Clinics.make());

    assertThat(change(Map.of("disable", theirs)).status()).isEqualTo(404);
    assertThat(change(Map.of("action", "delete", "id", theirs, "confirmed", "yes")).status())
        .isEqualTo(404);
    assertThat(isEnabled(theirs)).isTrue();
  }

  @Test
  void reader_seesWhoCanChangeThem_andNoButtonThatWorks() {
    webhook("Patient CRM");
    People.SignedInPerson reader = People.make(clinic, "READER").signIn();

    assertThat(reader.withoutToken("/webhooks").get().text())
        .contains("disabled title=\"This needs the role ADMIN.")
        .doesNotContain("name=\"action\"", "type=\"checkbox\"", "/webhooks/export");
  }
}
