package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

/** Pages as somebody sees them who looks at all clinics of an installation. */
@Tag("servers")
class SeveralClinicsPagesTest {
  private static final String COLUMN = "<th scope=\"col\">Clinic</th>";

  private final String clinic = Clinics.make();
  private final String other = Clinics.make();
  private final People.SignedInPerson everywhere = People.administrator();

  private String page(String path) {
    return everywhere.withoutToken(path).get().text();
  }

  private Call in(String chosen, String path) {
    return everywhere
        .withoutToken(path)
        .header("Cookie", everywhere.cookie() + "; wardbell-clinic=" + chosen);
  }

  private static String name(String clinic) {
    return Call.to("/api/v1/clinics/" + clinic).get().json().path("name").asString();
  }

  @Test
  void lists_sayWhoseEachRowIs_onlyWhileAllClinicsAreLookedAt() {
    for (String each : List.of(clinic, other)) {
      Clinics.delivery(each, Clinics.webhook(each), Clinics.event(each), "EXHAUSTED");
    }

    for (String list : List.of("/deliveries", "/events", "/webhooks")) {
      assertThat(page(list))
          .as(list)
          .contains(COLUMN, "<bdi>" + name(clinic) + "</bdi>", "<bdi>" + name(other) + "</bdi>");
      assertThat(in(clinic, list).get().text()).as(list).doesNotContain(COLUMN);
    }
  }

  @Test
  void whatNeedsSomebody_theTrailAndAWebhook_sayWhoseTheyAre() {
    String webhook = Clinics.webhook(clinic);
    Waiting.opened(webhook);
    String whose = "<bdi>" + name(clinic) + "</bdi>";

    assertThat(page("/overview/figures")).contains("title=\"Clinic\">" + whose);
    assertThat(page("/")).contains("title=\"Clinic\"><bdi></bdi></span>");
    assertThat(page("/settings/audit?target=webhook/" + webhook)).contains(COLUMN, whose);
    assertThat(page("/webhooks/" + webhook)).contains("of " + whose);
    assertThat(in(clinic, "/webhooks/" + webhook).get().text()).doesNotContain("of " + whose);
    assertThat(in(clinic, "/overview/figures").get().text()).doesNotContain("title=\"Clinic\"");
  }

  @Test
  void form_ofATabThatShowsAnotherClinicThanTheOneChosenLast_countsWhereItStands() {
    String page = in(clinic, "/settings/keys").get().text();
    assertThat(page).contains("name=\"seen_clinic\" value=\"" + clinic + "\"");
    String key = "key " + UUID.randomUUID();

    Call.Answer made =
        Pages.send(
            in(other, "/settings/keys"),
            Map.of(
                "csrf", everywhere.csrf(), "seen_clinic", clinic, "name", key, "role", "READER"));

    assertThat(made.status()).as(made.text()).isLessThan(400);
    assertThat(made.header("set-cookie")).startsWith("wardbell-clinic=" + clinic);
    assertThat(in(clinic, "/settings/keys").get().text()).contains(key);
    assertThat(in(other, "/settings/keys").get().text()).doesNotContain(key);
    assertThat(in(other, "/settings/keys").header("Wardbell-Seen-Clinic", clinic).get().text())
        .as("a part of that tab's page")
        .contains(key);
  }

  @Test
  void job_saysWhoseItIs_andWhoAskedForIt_byName() {
    Clinics.delivery(clinic, Clinics.webhook(clinic), Clinics.event(clinic), "EXHAUSTED");
    String job =
        Pages.send(
                in(clinic, "/deliveries/resend"),
                Map.of("csrf", everywhere.csrf(), "all", "yes", "confirmed", "yes"))
            .header("location");

    for (String path : List.of(job, "/deliveries/jobs")) {
      assertThat(page(path))
          .as(path)
          .contains("<bdi>" + name(clinic) + "</bdi>")
          .doesNotContain(">person/")
          .contains("title=\"person/" + everywhere.person().id() + "\"");
    }
    assertThat(page("/deliveries/jobs")).contains(COLUMN, "0 of about 1 deliveries");
    assertThat(in(clinic, "/deliveries/jobs").get().text()).doesNotContain(COLUMN);
  }

