package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitor;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;
import tools.jackson.databind.JsonNode;

/** The overview, and what changes on it while somebody looks. */
@InBrowser
class OverviewBrowserTest {
  @Test
  void d07_cards_equalTheStatistics(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.ended(product, clinic);
    Await.until(
        "the count of the delivery",
        () -> clinic.api().get("/statistics").at("/cards/delivered/value").asLong() == 1);

    Page page = visitors.signedIn(clinic.reader()).open("/");

    assertThat(card(page, "Active webhooks")).hasText("1");
    assertThat(card(page, "Success rate")).hasText("100 %");
    assertThat(card(page, "Failed deliveries")).hasText("0");
    assertThat(card(page, "Events today")).hasText("1");
  }

  @Test
  void d07_failedCard_leadsToExactlyThoseThatItCounts(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.ended(product, clinic);
    // Given up, refused and gone: each of another webhook, because 410 switches its webhook off.
    for (int status : new int[] {500, 422, 410}) {
      String path = "/pages/" + UUID.randomUUID();
      product.receiver().behave(path, Step.answer(status));
      clinic
          .api()
          .webhook(
              Map.of(
                  "name", "Answers " + status,
                  "url", product.receiver().url(path),
                  "events", List.of("bill.paid"),
                  "retry", Map.of("schedule_seconds", List.of(0, 1))));
    }
    clinic.api().event("bill.paid", Map.of("bill_id", 1));
    Await.until(
        "the count of three that failed",
        () -> clinic.api().get("/statistics").at("/cards/failed/value").asLong() == 3);

    Page page = visitors.signedIn(clinic.reader()).open("/");
    assertThat(card(page, "Failed deliveries")).hasText("3");
    page.locator(".card", new Page.LocatorOptions().setHasText("Failed deliveries")).click();

    assertThat(page.locator("main tbody tr")).hasCount(3);
    for (String outcome : List.of("Given up", "Refused", "Gone")) {
      assertThat(page.locator("main tbody")).containsText(outcome);
    }
    assertThat(page.getByLabel("Status")).hasValue("EXHAUSTED,REFUSED,GONE");
  }

  private static Locator card(Page page, String name) {
    return page.locator(".card", new Page.LocatorOptions().setHasText(name)).locator("b");
  }

  @Test
  void d08_bars_sumToTheListBehindThem(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    for (int i = 0; i < 3; i++) {
      clinic.api().event("appointment.booked", Map.of("appointment_id", i));
    }
    Await.until("three deliveries", () -> ended(clinic) == 3);
    product.receiver().behave(receiver, Step.answer(422));
    clinic.api().event("appointment.booked", Map.of("appointment_id", 4));
    Await.until("a refusal", () -> ended(clinic) == 4);
    product.receiver().behave(receiver, Step.answer(500));
    clinic.api().event("appointment.booked", Map.of("appointment_id", 5));
    String open = Await.until("a try", () -> open(clinic), id -> !id.isEmpty());
    clinic.api().post("/deliveries/" + open + "/cancel", Map.of());
    Await.until("all of them counted", () -> ended(clinic) == 5);
    // They were made long before they ended: the list is about the end, as the chart is.
    product.sql(
        "update delivery set created_at = created_at - interval 3 hour where clinic_id = unhex('%s')"
            .formatted(clinic.id().replace("-", "")));

    Page page = visitors.signedIn(clinic.reader()).open("/?period=1h");
    page.getByText("As numbers").click();
    Map<String, Integer> bars = new HashMap<>();
    for (Locator row : page.locator("details tbody tr").all()) {
      bars.put(
          row.locator("a").getAttribute("href"),
          row.locator("td.number").allInnerTexts().stream().mapToInt(Integer::parseInt).sum());
    }
    org.assertj.core.api.Assertions.assertThat(bars.values().stream().mapToInt(i -> i).sum())
        .isEqualTo(5);
    for (Map.Entry<String, Integer> bar : bars.entrySet()) {
      assertThat(page.locator("svg a[href='" + bar.getKey() + "']")).hasCount(1);
    }
    for (Map.Entry<String, Integer> bar : bars.entrySet()) {
      page.navigate(product.url() + bar.getKey());
      assertThat(page.locator("tbody tr")).hasCount(bar.getValue());
    }
  }

  /** Returns how many deliveries the statistics have that ended. */
  private static int ended(TestClinic clinic) {
    int ended = 0;
    for (JsonNode column : clinic.api().get("/statistics").path("series")) {
      for (JsonNode each : column.at("/totals/deliveries")) {
        ended += each.asInt();
      }
    }
    return ended;
  }

  /** Returns the delivery that is tried again, once it is. */
  private static String open(TestClinic clinic) {
    return clinic.api().get("/deliveries?status=PENDING").at("/data/0/id").asString("");
  }

  @Test
  void d09_needsYou_showsAFailingWebhookUntilItSucceeds(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    product.receiver().behave(receiver, Step.answer(500));
    Page page = visitors.signedIn(clinic.reader()).open("/");
    assertThat(page.getByText("Nothing needs you.")).isVisible();

    clinic.api().event("appointment.booked", Map.of("appointment_id", 1));
    assertThat(page.locator(".needs")).containsText("Patient CRM");

    product.receiver().behaveWell(receiver);
    // The first one may wait for minutes by now.
    clinic.api().event("appointment.booked", Map.of("appointment_id", 2));
    assertThat(page.getByText("Nothing needs you.")).isVisible();
  }

