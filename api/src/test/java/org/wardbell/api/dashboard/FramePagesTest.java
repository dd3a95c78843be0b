package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;
import org.wardbell.api.Routes;

/** What stands around every page. */
@Tag("servers")
class FramePagesTest {
  private final People.SignedInPerson reader = People.make(Clinics.make(), "READER").signIn();

  private String page(String path) {
    return reader.withoutToken(path).get().text();
  }

  @Test
  void singleKeys_areKeptWithThePerson() {
    assertThat(page("/")).contains("data-keys=\"on\"", "to Deliveries");

    Call.Answer off = reader.to("/api/v1/session").patch("{\"single_keys\":false}");

    assertThat(off.json().path("single_keys").asBoolean(true)).isFalse();
    String person = "/api/v1/persons/" + reader.person().id();
    assertThat(Call.to(person).get().json().path("single_keys").asBoolean(true)).isFalse();
    assertThat(page("/")).contains("data-keys=\"off\"");
    assertThat(page("/help")).contains("Single keys are off for you.");

    assertThat(Call.to(person).patch("{\"single_keys\":true}").status()).isEqualTo(200);
    assertThat(page("/")).contains("data-keys=\"on\"");
  }

  @Test
  void singleKeys_ofAFormWithoutTheTick_areOff() {
    Map<String, String> form =
        Map.of("csrf", reader.csrf(), "name", "Ann", "time_zone", "UTC", "language", "en");

    assertThat(Pages.send(reader.withoutToken("/settings/account"), form).status()).isEqualTo(302);
    assertThat(reader.to("/api/v1/session").get().json().path("single_keys").asBoolean(true))
        .isFalse();
  }

  @Test
  void help_showsTheCheckInSixLanguages() {
    assertThat(page("/help"))
        .contains(
            "static boolean check(String secret",
            "export function isFromWardbell(",
            "def is_from_wardbell(",
            "function is_from_wardbell(string $secret",
            "func isFromWardbell(",
            "public static bool IsFromWardbell(")
        .contains("/api/docs", "/api/asyncapi.json");
  }

  @Test
  void page_whoseRowsCannotBeRead_saysSoAndOffersAnotherTry() {
    DSLContext database = ApiServer.shared().bean(DSLContext.class);
    database.execute("rename table replay to replay_away");
    Call.Answer broken;
    try {
      broken = reader.withoutToken("/replays").get();
    } finally {
      database.execute("rename table replay_away to replay");
    }

    assertThat(broken.status()).isEqualTo(500);
    assertThat(broken.text())
        .contains("other pages may work all the same", "href=\"/replays\">Try again");
    assertThat(reader.withoutToken("/replays").get().status()).isEqualTo(200);
    assertThat(reader.withoutToken("/replays/x/y").get().text()).doesNotContain("Try again");
  }

  @Test
  void error_standsInTheFrame_inWordsForPeople_withAWayOn() {
    Call.Answer missing = reader.withoutToken("/webhooks/" + UUID.randomUUID()).get();
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.text())
        .contains(
            "class=\"rail\"", reader.person().email(), "<a class=\"button\" href=\"/webhooks\">")
        .doesNotContain("this key", "caller");

