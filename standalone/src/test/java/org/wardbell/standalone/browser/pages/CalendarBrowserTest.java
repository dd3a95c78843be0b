package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitor;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;

/** Calendars on pages: connecting one, what the doctor does in Google, and conflicts. */
@InBrowser
class CalendarBrowserTest {
  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  /** Opens the link of a page, agrees at Google, and closes the page at which that ends. */
  private static void consent(Page page, String email, String ending) {
    Page doctors = page.waitForPopup(() -> page.getByText("Go to Google’s consent").click());
    button(doctors, "Go on").click();
    doctors.locator("input[value='" + email + "']").check();
    button(doctors, "Continue").click();
    assertThat(doctors.locator("h1")).hasText(ending);
    doctors.close();
  }

  private static Visitor administrator(
      RunningProduct product, TestClinic clinic, Visitors visitors) {
    return visitors
        .signedIn(clinic.administrator())
        .expectRequestTo(URI.create(product.google().url()));
  }

  @Test
  void d42_connect_throughGooglesPage_choosesACalendarAndIsConnected(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String email = "doctor-" + UUID.randomUUID() + "@clinic.example";
    product.google().addAccount(email);
    String second = "practice-" + UUID.randomUUID() + "@group.calendar.google.com";
    product.google().addCalendar(second, email, ZoneOffset.UTC);
    Page page = administrator(product, clinic, visitors).open("/calendars");
    assertThat(page.locator("main")).containsText("No doctor’s calendar is connected yet.");

    button(page, "Connect a calendar").click();
    page.getByLabel("Doctor", new Page.GetByLabelOptions().setExact(true)).fill("17");
    page.getByLabel("Calendar", new Page.GetByLabelOptions().setExact(true)).selectOption("choose");
    button(page, "Make the link").click();
    assertThat(page.locator("main")).containsText("Waiting for the doctor");
    consent(page, email, "Almost connected");

    page.locator("input[value='" + second + "']").check();
    button(page, "Connect it").click();
    assertThat(page.locator("dl.facts").first()).isVisible();
    assertThat(page.locator("main")).containsText(second);
    Await.until(
        "a first sync",
        () ->
            !clinic
                .api()
                .get("/calendars")
                .at("/data/0/state")
                .asString("CONNECTING")
                .equals("CONNECTING"));
    page.reload();
    assertThat(page.locator("main .outcome").first()).containsText("In step");
  }

  @Test
  void d43_moveInGoogle_appearsInTheWeekAndInTheHistory(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    ConnectedDoctor doctor = ConnectedDoctor.in(product, clinic);
    Instant start = ConnectedDoctor.soon();
    Instant later = start.plus(90, ChronoUnit.MINUTES);
    String id = doctor.booked(start);

    doctor.moves(start, later);
    Await.until("the appointment at its new time", () -> at(clinic, id).equals(later));

    Visitor visitor = visitors.signedIn(clinic.reader());
    Page page = visitor.open("/appointments/" + id);
    assertThat(page.locator(".talk > li").first()).containsText("Moved in Google by the doctor");
    assertThat(page.locator("a[href^='https://calendar.google.com/calendar/event?eid=']"))
        .hasCount(1);
    LocalDate day = later.atZone(ZoneId.of("UTC")).toLocalDate();
    Page week = visitor.open("/appointments?view=week&doctor_id=17&week=" + day);
    assertThat(week.locator("a[href='/appointments/" + id + "']").first())
        .containsText(later.toString().substring(11, 16));
  }

  private static Instant at(TestClinic clinic, String appointment) {
    return java.time.OffsetDateTime.parse(
            clinic.api().get("/appointments/" + appointment).path("start").asString())
        .toInstant();
  }

  @Test
  void d44_accessThatWasTakenBack_asksToReconnect_andReconnectWorks(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    ConnectedDoctor doctor = ConnectedDoctor.in(product, clinic);
    product.google().revokeAccess(doctor.email());
    Visitor visitor = administrator(product, clinic, visitors);
    Page page = visitor.open("/calendars/" + doctor.calendar());
    button(page, "Sync now").click();
    Await.until(
        "a calendar that needs its doctor", () -> doctor.state().equals("RECONNECT_NEEDED"));

    Page overview = visitor.open("/");
    overview.locator(".needs a").first().click();
    assertThat(overview.locator("main")).containsText("Google has taken the permission back");
    button(overview, "Connect again").click();
    consent(overview, doctor.email(), "Connected");

    assertThat(overview.locator("main")).containsText("kept in step from now on");
    overview.getByText("See the calendar").click();
    Await.until("a calendar in step", () -> !doctor.state().equals("CONNECTING"));
    overview.reload();
    assertThat(overview.locator("main .outcome").first()).containsText("In step");
  }

  @Test
  void d45_conflictThatWasPutBack_showsBothTimesAndIsSettledInTwoClicks(
      RunningProduct product, Visitors visitors) {
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
    page.locator("tr", new Page.LocatorOptions().setHasText("was put back"))
        .getByRole(AriaRole.LINK)
        .click();
    Locator conflict = page.locator(".conflict");
    assertThat(conflict).containsText(start.toString().substring(11, 16) + "–");
    assertThat(conflict).containsText(taken.toString().substring(11, 16) + "–");
    assertThat(conflict).containsText("the doctor is not free then");
    conflict.getByRole(AriaRole.BUTTON).first().click();

    assertThat(conflict).hasCount(0);
    org.assertj.core.api.Assertions.assertThat(at(clinic, id))
        .isEqualTo(taken.plus(30, ChronoUnit.MINUTES));
  }
}