  @Test
  void d11_tail_showsWhatHappensAndPauses(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.webhook(product, clinic, "Patient CRM");
    Page page = visitors.signedIn(clinic.reader()).open("/");
    Locator rows = page.locator("#tail li");
    assertThat(page.locator("#tail")).containsText("No request was sent yet.");

    clinic.api().event("appointment.booked", Map.of("appointment_id", 1));
    assertThat(rows).hasCount(1);

    Locator pause = page.locator("[data-pause]");
    pause.click();
    clinic.api().event("appointment.booked", Map.of("appointment_id", 2));
    assertThat(page.locator("[data-missed]")).hasText(Pattern.compile("[1-9] since"));
    assertThat(rows).hasCount(1);

    pause.click();
    assertThat(rows).hasCount(2);
  }

  /**
   * The stream alone serves a busy clinic: as many rows as the server draws, and no fetch for each.
   */
  @Test
  void d11_tail_growsByTheStream_andKeepsAHundredRows(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.webhook(product, clinic, "Patient CRM");
    clinic.api().event("appointment.booked", Map.of("appointment_id", 0));
    Deliveries.first(clinic);
    Page page = visitors.signedIn(clinic.reader()).open("/");
    Locator rows = page.locator("#tail li");
    assertThat(rows).hasCount(1);
    // The stream is open, and the list was fetched once more since.
    clinic.api().event("appointment.booked", Map.of("appointment_id", 1));
    assertThat(rows).hasCount(2);
    page.waitForTimeout(1_500);
    List<String> fetched = new ArrayList<>();
    page.onRequest(
        request -> {
          if (request.url().endsWith("/overview/tail")) {
            fetched.add(request.url());
          }
        });

    for (int i = 2; i < 130; i++) {
      clinic.api().event("appointment.booked", Map.of("appointment_id", i));
    }
    String newest = Deliveries.first(clinic);

    assertThat(page.locator("#tail a[href='/deliveries/" + newest + "']")).hasCount(1);
    assertThat(rows).hasCount(100);
    org.assertj.core.api.Assertions.assertThat(fetched).isEmpty();
    Locator row = rows.first();
    assertThat(row).containsText("Patient CRM");
    assertThat(row).containsText("appointment.booked");
    assertThat(row.locator(".outcome.delivered")).hasText("Delivered");
    assertThat(row.locator("code").last()).hasText("200");
    assertThat(row.locator("time"))
        .hasAttribute("title", Pattern.compile("\\w{3} \\d+ \\w{3,4} \\d{4} [0-9:]{8} GMT.* \\S+"));
    assertThat(row.locator("time")).hasText(Pattern.compile("now|\\d+ (s|min) ago"));
  }

  @Test
  void d11_tail_showsAWebhookThatItDidNotKnow(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.ended(product, clinic);
    Page page = visitors.signedIn(clinic.reader()).open("/");
    assertThat(page.locator("#tail li")).hasCount(1);

    Deliveries.webhook(product, clinic, "Newcomer");
    clinic.api().event("appointment.booked", Map.of("appointment_id", 2));

    assertThat(page.locator("#tail")).containsText("Newcomer");
    assertThat(page.locator("#tail li")).hasCount(3);
  }

  @Test
  void d11_tail_ofAllClinics_saysWhoseEachRequestIs(RunningProduct product, Visitors visitors) {
    TestClinic north = product.clinic("North");
    TestClinic south = product.clinic("South");
    String webhook = "Of the north " + UUID.randomUUID();
    Deliveries.webhook(product, north, webhook);
    Page page = visitors.signedIn(product.administrator()).open("/");
    Locator rows = page.locator("#tail li", new Page.LocatorOptions().setHasText(webhook));

    for (int i = 1; i < 3; i++) {
      north.api().event("appointment.booked", Map.of("appointment_id", i));
      assertThat(rows).hasCount(i);
    }

    assertThat(rows.first().locator(".whose")).hasText(north.name());
    assertThat(rows.last().locator(".whose")).hasText(north.name());
    assertThat(rows.first()).not().containsText(south.name());
  }

  @Test
  void d11_pause_keepsAnswersOutThatWereAskedForBefore(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.webhook(product, clinic, "Patient CRM");
    Page page = visitors.signedIn(clinic.reader()).open("/");
    assertThat(page.locator("#tail")).containsText("No request was sent yet.");
    List<Route> held = new ArrayList<>();
    // Not with a number of times: when these are used up, Playwright lets go what is held.
    page.route(
        "**/overview/tail",
        route -> {
          if (held.isEmpty()) {
            held.add(route);
          } else {
            route.resume();
          }
        });

    clinic.api().event("appointment.booked", Map.of("appointment_id", 1));
    page.waitForCondition(() -> !held.isEmpty());
    Locator pause = page.locator("[data-pause]");
    pause.click();
    page.waitForResponse("**/overview/tail", () -> held.getFirst().resume());
    clinic.api().event("appointment.booked", Map.of("appointment_id", 2));
    assertThat(page.locator("[data-missed]")).hasText(Pattern.compile("[1-9] since"));
    assertThat(page.locator("#tail")).containsText("No request was sent yet.");

    pause.click();
    assertThat(page.locator("#tail li")).hasCount(2);
  }

  @Test
  void d55_staleBanner_showsWhileTheStreamIsCut(RunningProduct product, Visitors visitors) {
    Visitor visitor =
        visitors
            .signedIn(product.clinic("North").reader())
            .expectError("ERR_FAILED|Failed to load");
    visitor.context().route("**/api/v1/live*", Route::abort);
    Page page = visitor.open("/");
    assertThat(page.locator("#stale")).isVisible();

    visitor.context().unroute("**/api/v1/live*");
    assertThat(page.locator("#stale")).isHidden();
  }
}
