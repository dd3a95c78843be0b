package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;

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
    assertThat(page.locator("main tbody tr")).hasCount(4);
    assertThat(page.locator("main")).containsText("its subject");
    page.locator("main tbody tr a").first().click();
    assertThat(page).hasURL(Pattern.compile(".*/(events|deliveries)/.*"));
    page.goBack();
    assertThat(page).hasURL(Pattern.compile(".*/search"));
    search(page, "patient/nobody");
    assertThat(page.locator("main")).containsText("Nothing is exactly that.");
  }

  @Test
  void d33_patient_isFoundWithAppointmentsEventsAndDeliveries_inNoAddress(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.webhook(product, clinic, "Patient CRM");
    String patient = "canary" + UUID.randomUUID();
    String start = "2031-03-04T09:00:00Z";
    String appointment =
        clinic
            .api()
            .post(
                "/appointments",
                Map.of(
                    "doctor_id", "17",
                    "patient", Map.of("id", patient),
                    "start", start,
                    "end", "2031-03-04T09:30:00Z",
                    "time_zone", "Europe/London"))
            .path("id")
            .asString();
    clinic
        .api()
        .post(
            "/events",
            Map.of(
                "type",
                "appointment.booked",
                "subject",
                "patient/" + patient,
                "data",
                Map.of("appointment_id", 1)));
    Await.until(
        "both told",
        () -> clinic.api().get("/deliveries?status=DELIVERED").path("data").size() == 2);
    Page page = visitors.signedIn(clinic.reader()).open("/");
    List<String> addresses = new ArrayList<>();
    page.context().onRequest(request -> addresses.add(request.url()));

    search(page, "patient/" + patient);

    assertThat(page.locator("main tbody tr")).hasCount(3);
    Locator rows = page.locator("main tbody tr");
    assertThat(rows.nth(0)).containsText(Pattern.compile("Appointment\\s.*Booked", Pattern.DOTALL));
    assertThat(rows.nth(1)).containsText(Pattern.compile("Event\\s+appointment.booked"));
    assertThat(rows.nth(2))
        .containsText(Pattern.compile("Delivery\\s+Patient CRM.*Delivered", Pattern.DOTALL));
    page.locator("a[href='/appointments/" + appointment + "']").click();
    assertThat(page.locator(".told")).containsText("→ told Patient CRM");
    page.locator(".told a").first().click();
    assertThat(page).hasURL(Pattern.compile(".*/deliveries/[0-9a-f-]{36}"));
    org.assertj.core.api.Assertions.assertThat(addresses)
        .isNotEmpty()
        .noneMatch(address -> address.contains(patient));
    org.assertj.core.api.Assertions.assertThat(page.title()).doesNotContain(patient);
  }
}
