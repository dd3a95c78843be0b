package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.browser.Canaries;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitor;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;
import tools.jackson.databind.JsonNode;

/** The list of deliveries, and the page of each. */
@InBrowser
class DeliveryBrowserTest {
  private static final int WHOLE_BAR = 1_000;

  @Test
  void d25_filter_changesTheAddressAndSurvivesReloadAndBack(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.ended(product, clinic);
    Page page = visitors.signedIn(clinic.reader()).open("/deliveries");
    Locator rows = page.locator("tbody tr");
    assertThat(rows).hasCount(1);

    page.getByLabel("Status").selectOption("EXHAUSTED");
    page.getByText("Filter", new Page.GetByTextOptions().setExact(true)).last().click();

    Pattern filtered = Pattern.compile(".*/deliveries\\?.*status=EXHAUSTED.*");
    assertThat(page).hasURL(filtered);
    assertThat(rows).hasCount(0);
    page.reload();
    assertThat(page.getByLabel("Status")).hasValue("EXHAUSTED");
    assertThat(page.getByText("No delivery matches.")).isVisible();
    page.goBack();
    assertThat(rows).hasCount(1);
    page.goForward();
    assertThat(page).hasURL(filtered);
  }

  @Test
  void d26_waitingDelivery_saysWhenItIsTriedAgain(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    product.receiver().behave(receiver, Step.answer(500));
    clinic.api().event("appointment.booked", Map.of("appointment_id", 1));
    String id = Deliveries.first(clinic);
    // Far enough ahead that it stays the next one while we look.
    Await.until(
        "a second try",
        () ->
            clinic.api().get("/deliveries/" + id).path("attempt_count").asInt() >= 2
                && next(clinic, id).isAfter(Instant.now().plusSeconds(20)));

    Page page = visitors.signedIn(clinic.reader()).open("/deliveries/" + id);

    assertThat(page.locator("main")).containsText("Trying again");
    assertThat(page.locator("[data-forecast=next] time"))
        .hasAttribute("datetime", next(clinic, id).toString());
    assertThat(page.locator("[data-forecast=later]").first()).isVisible();
  }

  private static Instant next(TestClinic clinic, String id) {
    String text = clinic.api().get("/deliveries/" + id).path("next_attempt_at").asString("");
    return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
  }

  @Test
  void d27_timingBar_addsUpToTheWhole(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String id = Deliveries.ended(product, clinic);
    Page page = visitors.signedIn(clinic.reader()).open("/deliveries/" + id);

    int end = 0;
    for (Locator part : page.locator("article svg rect").all()) {
      org.assertj.core.api.Assertions.assertThat(Integer.parseInt(part.getAttribute("x")))
          .isEqualTo(end);
      end += Integer.parseInt(part.getAttribute("width"));
    }
    // A part that is too short to be seen is drawn one thousandth wide.
    org.assertj.core.api.Assertions.assertThat(end).isBetween(WHOLE_BAR, WHOLE_BAR + 2);
  }

  @Test
  void d28_resend_leadsToTheNewDelivery(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String id = Deliveries.ended(product, clinic);
    Page page = visitors.signedIn(clinic.writer()).open("/deliveries/" + id);

    page.getByText("Resend", new Page.GetByTextOptions().setExact(true)).click();

    assertThat(page.locator("main dl.facts")).containsText("Repeats");
    assertThat(page.locator("main dl.facts")).containsText(id);
    org.assertj.core.api.Assertions.assertThat(page.url()).doesNotContain(id);
  }

  @Test
  void d29_curl_reproducesTheBody(RunningProduct product, Visitors visitors) throws Exception {
    Assumptions.assumeTrue(isThere("curl"), "there is no curl to run what is copied");
    TestClinic clinic = product.clinic("North");
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    clinic
        .api()
        .event(
            "appointment.booked",
            Map.of("note", "O'Neill: \"$HOME\" `id` \\n ${x} 🔔\n!", "appointment_id", 1));
    ReceivedRequest sent = product.receiver().await(receiver, 1, Duration.ofMinutes(1)).getFirst();
    String id = Deliveries.first(clinic);
    Visitor visitor = visitors.signedIn(clinic.administrator());
    visitor.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    Page page = visitor.open("/deliveries/" + id);
    assertThat(page.locator("main")).not().containsText("O'Neill");

    page.getByText("Show as curl", new Page.GetByTextOptions().setExact(true)).click();
    page.getByText("Copy", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("#toasts")).containsText("Copied.");
    String copied = (String) page.evaluate("() => navigator.clipboard.readText()");

    Process curl = new ProcessBuilder("sh", "-c", copied).redirectErrorStream(true).start();
    String output = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    org.assertj.core.api.Assertions.assertThat(curl.waitFor()).as(output).isZero();
    ReceivedRequest again = product.receiver().await(receiver, 2, Duration.ofMinutes(1)).get(1);
    org.assertj.core.api.Assertions.assertThat(again.body()).isEqualTo(sent.body());
    for (String header : List.of("content-type", "webhook-id", "wardbell-event-id", "user-agent")) {
      org.assertj.core.api.Assertions.assertThat(again.header(header))
          .as(header)
          .isEqualTo(sent.header(header));
    }
    org.assertj.core.api.Assertions.assertThat(
            clinic.api().get("/audit?action=delivery.request_read").path("data"))
        .hasSize(1);
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Test
  void d34_advice_isTheSentenceOfTheApi(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    product.receiver().behave(receiver, Step.answer(422));
    clinic.api().event("appointment.booked", Map.of("appointment_id", 1));
    String id = Deliveries.first(clinic);
    Await.until("an advice", () -> attempt(clinic, id).path("advice").asString("").length() > 0);

    Page page = visitors.signedIn(clinic.reader()).open("/deliveries/" + id);

    assertThat(page.locator("article")).containsText(attempt(clinic, id).path("advice").asString());
  }

  private static JsonNode attempt(TestClinic clinic, String id) {
    return clinic.api().get("/deliveries/" + id).path("attempts").path(0);
  }

  @Test
  void d57_patientsData_isOnNoPageBeforeSomebodyAsks(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    product.receiver().behave(receiver, Step.echo());
    List<String> canaries = List.of("Quirinius-Canary", "subject-canary-4711");
    clinic
        .api()
        .post(
            "/events",
            Map.of(
                "type",
                "appointment.booked",
                "subject",
                canaries.get(1),
                "data",
                Map.of("patient_name", canaries.get(0))));
    String id = Deliveries.first(clinic);
    var admin = visitors.signedIn(clinic.administrator());
    for (String path : List.of("/", "/deliveries", "/deliveries/" + id)) {
      Canaries.requireNoneOn(admin.open(path), canaries);
    }
  }
}
