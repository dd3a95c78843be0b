package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitor;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;

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

  private static Locator card(Page page, String name) {
    return page.locator(".card", new Page.LocatorOptions().setHasText(name)).locator("b");
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
  void d10_lamp_turnsRedWhileTemporalIsAway(RunningProduct product, Visitors visitors) {
    Page page = visitors.signedIn(product.clinic("North").reader()).open("/");
    assertThat(page.locator("#lamp")).containsText("All well");
    try {
      product.temporal().stop();
      assertThat(page.locator("#lamp")).containsText("Temporal does not answer.");
    } finally {
      product.temporal().startAgain();
    }
    assertThat(page.locator("#lamp")).containsText("All well");
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

  @Test
  void d11_pause_keepsAnswersOutThatWereAskedForBefore(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.webhook(product, clinic, "Patient CRM");
    Page page = visitors.signedIn(clinic.reader()).open("/");
    assertThat(page.locator("#tail")).containsText("No request was sent yet.");
    List<Route> held = new ArrayList<>();
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
