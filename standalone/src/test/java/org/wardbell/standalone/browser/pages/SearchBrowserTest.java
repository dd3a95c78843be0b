package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;

/** The search box of the top bar. */
@InBrowser
class SearchBrowserTest {
  private static void search(Page page, String words) {
    page.locator("h1").first().click();
    page.keyboard().press("/");
    assertThat(page.locator("#find")).isFocused();
    page.keyboard().insertText(words);
    page.keyboard().press("Enter");
  }

  @Test
  void d33_search_findsByEventDeliveryKeyAndSubject(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.webhook(product, clinic, "Patient CRM");
    String key = "booking-" + UUID.randomUUID();
    String subject = "patient/" + UUID.randomUUID();
    String event = "";
    for (int i = 0; i < 2; i++) {
      event =
          clinic
              .api()
              .post(
                  "/events",
                  Map.of(
                      "type",
                      "appointment.booked",
                      "subject",
                      subject,
                      "id",
                      key + i,
                      "data",
                      Map.of("appointment_id", i)))
              .path("id")
              .asString();
    }
    String delivery = Deliveries.first(clinic);
    Page page = visitors.signedIn(clinic.reader()).open("/");

    for (List<String> each :
        List.of(
            List.of(event, "/events/" + event),
            List.of(key + "1", "/events/" + event),
            List.of(delivery, "/deliveries/" + delivery))) {
      search(page, each.getFirst());
      assertThat(page).hasURL(Pattern.compile(".*" + each.getLast()));
    }
    search(page, subject);
    assertThat(page).hasURL(Pattern.compile(".*/search"));
    assertThat(page.locator("main tbody tr")).hasCount(2);
    assertThat(page.locator("main")).containsText("its subject");
    search(page, "patient/nobody");
    assertThat(page.locator("main")).containsText("Nothing is exactly that.");
  }
}
