package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.browser.Canaries;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.View;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;

/** The list of webhooks, and the page of each. */
@InBrowser
class WebhookBrowserTest {
  private static final Pattern SECRET = Pattern.compile("whsec_[A-Za-z0-9+/=]+");

  private static String webhook(TestClinic clinic, String name) {
    return clinic
        .api()
        .webhook(
            Map.of(
                "name",
                name,
                "url",
                "https://crm.example.org/hook",
                "events",
                List.of("bill.paid")))
        .path("id")
        .asString();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator toggle(Page page, String name) {
    return page.getByRole(
        AriaRole.SWITCH, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void d19_switch_offAndOnFromTheList_andTakenBack(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    webhook(clinic, "Patient CRM");
    webhook(clinic, "Accounting");
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks");

    toggle(page, "Patient CRM").click();

    assertThat(page.locator("#notice")).containsText("Patient CRM is off: no event matches.");
    assertThat(toggle(page, "Patient CRM")).hasAttribute("aria-checked", "false");
    assertThat(toggle(page, "Accounting")).hasAttribute("aria-checked", "true");
    button(page, "Switch on again").click();
    assertThat(page.locator("#notice")).containsText("Patient CRM is on.");
    assertThat(toggle(page, "Patient CRM")).hasAttribute("aria-checked", "true");
    toggle(page, "Patient CRM").click();
    toggle(page, "Patient CRM").click();
    assertThat(toggle(page, "Patient CRM")).hasAttribute("aria-checked", "true");
  }

  @Test
  void d20_deletionOfMany_saysTheNumber_andAsksForItAboveAHundred(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    List<Map<String, Object>> file = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      file.add(
          Map.of(
              "webhook",
              Map.of(
                  "name",
                  "Number " + i,
                  "url",
                  "https://crm.example.org/" + i,
                  "events",
                  List.of("bill.paid"))));
    }
    clinic
        .api()
        .post(
            "/webhooks/import",
            Map.of("format", "wardbell/webhooks", "version", 1, "webhooks", file));
    Page page = visitors.signedIn(clinic.administrator()).expectAnswer(422).open("/webhooks");

    page.getByLabel("Choose Number 97", new Page.GetByLabelOptions().setExact(true)).check();
    button(page, "Delete …").click();
    assertThat(page.locator("h1")).hasText("Delete this webhook?");
    assertThat(page.getByLabel("Type")).hasCount(0);
    page.getByText("Leave it as it is").click();

    page.getByLabel("Choose all on this page").check();
    button(page, "Delete …").click();
    assertThat(page.locator("h1")).hasText("Delete 50 webhooks?");
    assertThat(page.getByLabel("Type")).hasCount(0);
    page.getByText("Leave them as they are").click();

    page.getByLabel("Choose all 101 that match").check();
    button(page, "Delete …").click();
    assertThat(page.locator("h1")).hasText("Delete 101 webhooks?");
    page.getByLabel("Type 101").fill("100");
    button(page, "Delete 101 webhooks").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Type 101");
    page.getByLabel("Type 101").fill("101");
    button(page, "Delete 101 webhooks").click();

    assertThat(page.locator("#notice")).containsText("101 webhooks were deleted.");
    assertThat(page.getByText("What should happen when …?")).isVisible();
  }

  @Test
  void d21_secret_isShownOnce_andRotationShowsTheOverlap(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String id = webhook(clinic, "Patient CRM");
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks/" + id);
    assertThat(page.locator("#secret")).containsText("One secret signs.");

    page.getByLabel("The old one signs as well for").selectOption("72");
    button(page, "Make a new secret").click();

    Matcher shown = SECRET.matcher(page.locator(".secret-once").innerText());
    org.assertj.core.api.Assertions.assertThat(shown.find()).isTrue();
    assertThat(page.locator(".secret-once")).containsText("The old one signs beside it until");
    page.navigate(product.url() + "/webhooks/" + id);
    assertThat(page.locator("#secret")).containsText("An old secret signs beside it until");
    assertThat(page.locator("#secret")).containsText("both signatures");
    Canaries.requireNoneOn(page, List.of(shown.group()));
  }

  @Test
  void d22_history_showsWhoChangedWhat_withoutSecrets(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String id = webhook(clinic, "Patient CRM");
    clinic
        .api()
        .patch(
            "/webhooks/" + id,
            Map.of(
                "authentication",
                Map.of("type", "bearer", "token", "token-canary"),
                "headers",
                List.of(
                    Map.of("name", "X-Team", "value", "red"),
                    Map.of("name", "X-Api-Key", "value", "header-canary")),
                "timeout_seconds",
                7));
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks/" + id);

    page.getByText("Who changed what, and when").click();

    Locator newest = page.locator("tbody tr").first();
    assertThat(newest).containsText(Pattern.compile("timeout seconds\\s*30\\s*→\\s*7"));
    assertThat(newest).containsText(Pattern.compile("headers X-Team\\s*nothing\\s*→\\s*red"));
    assertThat(newest).containsText(Pattern.compile("headers X-Api-Key\\s*changed"));
    assertThat(newest).containsText(Pattern.compile("authentication type\\s*none\\s*→\\s*bearer"));
    assertThat(page.locator("tbody tr").first()).containsText("Key of a test");
    assertThat(page.locator("tbody tr").last()).containsText("made it");
    Canaries.requireNoneOn(page, List.of("token-canary", "header-canary", "whsec_"));
    Page theirs = visitors.signedIn(clinic.reader()).open("/webhooks/" + id + "/history");
    assertThat(theirs.locator("tbody tr").first())
        .containsText(Pattern.compile("headers X-Team\\s*changed"));
    Page marked = visitors.signedIn(clinic.administrator()).open("/webhooks/" + id);
    assertThat(marked.locator("svg .set-mark")).not().hasCount(0);
    marked.locator(".marks a").first().click();
    assertThat(marked).hasURL(Pattern.compile(".*/history"));
  }

  @Test
  void d23_schedule_isDrawnAndNamedInWords(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String id = webhook(clinic, "Patient CRM");
    Page page = visitors.signedIn(clinic.reader()).open("/webhooks/" + id);

    assertThat(page.locator(".schedule")).containsText("Ten tries over three days");
    assertThat(page.locator(".schedule")).containsText("At once, then after 5 s, 5 min, 30 min");
    assertThat(page.locator(".schedule circle")).hasCount(10);
  }

  @Test
  void health_ofAFailingReceiver_isASentence(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    product.receiver().behave(receiver, Step.answer(401));
    clinic.api().event("appointment.booked", Map.of("appointment_id", 1));
    Await.until(
        "a failure",
        () ->
            clinic.api().get("/webhooks").path("data").path(0).path("consecutive_failures").asInt()
                > 0);
    Page page = visitors.signedIn(clinic.reader()).open("/webhooks?state=failing");

    assertThat(page.locator("tbody")).containsText("Failing");
    page.getByText("Patient CRM").first().click();

    assertThat(page.locator(".sentence"))
        .containsText(Pattern.compile("Failing\\s+since .* got 401"));
    assertThat(page.locator("main")).containsText("Newest deliveries");
  }

  @Test
  void d53_switch_withTheKeyboardAlone_isTakenBack(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    webhook(clinic, "Patient CRM");
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks");

    toggle(page, "Patient CRM").focus();
    page.keyboard().press("Space");
    // The focus is on the notice: the way back is one step from there.
    assertThat(page.locator("#notice")).isFocused();
    page.keyboard().press("Tab");
    assertThat(button(page, "Switch on again")).isFocused();
    page.keyboard().press("Enter");

    assertThat(page.locator("#notice")).containsText("Patient CRM is on.");
  }

  @Test
  void list_withoutScripts_switchesToo(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    webhook(clinic, "Patient CRM");
    Page page =
        visitors
            .signedIn(clinic.administrator(), View.TELEPHONE.withoutScripts())
            .open("/webhooks");

    toggle(page, "Patient CRM").click();

    assertThat(page.locator("#notice")).containsText("Patient CRM is off");
  }
}
