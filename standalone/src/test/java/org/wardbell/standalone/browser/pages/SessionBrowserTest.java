package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.HostileText;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitor;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.browser.product.TestPerson;

/** Sessions, roles and clinics, as pages know them. */
@InBrowser
class SessionBrowserTest {
  private static final String HOSTILE_NAME =
      "<script>window.hostile=1</script><img src=hostile onerror=window.hostile=1>";

  @Test
  void d03_wrongPassword_isToldAlikeForUnknownPeople_andSoIsTheWait(
      RunningProduct product, Visitors visitors) {
    TestPerson known = product.clinic("North").reader();
    Page one = visitors.anonymous().expectAnswer(401).expectAnswer(429).open("/sign-in");
    Page other = visitors.anonymous().expectAnswer(401).open("/sign-in");
    Duration ofKnown = Duration.ofDays(1);
    Duration ofUnknown = Duration.ofDays(1);

    for (int look = 0; look < 3; look++) {
      ofKnown = lesser(ofKnown, tryWrong(one, known.email()));
      ofUnknown = lesser(ofUnknown, tryWrong(other, "nobody@clinic.example"));
    }

    String words = one.getByRole(AriaRole.ALERT).innerText();
    assertThat(other.getByRole(AriaRole.ALERT)).hasText(words);
    // Whoever looks for no password answers a hundred times as fast.
    org.assertj.core.api.Assertions.assertThat(ofUnknown).isGreaterThan(ofKnown.dividedBy(5));

    for (int more = 0; more < 4; more++) {
      tryWrong(one, known.email());
    }
    assertThat(one.getByRole(AriaRole.ALERT))
        .hasText(Pattern.compile("too many wrong passwords.* Try again in \\d.*"));
  }

  private static Duration lesser(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Tries a wrong password; returns how long the answer took. */
  private static Duration tryWrong(Page page, String email) {
    page.getByLabel("E-mail address").fill(email);
    page.getByLabel("Password").fill("wrong password of theirs");
    long began = System.nanoTime();
    page.waitForResponse(
        answer -> answer.request().method().equals("POST"),
        () -> page.getByRole(AriaRole.BUTTON).getByText("Sign in").click());
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    return took;
  }

  @Test
  void d04_signOut_inOneTab_endsTheSessionInTheOther(RunningProduct product, Visitors visitors) {
    Visitor reader = visitors.signedIn(product.clinic("North").reader());
    Page one = reader.open("/");
    Page other = reader.open("/deliveries");

    one.locator("details.me summary").click();
    one.locator("form[action='/sign-out'] button").click();
    assertThat(one.getByText("You are signed out.")).isVisible();

    other.reload();
    assertThat(other).hasURL(Pattern.compile(".*/sign-in\\?to=%2Fdeliveries"));
  }

  @Test
  void d05_reader_cannotChangeAnything(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String delivery = Deliveries.ended(product, clinic);
    Visitor reader = visitors.signedIn(clinic.reader());
    Page page = reader.open("/deliveries/" + delivery);

    assertThat(page.getByText("Resend", new Page.GetByTextOptions().setExact(true))).isDisabled();
    String token = page.locator("body").getAttribute("data-csrf");
    APIResponse forged =
        reader
            .context()
            .request()
            .post(
                product.url() + "/deliveries/" + delivery + "/resend",
                RequestOptions.create().setForm(FormData.create().set("csrf", token)));
    org.assertj.core.api.Assertions.assertThat(forged.status()).isEqualTo(403);
  }

  @Test
  void d06_idOfAnotherClinic_isNotFound(RunningProduct product, Visitors visitors) {
    String theirs = Deliveries.ended(product, product.clinic("South"));
    Visitor reader = visitors.signedIn(product.clinic("North").administrator()).expectAnswer(404);

    Page page = reader.open("/deliveries/" + theirs);

    assertThat(page.getByRole(AriaRole.HEADING))
        .hasText(Pattern.compile("not found|nothing", Pattern.CASE_INSENSITIVE));
    assertThat(page.locator("body")).not().containsText("South");
  }

  @Test
  void d58_scriptInNames_isShownAsText(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic(HostileText.TEXT);
    product.receiver().behaveWell("/hostile");
    clinic
        .api()
        .webhook(
            Map.of(
                "name",
                HOSTILE_NAME,
                "url",
                product.receiver().url("/hostile"),
                "events",
                List.of("appointment.booked")));
    clinic.api().event("appointment.booked", Map.of("appointment_id", 1));
    String delivery = Deliveries.first(clinic);
    Visitor admin = visitors.signedIn(clinic.administrator());

    for (String path : List.of("/", "/deliveries", "/deliveries/" + delivery)) {
      Page page = admin.open(path);
      assertThat(page.locator("body")).containsText("window.hostile=1");
      HostileText.requireOnlyTextOn(page);
      page.close();
    }
  }
}