    Call.Answer refused = reader.withoutToken("/settings/people").get();
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text())
        .contains("class=\"rail\"", "This needs the role ADMIN, and yours is READER.")
        .doesNotContain("this caller");

    Call.Answer button = reader.withoutToken("/overview/first-event").get();
    assertThat(button.status()).isIn(404, 405);
    assertThat(button.text()).contains("class=\"rail\"");

    Call.Answer forged = Pages.send(reader.withoutToken("/choice"), Map.of("theme", "dark"));
    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.text()).contains("This form is out of date").doesNotContain("csrf_token");
  }

  @Test
  void page_beyondTheLast_andAStateThatThereIsNoneOf_areLeftOutAndTold() {
    for (String asked : List.of("/webhooks?page=99", "/webhooks?page=x", "/webhooks?page=0")) {
      Call.Answer answer = reader.withoutToken(asked).get();
      assertThat(answer.header("Location")).as(asked).isEqualTo("/webhooks?left_out=page");
    }
    assertThat(page("/webhooks?left_out=page")).contains("this is the first one");
    assertThat(reader.withoutToken("/?period=zzz").get().header("Location"))
        .isEqualTo("/?left_out=period");
    assertThat(reader.withoutToken("/calendars?state=zzz").get().header("Location"))
        .isEqualTo("/calendars?left_out=state");
    assertThat(reader.withoutToken("/webhooks?state=zzz&name=x").get().header("Location"))
        .isEqualTo("/webhooks?name=x&left_out=state");
    // What a page does not know is told, too; nothing else of an address comes to stand on it.
    assertThat(page("/events?doctor=4711&left_out=Ann+Smith"))
        .contains("was left out: doctor.")
        .doesNotContain("Ann Smith");
  }

  @Test
  void address_ofNothing_isAPageForABrowser_afterSigningIn_andAProblemForAProgram() {
    String accepts = "text/html,application/xhtml+xml,*/*;q=0.8";
    for (String path : List.of("/nonsense", "/wp-admin/x.php", "/Deliveries")) {
      Call.Answer nobody = Call.anonymous(path).header("Accept", accepts).get();
      assertThat(nobody.status()).as(path).isEqualTo(303);
      assertThat(nobody.header("Location")).startsWith("/sign-in?to=");
      Call.Answer somebody = reader.withoutToken(path).header("Accept", accepts).get();
      assertThat(somebody.status()).as(path).isEqualTo(404);
      assertThat(somebody.text())
          .contains("class=\"rail\"", "There is nothing at this address", reader.person().email());
      Call.Answer program = Call.anonymous(path).get();
      assertThat(program.status()).as(path).isEqualTo(401);
      assertThat(program.header("Content-Type")).isEqualTo("application/problem+json");
      Call.Answer key = Call.to(path).header("Accept", accepts).get();
      assertThat(key.status()).as(path).isEqualTo(404);
      assertThat(key.header("Content-Type")).isEqualTo("application/problem+json");
    }
  }

  /** Whatever is no page of ours must not become one because a browser asks for it. */
  @Test
  void address_ofWhatIsForPrograms_staysTheirs() {
    Map<String, String> one = new HashMap<>();
    for (Routes.Route route : Routes.all()) {
      if (route.method().equals("GET")) {
        one.putIfAbsent(route.filled().replaceFirst("^/([^/]*).*", "$1"), route.filled());
      }
    }
    one.put("actuator", "/actuator/health");
    assertThat(one).containsKeys("api", "calendar", "oauth", "wp-json");

    one.values()
        .forEach(
            path ->
                assertThat(
                        String.valueOf(
                            Call.anonymous(path)
                                .header("Accept", "text/html")
                                .get()
                                .header("Location")))
                    .as(path)
                    .doesNotContain("/sign-in"));
  }

  @Test
  void address_thatTheFirewallRefuses_isAPageForABrowser_andAProblemForAProgram() {
    for (String path :
        List.of("//nonsense", "/deliveries//x", "/deliveries/%2e/x", "/deliveries;x=y")) {
      URI address = URI.create(ApiServer.shared().url().resolve("/") + path.substring(1));
      Call.Answer page = Call.at(address).header("Accept", "text/html").get();
      assertThat(page.status()).as(path).isEqualTo(path.contains("//") ? 404 : 400);
      assertThat(page.header("Content-Type")).startsWith("text/html");
      assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
      assertThat(page.text()).contains("Back to the overview").doesNotContain("class=\"rail\"");
      assertThat(Call.at(address).get().header("Content-Type"))
          .as(path)
          .isEqualTo("application/problem+json");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/deliveries/x/y",
        "/events/x/y",
        "/webhooks/x/y/z",
        "/calendars/x/y",
        "/appointments/x/y/z",
        "/replays/x/y",
        "/settings/x",
        "/help/x",
        "/overview/x"
      })
  void page_thatIsNotThere_saysSo(String path) {
    Call.Answer answer = reader.withoutToken(path).get();

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("There is nothing at this address");
  }
}
