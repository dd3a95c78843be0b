package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class SignInPageTest {
  private final String clinic = Clinics.make();

  private static Map<String, String> form(String email, String password, String to) {
    return Map.of("email", email, "password", password, "code", "", "to", to);
  }

  @Test
  void page_ofSomebodyWithoutASession_leadsToSignInAndBack() {
    Call.Answer answer = Call.anonymous("/deliveries?status=PARKED").get();

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/sign-in?to=%2Fdeliveries%3Fstatus%3DPARKED");
  }

  @Test
  void part_ofAPage_withoutASession_tellsHtmxWhereToGo() {
    Call.Answer answer =
        Call.anonymous("/overview/tail")
            .header("HX-Request", "true")
            .header("HX-Current-URL", "http://127.0.0.1/?period=7d")
            .get();

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("HX-Redirect")).isEqualTo("/sign-in?to=%2F%3Fperiod%3D7d");
  }

  @Test
  void signIn_withTheRightPassword_leadsToThePageAskedFor() {
    People.Person ann = People.make(clinic, "READER");

    Call.Answer answer =
        Pages.send(ann.anonymous("/sign-in"), form(ann.email(), People.PASSWORD, "/deliveries"));

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).endsWith("/deliveries");
    String cookie = People.cookie(answer, "wardbell-session").orElseThrow();
    Call.Answer page = Call.anonymous("/").header("Cookie", cookie).get();
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("<h1>Overview</h1>", ann.email());
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .doesNotContain("unsafe");
  }

  @Test
  void signIn_ofAnUnknownPerson_readsLikeAWrongPassword() {
    People.Person ann = People.make(clinic, "READER");

    Call.Answer wrong =
        Pages.send(ann.anonymous("/sign-in"), form(ann.email(), "not her password", "/"));
    Call.Answer unknown =
        Pages.send(
            ann.anonymous("/sign-in"), form("nobody@clinic.example", "not her password", "/"));

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(wrong.text().replace(ann.email(), "X"))
        .isEqualTo(unknown.text().replace("nobody@clinic.example", "X"))
        .doesNotContain("not her password");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "/x\r\nSet-Cookie: a=b"
      })
  void signIn_withATargetElsewhere_leadsToTheOverview(String to) {
    People.Person ann = People.make(clinic, "READER");

    Call.Answer answer =
        Pages.send(ann.anonymous("/sign-in"), form(ann.email(), People.PASSWORD, to));

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).isEqualTo("/");
  }

  @Test
  void signOut_withTheFormOfThePage_endsTheSession() {
    People.SignedInPerson ann = People.make(clinic, "READER").signIn();

    Call.Answer forged = Pages.send(ann.withoutToken("/sign-out"), Map.of());
    Call.Answer left = Pages.send(ann.withoutToken("/sign-out"), Map.of("csrf", ann.csrf()));

    assertThat(forged.status()).isEqualTo(403);
    assertThat(left.header("Location")).endsWith("/sign-in?left");
    assertThat(ann.withoutToken("/").get().status()).isEqualTo(303);
  }

  @Test
  void link_forAPassword_setsItOnce() {
    People.Person ann = People.withoutPassword(clinic, "READER");
    String token = People.link(ann.id());

    Call.Answer shown = ann.anonymous("/password?token=" + token).get();
    Call.Answer weak =
        Pages.send(ann.anonymous("/password"), Map.of("token", token, "password", "short"));
    Call.Answer set =
        Pages.send(ann.anonymous("/password"), Map.of("token", token, "password", People.PASSWORD));
    Call.Answer again =
        Pages.send(ann.anonymous("/password"), Map.of("token", token, "password", People.PASSWORD));

    assertThat(shown.text()).contains("value=\"" + token + "\"");
    assertThat(weak.status()).isEqualTo(422);
    assertThat(set.header("Location")).endsWith("/sign-in?set");
    assertThat(ann.anonymous("/sign-in?set").get().text()).contains("Your password is set.");
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.text()).contains("This link was used already").doesNotContain("<form");
    assertThat(ann.anonymous("/password?token=" + token).get().text())
        .contains("This link was used already", "href=\"/sign-in\"")
        .doesNotContain("<form", token);
    assertThat(ann.signIn(People.PASSWORD, "").status()).isEqualTo(200);
  }

  @Test
  void name_thatIsAScript_isShownAsText() {
    People.SignedInPerson ann = People.make(clinic, "READER").signIn();
    assertThat(ann.to("/api/v1/session").patch("{\"name\":\"<script>alert(1)</script>\"}").status())
        .isEqualTo(200);

    assertThat(ann.withoutToken("/").get().text())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>alert");
  }

  @ParameterizedTest
  @CsvSource({"dark,dark", "light,light", "auto,auto", "pink,auto"})
  void theme_thatWasChosen_isDrawnAtOnce(String chosen, String drawn) {
    People.SignedInPerson ann = People.administrator();

    Call.Answer answer =
        Pages.send(
            ann.withoutToken("/choice"),
            Map.of("csrf", ann.csrf(), "theme", chosen, "to", "/deliveries"));

    assertThat(answer.header("Location")).endsWith("/deliveries");
    String theme = People.cookie(answer, "wardbell-theme").orElseThrow();
    assertThat(ann.withoutToken("/").header("Cookie", ann.cookie() + "; " + theme).get().text())
        .contains("data-theme=\"" + drawn + "\"");
  }

  @Test
  void clinic_ofOthers_cannotBeChosen() {
    String theirs = Clinics.make();
    People.SignedInPerson ann = People.make(clinic, "READER").signIn();

    Call.Answer page =
        ann.withoutToken("/").header("Cookie", ann.cookie() + "; wardbell-clinic=" + theirs).get();

    assertThat(page.text()).contains("data-clinic=\"" + clinic + "\"");
  }

  @Test
  void firstRun_withTheAdministratorKey_makesThePersonAndNobodyAfter() {
    ApiServer server = ApiServer.start(Map.of());
    try {
      Map<String, String> form =
          Map.of(
              "key", ApiServer.ADMINISTRATOR_KEY,
              "name", "Ann",
              "email", "ann@clinic.example",
              "password", People.PASSWORD,
              "clinic", "Practice at the Park",
              "time_zone", "Europe/Berlin");
      assertThat(at(server, "/sign-in").get().header("Location")).isEqualTo("/first-run");
      assertThat(at(server, "/first-run").get().text()).contains("Nobody is here yet");

      Map<String, String> wrongKey = new HashMap<>(form);
      wrongKey.put("key", "wb_something");
      Call.Answer wrong = Pages.send(at(server, "/first-run"), wrongKey);
      assertThat(wrong.status()).isEqualTo(422);
      assertThat(wrong.text()).contains("administrator key").doesNotContain(People.PASSWORD);

      Call.Answer made = Pages.send(at(server, "/first-run"), form);
      assertThat(made.status()).as(made.text()).isEqualTo(302);
      String cookie = People.cookie(made, "wardbell-session").orElseThrow();
      Call.Answer overview = at(server, "/").header("Cookie", cookie).get();
      assertThat(overview.text()).contains("ann@clinic.example", "Practice at the Park");

      // The one that requests mean which name none, and no other beside it.
      Call.Answer clinics =
          at(server, "/api/v1/clinics")
              .header("Authorization", "Bearer " + ApiServer.ADMINISTRATOR_KEY)
              .get();
      assertThat(clinics.json().path("data").size()).isEqualTo(1);
      JsonNode only = clinics.json().path("data").path(0);
      assertThat(only.path("name").asString()).isEqualTo("Practice at the Park");
      assertThat(only.path("time_zone").asString()).isEqualTo("Europe/Berlin");
      assertThat(only.path("is_default").asBoolean(false)).isTrue();

      Call.Answer second = Pages.send(at(server, "/first-run"), form);
      assertThat(second.header("Location")).endsWith("/sign-in");
      assertThat(at(server, "/first-run").get().header("Location")).endsWith("/sign-in");
    } finally {
      server.stop();
    }
  }

  private static Call at(ApiServer server, String path) {
    return Call.at(server.url().resolve(path));
  }
}
