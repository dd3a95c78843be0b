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
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;

/** The list of events, the page of each, and the catalogue of their types. */
@InBrowser
class EventBrowserTest {
  @Test
  void d25_filterOfEvents_changesTheAddressAndSurvivesReloadAndBack(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    clinic.api().event("appointment.booked", Map.of("appointment_id", 1));
    clinic.api().event("bill.paid", Map.of("bill_id", 1));
    Page page = visitors.signedIn(clinic.reader()).open("/events");
    Locator rows = page.locator("tbody tr");
    assertThat(rows).hasCount(2);

    page.getByLabel("Event type").fill("bill.paid");
    page.locator("form.filters button").click();

    assertThat(page).hasURL(Pattern.compile(".*/events\\?.*event_type=bill.paid.*"));
    assertThat(rows).hasCount(1);
    page.reload();
    assertThat(page.getByLabel("Event type")).hasValue("bill.paid");
    page.goBack();
    assertThat(rows).hasCount(2);
  }

  @Test
  void d30_payloadOfAnEvent_isHiddenUntilAskedAndTheLookIsNoted(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    List<String> canaries = List.of("Rosalind-Canary", "subject-canary-4712");
    String id =
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
                    Map.of("patient_name", canaries.get(0))))
            .path("id")
            .asString();
    var reader = visitors.signedIn(clinic.reader());
    Canaries.requireNoneOn(reader.open("/events"), canaries);
    Page page = reader.open("/events/" + id);
    Canaries.requireNoneOn(page, canaries);
    org.assertj.core.api.Assertions.assertThat(looks(clinic, id)).isZero();

    page.getByText("Show patient data").click();

    assertThat(page.locator("#data")).containsText(canaries.get(0));
    assertThat(page.locator("main")).containsText(canaries.get(1));
    org.assertj.core.api.Assertions.assertThat(page.url()).doesNotContain(canaries.get(0));
    org.assertj.core.api.Assertions.assertThat(looks(clinic, id)).isEqualTo(1);
    Canaries.requireNoneOn(reader.open("/events/" + id), canaries);
  }

  private static long looks(TestClinic clinic, String event) {
    return clinic
        .api()
        .get("/audit?target=event/" + event)
        .path("data")
        .valueStream()
        .filter(row -> row.path("action").asString().equals("event.data_read"))
        .count();
  }

  @Test
  void d40_customTypeWithSchema_explainsABadPayload(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Page page = visitors.signedIn(clinic.administrator()).open("/events/types");
    page.getByText("New type", new Page.GetByTextOptions().setExact(true)).click();
    page.getByLabel("Type", new Page.GetByLabelOptions().setExact(true)).fill("custom.xray_ready");
    page.getByLabel("What it is called").fill("X-ray ready");
    page.getByLabel("Name 1").fill("xray_id");
    page.getByLabel("Sample 1").fill("4711");
    page.getByLabel("JSON Schema of its data")
        .fill(
            "{\"type\":\"object\",\"required\":[\"xray_id\"],\"properties\":{\"xray_id\":{\"type\":\"integer\"}}}");
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();

    assertThat(page).hasURL(Pattern.compile(".*/events/types/custom.xray_ready"));
    assertThat(page.locator("#payload")).hasValue(Pattern.compile("xray_id[^}]*4711"));
    page.getByLabel("Data of an event").fill("{\"xray_id\": \"none\"}");
    page.getByText("Check", new Page.GetByTextOptions().setExact(true)).click();

    assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
        .containsText("data.xray_id");
    assertThat(page.locator("#payload")).hasValue("{\"xray_id\": \"none\"}");
    page.getByLabel("Data of an event").fill("{\"xray_id\": 1}");
    page.getByText("Check", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.getByText("This would be accepted")).isVisible();
    clinic.api().event("custom.xray_ready", Map.of("xray_id", 1));
  }

  @Test
  void d41_event_showsItsMapOfDeliveries(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.webhook(product, clinic, "Patient CRM");
    webhook(clinic, "Switched off", Map.of("events", List.of("*"), "enabled", false));
    webhook(clinic, "Bills only", Map.of("events", List.of("bill.paid")));
    webhook(clinic, "Says no", Map.of("events", List.of("*"), "filter", "false"));
    Deliveries.webhook(product, product.clinic("South"), "Somebody else");
    String id =
        clinic.api().event("appointment.booked", Map.of("appointment_id", 1)).path("id").asString();
    String delivery = Deliveries.first(clinic);
    Await.until(
        "its delivery",
        () ->
            clinic
                .api()
                .get("/deliveries/" + delivery)
                .path("status")
                .asString()
                .equals("DELIVERED"));

    Page page = visitors.signedIn(clinic.reader()).open("/events/" + id);

    Locator map = page.locator(".map");
    assertThat(map.locator(".delivered-way")).containsText("Patient CRM");
    assertThat(way(map, "Switched off")).containsText("the webhook is off");
    assertThat(way(map, "Bills only")).containsText("it asks for other types of events");
    assertThat(way(map, "Says no")).containsText("its filter said no");
    assertThat(map).not().containsText("Somebody else");
    map.getByText("Patient CRM").click();
    assertThat(page).hasURL(Pattern.compile(".*/deliveries/" + delivery));
  }

  private static Locator way(Locator map, String webhook) {
    return map.locator(".way", new Locator.LocatorOptions().setHasText(webhook));
  }

  private static void webhook(TestClinic clinic, String name, Map<String, Object> settings) {
    Map<String, Object> all = new java.util.HashMap<>(settings);
    all.put("name", name);
    all.put("url", "http://127.0.0.1:1/nobody");
    clinic.api().webhook(all);
  }
}
