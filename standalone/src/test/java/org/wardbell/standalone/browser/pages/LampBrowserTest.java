package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Layout;
import org.wardbell.standalone.browser.Visitor;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;
import tools.jackson.databind.JsonNode;

/** The lamp of the top bar, as what it tells of comes and goes. */
@InBrowser
class LampBrowserTest {
  @Test
  void d10_lamp_turnsRedWhileTemporalIsAway(RunningProduct product, Visitors visitors) {
    Page page = visitors.signedIn(product.clinic("North").reader()).open("/");
    assertThat(page.locator("#lamp")).containsText("All well");
    try {
      product.temporal().stop();
      assertThat(page.locator("#down")).containsText("Temporal does not answer.");
      assertThat(page.locator("#lamp")).containsText("A part is down");
      assertThat(page.locator(".needs")).containsText("Temporal does not answer.");
      Layout.keepScreenshot(page, "part-down-1440");
      page.setViewportSize(375, 812);
      Layout.keepScreenshot(page, "part-down-375");
    } finally {
      product.temporal().startAgain();
    }
    assertThat(page.locator("#lamp")).containsText("All well");
  }

  @Test
  void d10_lamp_isOutWhileThePageHasLostItsServer(RunningProduct product, Visitors visitors) {
    Visitor visitor =
        visitors
            .signedIn(product.clinic("North").reader())
            .expectError("ERR_|Failed to load|htmx:|Failed to fetch");
    Page page = visitor.open("/");
    assertThat(page.locator("#lamp")).containsText("All well");

    visitor.context().setOffline(true);
    assertThat(page.locator("#lamp.lost")).containsText("Not connected");
    Locator broken = page.locator("#figures .broken");
    assertThat(broken).containsText("as of");
    // One form of a moment, with the exact one in the person's zone.
    assertThat(broken.locator("time")).hasText(Pattern.compile("now|\\d+ (s|min) ago"));
    assertThat(broken.locator("time"))
        .hasAttribute("title", Pattern.compile(".* \\d\\d:\\d\\d:\\d\\d GMT\\S* .+"));
    assertThat(broken).not().containsText("the rest of the page works");
    assertThat(page.getByText("Nothing needs you.")).not().isVisible();
    assertThat(page.locator("#figures")).containsText("not known while this page is not connected");
    Layout.keepScreenshot(page, "lost-1440");

    visitor.context().setOffline(false);
    assertThat(page.locator("#lamp.delivered")).containsText("All well");
    assertThat(page.getByText("Nothing needs you.")).isVisible();
  }

  @Test
  void d10_lamp_isOutOnAPageWithNothingLive_andComesBack(
      RunningProduct product, Visitors visitors) {
    Visitor visitor =
        visitors
            .signedIn(product.clinic("North").reader())
            .expectError("ERR_|Failed to load|htmx:|Failed to fetch");
    visitor.context().route("**/overview/lamp", Route::abort);
    Page page = visitor.open("/settings/account");
    page.evaluate("() => htmx.trigger('#lamp', 'refresh')");
    assertThat(page.locator("#lamp.lost")).containsText("Not connected");
    assertThat(page.locator("#lost")).containsText("What it shows is as of");
    assertThat(page.locator("#lost time")).hasText(Pattern.compile("now|\\d+ (s|min) ago"));

    visitor.context().unroute("**/overview/lamp");
    page.evaluate("() => htmx.trigger('#lamp', 'refresh')");
    assertThat(page.locator("#lamp.delivered")).containsText("All well");
    assertThat(page.locator("#lost")).hasCount(0);
  }

  @Test
  void d10_lamp_isAmberWhileDeliveriesWaitForAReceiver(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    product.receiver().behave(receiver, Step.answer(500));
    for (int i = 0; i < 14; i++) {
      clinic.api().event("appointment.booked", Map.of("appointment_id", i));
    }
    String webhook =
        Await.until(
                "an open circuit with deliveries behind it",
                () -> clinic.api().get("/webhooks").at("/data/0"),
                each -> isHeldUp(clinic, each))
            .path("id")
            .asString();
    Page page = visitors.signedIn(clinic.reader()).open("/");

    assertThat(page.locator("#lamp.waiting")).containsText("Something waits");
    assertThat(page.locator("#lamp"))
        .hasAttribute(
            "title",
            "Deliveries to Patient CRM wait: its receiver fails, and only probes are sent.");
    assertThat(page.locator("#down p")).hasCount(0);
    Layout.keepScreenshot(page, "waiting-1440");

    product.receiver().behaveWell(receiver);
    clinic.api().post("/webhooks/" + webhook + "/probe", Map.of());
    assertThat(page.locator("#lamp.delivered")).containsText("All well");
  }

  private static boolean isHeldUp(TestClinic clinic, JsonNode webhook) {
    return !webhook.isMissingNode()
        && clinic
            .api()
            .get("/webhooks/" + webhook.path("id").asString() + "/waiting")
            .path("parked")
            .valueStream()
            .anyMatch(reason -> reason.path("reason").asString().equals("circuit"));
  }
}
