package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;

/** What an administrator does to a webhook that runs: its secrets, its circuit, its rules. */
@InBrowser
class WebhookActsBrowserTest {
  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void d21_overlap_isEndedNow_andTheNextRequestCarriesOneSignature(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    String id = clinic.api().get("/webhooks").at("/data/0/id").asString();
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks/" + id);
    button(page, "Make a new secret").click();
    assertThat(page.locator(".secret-once")).isVisible();
    org.assertj.core.api.Assertions.assertThat(signatures(product, clinic, receiver)).isEqualTo(2);

    page.navigate(product.url() + "/webhooks/" + id);
    button(page, "End overlap now").click();

    assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("only the current one signs");
    assertThat(page.locator("#secret")).containsText("One secret signs.");
    org.assertj.core.api.Assertions.assertThat(signatures(product, clinic, receiver)).isEqualTo(1);
  }

  /** Returns how many signatures the request of one more event carries. */
  private static int signatures(RunningProduct product, TestClinic clinic, String receiver) {
    String event =
        clinic.api().event("appointment.booked", Map.of("appointment_id", 1)).path("id").asString();
    return Await.until(
            "a request",
            () ->
                product.receiver().requests(receiver).stream()
                    .filter(request -> event.equals(request.header("wardbell-event-id")))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow()
        .header("webhook-signature")
        .split(" ")
        .length;
  }

  @Test
  void menuOfAWebhook_isThereAtADeskAndOnATelephone(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.webhook(product, clinic, "Patient CRM");
    String id = clinic.api().get("/webhooks").at("/data/0/id").asString();
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks/" + id);

    for (int width : new int[] {1440, 375}) {
      page.setViewportSize(width, 900);
      page.locator("main .menu > summary").click();
      assertThat(page.getByRole(AriaRole.LINK, named("History of settings"))).isInViewport();
      assertThat(button(page, "Copy").first()).isInViewport();
      page.keyboard().press("Escape");
      assertThat(page.getByRole(AriaRole.LINK, named("History of settings"))).isHidden();
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  @Test
  void probeNow_sendsOneRequest_andItsSuccessClosesTheCircuit(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    String id = clinic.api().get("/webhooks").at("/data/0/id").asString();
    product.receiver().behave(receiver, Step.answer(503));
    for (int i = 0; i < 10; i++) {
      clinic.api().event("appointment.booked", Map.of("appointment_id", i));
    }
    Await.until("an open circuit", () -> circuit(clinic, id).equals("OPEN"));
    clinic.api().event("appointment.booked", Map.of("appointment_id", 10));
    Await.until(
        "a delivery that waits",
        () -> clinic.api().get("/deliveries?status=PARKED").path("data").size() > 0);
    // Its own probe is half an hour away.
    int _ =
        product.sql(
            "update webhook_state set circuit_probe_seconds = 1800, circuit_probe_at = "
                + "utc_timestamp(6) + interval 30 minute where webhook_id = unhex(replace('"
                + id
                + "', '-', ''))");
    product.receiver().behaveWell(receiver);
    Page reading = visitors.signedIn(clinic.reader()).open("/webhooks/" + id);
    assertThat(button(reading, "Probe now")).isDisabled();
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks/" + id);

    button(page, "Probe now").click();

    Await.until("a closed circuit", () -> circuit(clinic, id).equals("CLOSED"));
    page.reload();
    assertThat(button(page, "Probe now")).hasCount(0);
    page.navigate(product.url() + "/webhooks/" + id + "/history");
    assertThat(page.locator("tbody tr").first()).containsText("let its open circuit probe at once");
  }

  private static String circuit(TestClinic clinic, String id) {
    return clinic.api().get("/webhooks/" + id).at("/circuit/state").asString();
  }

  @Test
  void rulesForAnswers_areWrittenInTheEditor_andDecideWhatAnAnswerMeans(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    product.receiver().behave(receiver, Step.answer(409));
    String id = clinic.api().get("/webhooks").at("/data/0/id").asString();
    Page page =
        visitors
            .signedIn(clinic.administrator())
            .expectAnswer(422)
            .open("/webhooks/" + id + "/edit");
    page.getByText("What this receiver’s answers mean").click();

    page.getByLabel("Status of rule 1", exact()).fill("40");
    page.getByLabel("Meaning of rule 1", exact()).selectOption("delivered");
    button(page, "Save").click();
    assertThat(page.locator("#mistakes-answers")).containsText("40 is not between 200 and 599");
    page.getByLabel("Status of rule 1", exact()).fill("409");
    page.getByLabel("Meaning of rule 3", exact()).selectOption("failed");
    assertThat(page.getByLabel("Status of rule 4", exact())).isVisible();
    page.getByLabel("Meaning of rule 3", exact()).selectOption("");
    button(page, "Save").click();

    assertThat(page.locator("main h1")).hasText("Patient CRM");
    clinic.api().event("appointment.booked", Map.of("appointment_id", 1));
    Await.until(
        "a delivery by that rule",
        () -> clinic.api().get("/deliveries?status=DELIVERED").path("data").size() == 1);
  }

  private static Page.GetByLabelOptions exact() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