  @Test
  void search_asksForTheClinicBesideItsField_andSearchesInIt() {
    String subject = "patient/" + UUID.randomUUID();
    for (int i = 0; i < 2; i++) {
      Call.to("/api/v1/events")
          .post(
              "{\"clinic\":\"%s\",\"type\":\"bill.paid\",\"subject\":\"%s\",\"data\":{\"bill_id\":7}}"
                  .formatted(clinic, subject));
    }

    String before = page("/search");
    assertThat(before.indexOf("name=\"clinic\"")).isPositive();
    assertThat(before).contains("choose it beside the field");
    assertThat(in(clinic, "/search").get().text()).doesNotContain("choose it beside the field");

    String partial = Pages.post(everywhere, "/search", Map.of("q", subject)).text();
    assertThat(partial)
        .as("what was not looked for is not said to be nowhere")
        .containsOnlyOnce("Only ids were looked for")
        .doesNotContain("Nothing is exactly that.");
    String found = Pages.post(everywhere, "/search", Map.of("q", subject, "clinic", clinic)).text();
    assertThat(found).contains("its subject").doesNotContain("Only ids were looked for");
  }

  private String switched(String from, String to) {
    Call.Answer answer =
        Pages.send(
            in(clinic, "/choice"),
            Map.of("csrf", everywhere.csrf(), "clinic", to, "to", from, "seen_clinic", clinic));
    assertThat(answer.header("set-cookie")).startsWith("wardbell-clinic=");
    return answer.header("location");
  }

  @Test
  void clinic_thatIsSwitched_staysAtTheList_withTheFiltersThatMeanSomethingThere() {
    String webhook = UUID.randomUUID().toString();
    assertThat(in(clinic, "/events?source=api").get().text())
        .contains("name=\"to\" value=\"/events?source=api\"");

    assertThat(switched("/events?source=api&event_type=bill.paid&cursor=x", other))
        .isEqualTo("/events?source=api&event_type=bill.paid");
    String deliveries = switched("/deliveries?webhook_id=" + webhook + "&status=PARKED", other);
    assertThat(deliveries).isEqualTo("/deliveries?status=PARKED&left_behind=webhook_id");
    assertThat(in(other, deliveries).get().text())
        .contains("The filter by webhook meant something of the other clinic")
        .doesNotContain("was left out: left behind");
    assertThat(switched("/appointments?view=week&doctor_id=17", other))
        .isEqualTo("/appointments?view=week&left_behind=doctor_id");
    assertThat(in(other, "/appointments?view=week&left_behind=doctor_id").get().text())
        .contains("The filter by doctor meant something")
        .doesNotContain("left behind");
    assertThat(switched("/deliveries?webhook_id=" + webhook, "all"))
        .as("who sees all clinics sees whatever one of them has")
        .isEqualTo("/deliveries?webhook_id=" + webhook);
  }

  @Test
  void clinic_thatIsSwitched_leadsFromSomethingOfTheOldOneToItsList() {
    String id = UUID.randomUUID().toString();
    Map.of(
            "/webhooks/" + id + "/edit",
            "/webhooks",
            "/deliveries/exports/" + id,
            "/deliveries",
            "/events/types/custom.x",
            "/events/types",
            "/settings/people/" + id,
            "/settings/people",
            "/settings/system",
            "/settings",
            "/nonsense/x",
            "/",
            "//elsewhere.example",
            "/")
        .forEach((from, to) -> assertThat(switched(from, other)).as(from).isEqualTo(to));
    Call.Answer question =
        Pages.post(
            everywhere,
            "/webhooks/change",
            Map.of("action", "delete", "id", Clinics.webhook(clinic)));
    assertThat(question.text())
        .as("the page of a form cannot be asked for")
        .contains("name=\"to\" value=\"/webhooks\"")
        .doesNotContain("value=\"/webhooks/change\"");
  }

