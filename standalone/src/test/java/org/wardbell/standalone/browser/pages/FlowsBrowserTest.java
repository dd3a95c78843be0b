package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;

/**
 * The flows that must be quick: how many clicks each takes, which is asserted, and how many seconds
 * here, which is only told, because the machine is shared.
 */
@InBrowser
class FlowsBrowserTest {
  private static final String PASSWORD = "seven plain words of a colleague";

  @BeforeAll
  static void begin() {
    Flow.forget();
  }

  @AfterAll
  static void tell() {
    Flow.printTable();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Page.GetByLabelOptions exact() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  @Test
  void preset_savedTested_andItsFirstRealDeliverySeen_takesAtMostEightClicks(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Page page = visitors.signedIn(clinic.administrator()).open("/");
    Flow flow = new Flow("1", "From a preset to the first real delivery", 8);

    flow.click(page.getByText("Choose what should hear of events"));
    flow.click(page.locator("a.tile[href='/webhooks/new/slack']"));
    page.getByLabel("Incoming webhook URL")
        .fill(product.targets().account("slack").get("webhook_url"));
    flow.click(button(page, "Make the webhook"));
    flow.click(link(page, "Test it"));
    flow.click(button(page, "Send the test"));
    assertThat(page.locator("#result")).containsText("Delivered");
    clinic.api().event("appointment.booked", Map.of("appointment_id", 4711));
    flow.click(link(page, "Overview"));
    flow.click(page.locator(".tail a").first());
    assertThat(page.locator("main")).containsText("Delivered");

    flow.end();
  }

  @Test
  void failingWebhook_isExplainedInWords_inAtMostTwoClicks(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    product.receiver().behave(receiver, Step.answer(401));
    clinic.api().event("appointment.booked", Map.of("appointment_id", 1));
    Await.until(
        "a failure",
        () -> clinic.api().get("/webhooks").at("/data/0/consecutive_failures").asInt() > 0);
    Page page = visitors.signedIn(clinic.reader()).open("/");
    Flow flow = new Flow("2", "Why is it failing?", 2);

    flow.click(page.locator(".needs a").first());

    assertThat(page.locator(".sentence"))
        .containsText(Pattern.compile("Failing\\s+since .* got 401"));
    flow.end();
  }

  @Test
  void patient_isFoundByOneSearch(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.webhook(product, clinic, "Patient CRM");
    clinic
        .api()
        .post(
            "/appointments",
            Map.of(
                "doctor_id", "17",
                "patient", Map.of("id", "4711"),
                "start", "2031-03-04T09:00:00Z",
                "end", "2031-03-04T09:30:00Z",
                "time_zone", "Europe/London"));
    clinic
        .api()
        .post(
            "/events",
            Map.of(
                "type", "appointment.booked",
                "subject", "patient/4711",
                "data", Map.of("appointment_id", 1)));
    Await.until(
        "all told",
        () -> clinic.api().get("/deliveries?status=DELIVERED").path("data").size() == 2);
    Page page = visitors.signedIn(clinic.reader()).open("/");
    Flow flow = new Flow("3", "What happened to patient 4711?", 0);

    page.locator("h1").first().press("/");
    page.locator("#find").fill("patient/4711");
    page.keyboard().press("Enter");

    assertThat(page.locator("main tbody tr")).hasCount(3);
    assertThat(page.locator("main tbody")).containsText("Appointment");
    flow.end();
  }

  @Test
  void failuresSinceYesterday_areSentAgain_inFourClicks_afterAnEstimate(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    product.receiver().behave(receiver, Step.answer(400));
    for (int i = 0; i < 3; i++) {
      clinic.api().event("appointment.booked", Map.of("appointment_id", i));
    }
    Await.until(
        "three refusals",
        () -> clinic.api().get("/deliveries?status=REFUSED").path("data").size() == 3);
    product.receiver().behaveWell(receiver);
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks");
    Flow flow = new Flow("4", "Send again what failed since yesterday", 4);

    flow.click(link(page, "Patient CRM"));
    flow.click(link(page, "Replay"));
    flow.click(button(page, "Estimate"));
    assertThat(page.locator(".estimate")).containsText("3 events");
    flow.click(button(page, "Start"));

    assertThat(page).hasURL(Pattern.compile(".*/replays/[0-9a-f-]{36}"));
    flow.end();
  }

  @Test
  void calendar_isConnected_inThreeClicks_besideTheDoctorsOwn(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String email = "doctor-" + UUID.randomUUID() + "@clinic.example";
    product.google().addAccount(email);
    Page page =
        visitors
            .signedIn(clinic.administrator())
            .expectRequestTo(URI.create(product.google().url()))
            .open("/calendars");
    Flow flow = new Flow("5", "Connect a calendar (and the doctor’s page and Google’s)", 3);

    flow.click(
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Connect a calendar")));
    page.getByLabel("Doctor", exact()).fill("17");
    flow.click(button(page, "Make the link"));
    Page doctors = page.waitForPopup(() -> flow.click(page.getByText("Go to Google’s consent")));
    button(doctors, "Go on").click();
    doctors.locator("input[value='" + email + "']").check();
    button(doctors, "Continue").click();

    assertThat(doctors.locator("h1")).hasText("Connected");
    assertThat(page.locator("main")).containsText("kept in step from now on");
    flow.end();
  }

  @Test
  void conflict_isSettled_inTwoClicks(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    ConnectedDoctor doctor = ConnectedDoctor.in(product, clinic);
    Instant start = ConnectedDoctor.soon();
    Instant taken = start.plus(1, ChronoUnit.HOURS);
    String id = doctor.booked(start);
    doctor.booked(taken);
    doctor.moves(start, taken);
    Await.until(
        "a move that was put back",
        () ->
            clinic
                .api()
                .get("/appointments/" + id)
                .at("/sync/result")
                .asString("")
                .equals("reverted"));
    Page page = visitors.signedIn(clinic.writer()).open("/appointments");
    Flow flow = new Flow("6", "Settle a conflict", 2);

    flow.click(
        page.locator("tr", new Page.LocatorOptions().setHasText("was put back"))
            .getByRole(AriaRole.LINK));
    flow.click(page.locator(".conflict").getByRole(AriaRole.BUTTON).first());

    assertThat(page.locator(".conflict")).hasCount(0);
    flow.end();
  }

  @Test
  void colleague_getsInByOneLink(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Page page = visitors.signedIn(clinic.administrator()).open("/settings/people");
    String email = "colleague-" + UUID.randomUUID() + "@clinic.example";
    Flow flow = new Flow("7", "A new colleague gets in (by one link)", 2);

    page.getByLabel("Name", exact()).fill("Dr. Lovelace");
    page.getByLabel("E-mail address").fill(email);
    flow.click(button(page, "Invite"));
    flow.click(button(page, "Make the invitation link"));
    String link = page.locator("#link").innerText();
    Page theirs = visitors.anonymous().open(link.replaceFirst("https?://[^/]*", ""));
    theirs.locator("#password").fill(PASSWORD);
    theirs.locator("form button").click();
    theirs.getByLabel("E-mail address").fill(email);
    theirs.getByLabel("Password", exact()).fill(PASSWORD);
    theirs.locator("form button").first().click();

    assertThat(theirs.locator("h1")).containsText("Overview");
    flow.end();
  }
}
