package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.Canaries;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitor;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.ApiClient;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.browser.product.TestPerson;
import org.wardbell.standalone.endtoend.Await;

/** Keys, people, the audit trail, how long records are kept, and one's own account. */
@InBrowser
class SettingsBrowserTest {
  private static final String PASSWORD = "nine plain words of another test";

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static Page.GetByLabelOptions exact() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  @Test
  void d47_key_isShownOnceWorksAndEndsWhenRevoked(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Visitor admin = visitors.signedIn(clinic.administrator());
    Page page = admin.open("/settings/keys");
    page.getByLabel("What uses it").fill("Practice software");
    page.getByLabel("Role").selectOption("WRITER");
    // A hasty hand makes one key, and not a second one that nobody is shown.
    page.getByText("Make the key", exactly()).dblclick();

    String key = page.locator("#key").innerText();
    ApiClient program = new ApiClient(product.url(), key);
    program.event("appointment.booked", Map.of("appointment_id", 1));
    Page again = admin.open("/settings/keys");
    Locator row =
        again.locator("tbody tr", new Page.LocatorOptions().setHasText("Practice software"));
    assertThat(row).hasCount(1);
    assertThat(row).containsText("WRITER");
    Canaries.requireNoneOn(again, List.of(key));

    row.getByText("Revoke").click();
    assertThat(again.locator("main")).containsText("Revoke the key Practice software?");
    assertThat(again.locator("main")).containsText("answered with 401");
    again.getByText("Keep it", exactly()).click();
    assertThat(row).hasCount(1);
    row.getByText("Revoke").click();
    again.getByText("Revoke this key", exactly()).click();

    assertThat(row).hasCount(0);
    Await.until("its end", () -> !works(program));
  }

  private static boolean works(ApiClient program) {
    try {
      var _ = program.get("/events");
      return true;
    } catch (AssertionError refused) {
      return false;
    }
  }

  @Test
  void d48_invitation_letsAColleagueInOnce(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Visitor admin = visitors.signedIn(clinic.administrator());
    Page page = admin.open("/settings/people");
    String email = "colleague-" + java.util.UUID.randomUUID() + "@clinic.example";
    page.getByLabel("Name", exact()).fill("Dr. עדה Lovelace");
    page.getByLabel("E-mail address").fill(email);
    page.getByLabel("Role").selectOption("READER");
    page.getByText("Invite", exactly()).click();
    page.getByText("Make the invitation link", exactly()).click();
    String link = page.locator("#link").innerText();
    String person = page.url().replaceFirst("https?://[^/]*", "").replaceFirst("/link$", "");
    Canaries.requireNoneOn(admin.open(person), List.of(link.replaceFirst(".*token=", "")));

    Visitor colleague = visitors.anonymous();
    Page theirs = colleague.open(link.replaceFirst("https?://[^/]*", ""));
    theirs.locator("#password").fill(PASSWORD);
    theirs.locator("form button").click();
    theirs.getByLabel("E-mail address").fill(email);
    theirs.getByLabel("Password", exact()).fill(PASSWORD);
    theirs.locator("form button").first().click();
    assertThat(theirs.locator("h1")).containsText("Overview");

    Visitor thief = visitors.anonymous();
    Page second = thief.open(link.replaceFirst("https?://[^/]*", ""));
    assertThat(second.locator(".problem")).containsText("This link was used already");
    assertThat(second.locator("form")).hasCount(0);
  }

  @Test
  void d49_chainCheck_passesAndShowsABrokenLink(RunningProduct product, Visitors visitors) {
    TestPerson administrator = product.administrator();
    Visitor admin = visitors.signedIn(administrator);
    Page page = admin.open("/settings/audit");
    page.getByText("Check the chain", exactly()).click();
    assertThat(page.getByText("Intact", exactly())).isVisible();

    // Whoever may drop triggers gets past them; the product makes them again at its next start.
    product.sql("drop trigger if exists audit_no_update");
    product.sql("drop trigger if exists audit_seal_no_update");
    // The row that the look above has left, once it is sealed.
    String row =
        " where action = 'audit.verified' and actor = 'person/%s'".formatted(administrator.id());
    Await.until(
        "its seal",
        () ->
            product.sql(
                    "update audit_seal set position = position where number in"
                        + " (select number from audit"
                        + row
                        + ")")
                > 0);
    product.sql("update audit set outcome = 'failed'" + row);
    try {
      page.getByText("Check the chain", exactly()).click();
      assertThat(page.locator("[role=alert]")).containsText("Broken");
      assertThat(page.locator("[role=alert]")).containsText("This row is not what was sealed");
      assertThat(page.locator("[role=alert]"))
          .containsText(Pattern.compile("position [\\d,]+ of the chain, entry [\\d,]+"));
    } finally {
      product.sql("update audit set outcome = 'done'" + row);
    }
    Await.until(
        "the whole chain again",
        () -> {
          page.getByText("Check the chain", exactly()).click();
          return page.getByText("Intact", exactly()).count() == 1;
        });

    page.getByLabel("What was done").fill("audit.verified");
    page.locator("form.filters button").click();
    assertThat(page).hasURL(Pattern.compile(".*action=audit.verified.*"));
    assertThat(page.locator("tbody tr").first()).containsText("audit.verified");
  }

  @Test
  void d50_retentionChange_saysWhatItWillDelete(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    for (int i = 0; i < 3; i++) {
      clinic.api().event("appointment.booked", Map.of("appointment_id", i));
    }
    // Numbers grow with time, so all events age.
    product.sql("update event set accepted_at = accepted_at - interval 20 day");
    Page page = visitors.signedIn(clinic.administrator()).open("/settings/clinics/" + clinic.id());
    page.getByLabel("Payloads, in days").fill("10");
    page.getByText("See what would end", exactly()).click();

    assertThat(page.locator("#ending")).containsText("the data of 3 events");
    assertThat(page.getByLabel("Payloads, in days")).hasValue("10");
    org.assertj.core.api.Assertions.assertThat(days(clinic)).isEqualTo(30);

    page.locator("button[name=save]").click();

    assertThat(page.locator("main")).containsText("the clinic’s own days");
    org.assertj.core.api.Assertions.assertThat(days(clinic)).isEqualTo(10);
  }

  private static int days(TestClinic clinic) {
    return clinic.api().get("/clinics/" + clinic.id() + "/retention").path("payload_days").asInt();
  }

  @Test
  void d59_times_switchWithThePersonsZone(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String id =
        clinic.api().event("appointment.booked", Map.of("appointment_id", 1)).path("id").asString();
    TestPerson person = clinic.reader();
    Visitor reader = visitors.signedIn(person);
    Page page = reader.open("/settings/account");
    page.getByLabel("Time zone").selectOption("Asia/Kolkata");
    page.getByText("Save", exactly()).click();
    assertThat(page.getByLabel("Time zone")).hasValue("Asia/Kolkata");

    Locator time = reader.open("/events/" + id).locator("main time").first();
    assertThat(time).hasAttribute("title", Pattern.compile(".*Asia/Kolkata"));
    var at = java.time.Instant.parse(time.getAttribute("datetime"));
    String there =
        java.time.format.DateTimeFormatter.ofPattern("HH:mm:ss")
            .format(at.atZone(java.time.ZoneId.of("Asia/Kolkata")));
    org.assertj.core.api.Assertions.assertThat(time.getAttribute("title")).contains(there);
  }
}
