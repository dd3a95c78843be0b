package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;

/** Old events delivered again: estimate, progress, and the buttons of a replay. */
@InBrowser
class ReplayBrowserTest {
  private static final int EVENTS = 5;

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  /** Makes a webhook that has received some events. */
  private static void delivered(RunningProduct product, TestClinic clinic) {
    Deliveries.webhook(product, clinic, "Patient CRM");
    for (int i = 0; i < EVENTS; i++) {
      clinic.api().event("appointment.booked", Map.of("appointment_id", i));
    }
    Await.until("all deliveries", () -> delivered(clinic) == EVENTS);
  }

  private static int delivered(TestClinic clinic) {
    return clinic.api().get("/deliveries?status=DELIVERED").path("data").size();
  }

  private static Page estimated(TestClinic clinic, Visitors visitors, String perMinute) {
    Page page = visitors.signedIn(clinic.administrator()).open("/replays/new");
    page.getByLabel("Webhook").selectOption("Patient CRM");
    page.getByLabel("everything it asks for").check();
    page.getByLabel("At most so many a minute").fill(perMinute);
    page.getByText("Estimate", exactly()).click();
    assertThat(page.locator(".estimate")).containsText("5 events");
    return page;
  }

  @Test
  void d38_replay_isEstimatedStartedPausedResumedAndCancelled(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    delivered(product, clinic);
    Page page = estimated(clinic, visitors, "1");
    assertThat(page.locator(".estimate")).containsText("about 5 minutes at 1 a minute");

    page.getByText("Start", exactly()).click();

    assertThat(page).hasURL(Pattern.compile(".*/replays/[0-9a-f-]{36}"));
    assertThat(page.locator("main")).containsText("Running");
    assertThat(page.locator("progress")).isVisible();
    // The first one goes at once; the part is read again by itself.
    assertThat(page.locator("#progress")).containsText("1 of about 5");
    page.getByText("Pause", exactly()).click();
    assertThat(page.locator("#progress")).containsText("Paused");
    page.getByText("Resume", exactly()).click();
    assertThat(page.locator("#progress")).containsText("Running");
    page.getByText("Cancel", exactly()).click();
    assertThat(page.locator("main")).containsText("Cancelled");
    assertThat(page.getByText("Pause", exactly())).hasCount(0);
  }

  @Test
  void d39_replay_goesOnWhenItsPageIsClosed(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    delivered(product, clinic);
    Page page = estimated(clinic, visitors, "");
    page.getByText("Start", exactly()).click();
    assertThat(page).hasURL(Pattern.compile(".*/replays/[0-9a-f-]{36}"));
    String address = page.url().replaceFirst("https?://[^/]*", "");
    page.close();

    Await.until("all of them again", () -> delivered(clinic) == 2 * EVENTS);
    Page later = visitors.signedIn(clinic.reader()).open(address);
    Await.until(
        "its end",
        () -> {
          later.reload();
          return later.locator("main").innerText().contains("Done");
        });
    assertThat(later.locator("dl.facts").first()).containsText("5");
  }
}
