package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.Canaries;
import org.wardbell.standalone.browser.HostileText;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitor;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;

/** Appointments on pages: book, move, cancel, check in, and whom they are for. */
@InBrowser
class AppointmentBrowserTest {
  private static final String NAME = "Quirinius-Canary";

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void book(Page page, String start) {
    page.getByLabel("Doctor’s id").fill("17");
    page.getByLabel("Start, in").fill(start);
    page.getByLabel("Patient’s id").fill("patient-4711");
    page.getByLabel("Patient’s name").fill(NAME);
    button(page, "Book").click();
  }

  @Test
  void d46_appointment_isBookedMovedCheckedInAndCancelled_andATakenSlotOffersFreeOnes(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Visitor visitor = visitors.signedIn(clinic.writer()).expectAnswer(409);
    Page page = visitor.open("/appointments");
    button(page, "Book an appointment").click();
    book(page, "2031-03-04T09:00");
    assertThat(page.locator("h1")).containsText("Tue 4 Mar 2031, 09:00–09:30");
    String first = page.url();

    page.navigate(first.replaceAll("/appointments/.*", "/appointments/new"));
    book(page, "2031-03-04T09:15");
    assertThat(page.locator(".field .problem")).containsText("This is not free");
    assertThat(page.getByLabel("Patient’s name")).hasValue(NAME);
    page.locator(".offers button").first().click();
    assertThat(page.locator("h1")).containsText("09:30–10:00");

    page.getByLabel("Start").fill("2031-03-05T14:00");
    page.getByLabel("Minutes").fill("45");
    button(page, "Move").click();
    assertThat(page.locator("h1")).containsText("Wed 5 Mar 2031, 14:00–14:45");
    button(page, "Check in").click();
    assertThat(page.locator("main .outcome").first()).hasText("Checked in");
    button(page, "Cancel appointment").click();
    assertThat(page.locator("main .outcome").first()).hasText("Cancelled");
    assertThat(page.locator(".talk > li")).hasCount(4);
    assertThat(button(page, "Move")).hasCount(0);
  }

  @Test
  void d57_patient_isOnNoPageBeforeSomebodyAsks(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Visitor visitor = visitors.signedIn(clinic.writer());
    Page page = visitor.open("/appointments/new");
    book(page, "2031-03-04T09:00");
    assertThat(page.locator("h1")).containsText("09:00");
    String address = page.url().replaceFirst("https?://[^/]*", "");
    List<String> canaries = List.of(NAME, "patient-4711");
    for (String path :
        List.of(
            address, "/appointments", "/appointments?view=week&week=2031-03-04", "/calendars")) {
      Canaries.requireNoneOn(visitor.open(path), canaries);
    }

    button(page, "Show patient data").click();

    assertThat(page.getByText(NAME)).isVisible();
    org.assertj.core.api.Assertions.assertThat(page.url() + page.title()).doesNotContain(NAME);
    org.assertj.core.api.Assertions.assertThat(
            clinic.api().get("/audit?action=appointment.data_read").path("data").size())
        .isEqualTo(1);
  }

  @Test
  void d58_scriptText_isShownAsText(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Page page = visitors.signedIn(clinic.writer()).open("/appointments/new");
    page.locator("main form").getByLabel("Doctor’s id").fill(HostileText.TEXT.substring(0, 100));
    page.getByLabel("Start, in").fill("2031-03-04T09:00");
    page.getByLabel("Patient’s id").fill("1");
    page.getByLabel("Patient’s name").fill(HostileText.TEXT);
    page.getByLabel("Description").fill(HostileText.TEXT);
    button(page, "Book").click();
    assertThat(page.locator("h1")).containsText("09:00");
    HostileText.requireOnlyTextOn(page);
    button(page, "Show patient data").click();
    assertThat(page.getByText("Shown for this view only.")).isVisible();
    HostileText.requireOnlyTextOn(page);
  }

  @Test
  void d59_night_inWhichClocksArePutBack_isRight(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    clinic
        .api()
        .put(
            "/clinics/" + clinic.id(),
            java.util.Map.of("name", clinic.name(), "time_zone", "Europe/London"));
    Visitor visitor = visitors.signedIn(clinic.writer());
    for (String offset : List.of("+01:00", "Z")) {
      clinic
          .api()
          .post(
              "/appointments",
              java.util.Map.of(
                  "doctor_id",
                  "17",
                  "patient",
                  java.util.Map.of("id", "p-1"),
                  "start",
                  "2030-10-27T01:15:00" + offset,
                  "end",
                  "2030-10-27T01:45:00" + offset,
                  "time_zone",
                  "Europe/London"));
    }

    Page page = visitor.open("/appointments?view=week&week=2030-10-27");

    assertThat(page.locator("main")).containsText("Europe/London");
    assertThat(page.locator(".week a")).hasCount(2);
    assertThat(page.locator(".week a").nth(0))
        .hasAttribute("aria-label", Pattern.compile("01:15–01:45 BST.*"));
    assertThat(page.locator(".week a").nth(1))
        .hasAttribute("aria-label", Pattern.compile("01:15–01:45 GMT.*"));
    double first = page.locator(".week a").nth(0).boundingBox().y;
    double second = page.locator(".week a").nth(1).boundingBox().y;
    org.assertj.core.api.Assertions.assertThat(second).isGreaterThan(first + 20);
  }
}