  @Test
  void settings_ofOneClinic_sayThatThereIsMore_andKeepTheWayToIt() {
    String keys = in(clinic, "/settings/keys").get().text();

    assertThat(keys)
        .contains(
            "These are the settings of",
            "Show the whole installation",
            "name=\"to\" value=\"/settings/system\"",
            "which is chosen at the top")
        .doesNotContain("<select id=\"scope\"");
    assertThat(page("/settings/keys")).doesNotContain("These are the settings of");
    assertThat(in(clinic, "/settings/people").get().text())
        .contains("</bdi> alone. Whoever has one in the whole installation has it here, too.");
    assertThat(in(clinic, "/settings/clinics").get().text())
        .contains("name=\"to\" value=\"/settings/clinics/new\"");
    Map<String, String> check = Forms.fields(checkForm(in(clinic, "/settings/audit").get().text()));
    assertThat(Pages.send(in(clinic, "/settings/audit/check"), check).text())
        .contains("End of the chain");
    Call.Answer system = in(clinic, "/settings/system").get();
    assertThat(system.status()).isEqualTo(403);
    assertThat(system.text())
        .contains("This is about the whole installation", "Look in all clinics");
  }

  /** The form is not the last of its page. */
  private static String checkForm(String page) {
    String form = page.substring(page.indexOf("action=\"/settings/audit/check\""));
    return "<form " + form.substring(0, form.indexOf("</form>")) + "</main>";
  }

  @Test
  void right_ofTheWholeInstallation_isOfferedLast_andNeverChosenByItself() {
    for (String path : List.of("/settings/keys", "/settings/people")) {
      String page = page(path);
      String scopes =
          page.substring(
              page.indexOf("<select id=\"scope\""),
              page.indexOf("</select>", page.indexOf("<select id=\"scope\"")));
      assertThat(scopes).as(path).contains("<option value=\"\" selected>Choose a clinic</option>");
      assertThat(scopes.strip())
          .endsWith("<option value=\"all\">The whole installation, with all clinics</option>");
      Call.Answer unsaid =
          Pages.post(
              everywhere,
              path,
              Map.of(
                  "name", "x", "role", "READER", "email", UUID.randomUUID() + "@clinic.example"));
      assertThat(unsaid.status()).isEqualTo(422);
      assertThat(unsaid.text()).contains("Choose where it counts.");
    }
    String person = "/settings/people/" + People.make(clinic, "READER").id();
    assertThat(Pages.post(everywhere, person + "/role", Map.of("role", "ADMIN")).status())
        .isEqualTo(422);
  }

  @Test
  void address_thatIsTaken_isToldBesideItsField() {
    People.Person here = People.make(clinic, "READER");
    People.SignedInPerson admin = People.make(clinic, "ADMIN").signIn();

    Call.Answer taken =
        Pages.post(
            admin,
            "/settings/people",
            Map.of("name", "Ann", "email", here.email(), "role", "READER"));

    assertThat(taken.status()).isEqualTo(422);
    assertThat(taken.text())
        .contains("id=\"email-problem\">This is the address of somebody who is here already.");
  }

  @Test
  void days_thatContradict_areToldAsTheFormCallsThem() {
    People.SignedInPerson admin = People.make(clinic, "ADMIN").signIn();

    String refused =
        Pages.post(
                admin,
                "/settings/clinics/" + clinic + "/retention",
                Map.of("payload_days", "90", "delivery_days", "60"))
            .text();

    assertThat(refused)
        .contains("This is more than “Deliveries, in days”.")
        .doesNotContain("more than delivery_days");
  }

  @Test
  void delivery_behindAnOpenCircuit_saysThatTheReceiverFails_whateverItWasParkedFor() {
    String webhook = Clinics.webhook(clinic);
    String delivery = Clinics.delivery(clinic, webhook, Clinics.event(clinic), "PARKED");
    Waiting.parked(delivery, "repeat");
    assertThat(page("/deliveries/" + delivery)).contains("live traffic goes first");

    Waiting.opened(webhook);

    for (String path :
        List.of(
            "/deliveries/" + delivery,
            "/deliveries?webhook_id=" + webhook,
            "/webhooks/" + webhook)) {
      assertThat(page(path))
          .as(path)
          .contains("the receiver fails; only probes are sent")
          .doesNotContain("live traffic goes first");
    }
  }
}
