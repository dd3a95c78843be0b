package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

@Tag("servers")
class SettingsPagesTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final People.SignedInPerson admin = People.make(clinic, "ADMIN").signIn();
  private final People.SignedInPerson reader = People.make(clinic, "READER").signIn();

  private static String page(People.SignedInPerson person, String path) {
    Call.Answer answer = person.withoutToken(path).get();
    assertThat(answer.status()).as(path).isEqualTo(200);
    return answer.text();
  }

  private static Call.Answer send(People.SignedInPerson person, String path, String... fields) {
    Map<String, String> all = new HashMap<>();
    all.put("csrf", person.csrf());
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
    return Pages.send(person.withoutToken(path), all);
  }

  @Test
  void keyForm_withMistakes_tellsThemBesideTheirFields() {
    Call.Answer refused =
        send(admin, "/settings/keys", "name", "", "role", "", "expires_at", "2020-01-01T00:00");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text())
        .contains("This is in the past.", "Choose READER, WRITER or ADMIN.", "2020-01-01T00:00");
  }

  @Test
  void person_isInvitedGivenARoleAndRemoved() {
    String email = "new-" + UUID.randomUUID() + "@clinic.example";
    String person =
        send(admin, "/settings/people", "name", "Ann New", "email", email, "role", "READER")
            .header("Location");
    assertThat(page(admin, person))
        .as("with the clinic's zone")
        .contains("Ann New", "Make the invitation link", "times in Europe/Berlin");

    String made = send(admin, person + "/link").text();
    assertThat(made).contains("/password?token=", "works once");
    assertThat(page(admin, person)).doesNotContain("/password?token=");

    assertThat(send(admin, person + "/role", "role", "WRITER").status()).isEqualTo(302);
    assertThat(page(admin, person)).contains("<b>WRITER</b>");
    assertThat(send(admin, person + "/sign-out").status()).isEqualTo(302);
    assertThat(send(admin, person + "/second-factor/remove").status()).isEqualTo(302);
    assertThat(page(admin, person)).doesNotContain("action=\"" + person + "/remove\"");
    assertThat(page(admin, person + "/remove"))
        .contains("Remove <bdi>Ann New</bdi>?", "action=\"" + person + "/remove\"");
    assertThat(page(admin, person)).as("only asked").contains("Ann New");
    assertThat(send(admin, person + "/remove").header("Location")).isEqualTo("/settings/people");
    assertThat(admin.withoutToken(person).get().status()).isEqualTo(404);
  }

  @Test
  void person_ofAnotherClinic_isNotThere() {
    People.SignedInPerson theirs = People.make(Clinics.make(), "ADMIN").signIn();
    String person = "/settings/people/" + theirs.person().id();

    assertThat(admin.withoutToken(person).get().status()).isEqualTo(404);
    for (String act : new String[] {"/link", "/role", "/sign-out", "/remove"}) {
      assertThat(send(admin, person + act, "role", "ADMIN").status()).as(act).isEqualTo(404);
    }
    assertThat(page(admin, "/settings/people")).doesNotContain(theirs.person().email());
  }

  @Test
  void person_withRolesElsewhere_isNotTheClinicsToRule() {
    People.Person both = People.make(clinic, "READER");
    Call.to("/api/v1/persons/" + both.id() + "/grants/" + Clinics.make())
        .put("{\"role\":\"READER\"}");

    Call.Answer refused = send(admin, "/settings/people/" + both.id() + "/link");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("This person has roles elsewhere as well");
  }

  @Test
  void clinic_isChanged_ifItIsStillTheOneThatWasShown() {
    String path = "/settings/clinics/" + clinic;
    String revision =
        page(admin, path).replaceFirst("(?s).*?name=\"revision\" value=\"([^\"]+)\".*", "$1");
    String name = "Practice " + UUID.randomUUID();

    assertThat(
            send(admin, path, "name", name, "time_zone", "Asia/Tokyo", "revision", revision)
                .status())
        .isEqualTo(302);
    assertThat(page(admin, path)).contains(name, "value=\"Asia/Tokyo\" selected");
    assertThat(send(admin, path, "name", "x", "time_zone", "UTC", "revision", revision).status())
        .isEqualTo(412);
    assertThat(send(admin, path, "name", "", "time_zone", "Mars/North").status()).isEqualTo(422);
    assertThat(page(reader, path)).contains("<fieldset disabled", "This needs the role ADMIN.");
    assertThat(admin.withoutToken("/settings/clinics/" + Clinics.make()).get().status())
        .isEqualTo(404);
    assertThat(page(admin, path)).contains("stays under any name").doesNotContain("id=\"default\"");
  }

  @Test
  void retention_saysWhatItWouldEndBeforeItIsSaved() {
    String event = Clinics.event(clinic);
    aged(event);
    String path = "/settings/clinics/" + clinic + "/retention";

    String told = send(admin, path, "payload_days", "10", "delivery_days", "90").text();
    assertThat(told).contains("the data of 1 event,", "0 deliveries");
    assertThat(send(admin, path, "payload_days", "25", "delivery_days", "90").text())
        .contains("Nothing that is kept now would end.");
    assertThat(send(admin, path, "payload_days", "95", "delivery_days", "90").text())
        .contains("is more than “Deliveries, in days”");
    assertThat(send(admin, path, "payload_days", "ten", "delivery_days", "90").text())
        .contains("is not a whole number");

    String saved = "/settings/clinics/" + clinic;
    assertThat(
            send(admin, path, "payload_days", "10", "delivery_days", "90", "save", "yes").status())
        .isEqualTo(302);
    assertThat(page(admin, saved)).contains("These are the clinic’s own days.");
    assertThat(send(admin, path + "/reset").status()).isEqualTo(302);
    assertThat(page(admin, saved)).contains("the installation’s days");
  }

  /** Numbers grow with time, so all that is older ages too. */
  private static void aged(String event) {
    DATABASE
        .update(EVENT)
        .set(EVENT.ACCEPTED_AT, Instant.now().minus(20, ChronoUnit.DAYS))
        .where(
            EVENT.NUMBER.le(
                DATABASE
                    .select(EVENT.NUMBER)
                    .from(EVENT)
                    .where(EVENT.ID.eq(UUID.fromString(event)))
                    .fetchSingle(EVENT.NUMBER)))
        .execute();
  }

  @Test
  void auditTrail_isTheClinicsOwn_andItsCheckIsTheInstallations() {
    send(admin, "/settings/keys", "name", "For the trail", "role", "READER");

    assertThat(page(admin, "/settings/audit?action=key.created")).contains("For the trail");
    assertThat(page(admin, "/settings/audit?action=calendar.")).contains("No entry matches.");
    assertThat(admin.withoutToken("/settings/audit?action=Nothing").get().status()).isEqualTo(303);
    assertThat(send(admin, "/settings/audit/check").status()).isEqualTo(403);
    assertThat(send(People.administrator(), "/settings/audit/check").text())
        .contains("End of the chain");
  }

  @Test
  void encryption_ofTheClinic_isRotated_andOfTheInstallationIsNot() {
    assertThat(page(admin, "/settings/encryption")).contains("No key was rotated yet.");

    assertThat(send(admin, "/settings/encryption", "kind", "clinic").header("Location"))
        .isEqualTo("/settings/encryption");
    assertThat(page(admin, "/settings/encryption"))
        .contains("Running", "the data key of", "hx-get=\"/settings/encryption/progress\"");
    assertThat(page(admin, "/settings/encryption/progress")).contains("Running");
    Call.Answer refused = send(admin, "/settings/encryption", "kind", "installation");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("Only a key of the installation may rotate this key.");
  }

  @Test
  void system_isForTheInstallation() {
    assertThat(page(People.administrator(), "/settings/system"))
        .contains("MySQL", "Allowed networks", "Temporal", "wardbell-requests", "wardbell-commits")
        .doesNotContain("This process does not tell.");
    assertThat(admin.withoutToken("/settings/system").get().status()).isEqualTo(403);
    assertThat(page(admin, "/settings/account"))
        .as("no tab that would be refused")
        .contains("href=\"/settings/audit\"")
        .doesNotContain("/settings/system");
  }

  @Test
  void account_isThePersonsOwn() {
    assertThat(
            send(
                    reader,
                    "/settings/account",
                    "name",
                    "Ann Renamed",
                    "time_zone",
                    "Asia/Kolkata",
                    "language",
                    "de")
                .status())
        .isEqualTo(302);
    assertThat(page(reader, "/settings/account"))
        .contains("Ann Renamed", "value=\"Asia/Kolkata\" selected", "times in Asia/Kolkata")
        .contains("the clinic is in Europe/Berlin");
    Call.Answer refused =
        send(reader, "/settings/account", "name", "", "time_zone", "UTC", "language", "de");
    assertThat(refused.status()).isEqualTo(422);

    Call.Answer wrong =
        send(
            reader,
            "/settings/account/password",
            "current_password",
            "not the one of now",
            "password",
            "other plain words of a test");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text()).contains("class=\"problem\"");
  }

  @Test
  void secondFactor_isBegunAndShownOnce() {
    String begun =
        send(reader, "/settings/account/second-factor", "password", People.PASSWORD).text();
    String secret = begun.replaceAll("(?s).*<code id=\"totp\"[^>]*>([^<]+)<.*", "$1");

    assertThat(secret).matches("[A-Z2-7]{16,}");
    String mistyped =
        send(
                reader,
                "/settings/account/second-factor/confirm",
                "code",
                "000000",
                "secret",
                secret,
                "address",
                "otpauth://x")
            .text();
    assertThat(mistyped).contains(secret, "class=\"problem\"");
    assertThat(page(reader, "/settings/account")).doesNotContain(secret);
  }

  @Test
  void signOut_everywhere_endsTheSession() {
    assertThat(send(reader, "/settings/account/sign-out").header("Location")).isEqualTo("/sign-in");
    assertThat(reader.withoutToken("/settings/account").get().status()).isEqualTo(303);
  }

  @Test
  void reader_seesNoTabsAndNoPagesOfAdministrators() {
    assertThat(reader.withoutToken("/settings").get().header("Location"))
        .isEqualTo("/settings/account");
    assertThat(page(reader, "/settings/account"))
        .contains("href=\"/settings/clinics\"")
        .doesNotContain("API keys", "/settings/people", "/settings/audit");
    for (String path : new String[] {"keys", "people", "audit", "clinics/new"}) {
      assertThat(reader.withoutToken("/settings/" + path).get().status()).as(path).isEqualTo(403);
    }
  }
}
