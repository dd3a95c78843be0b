package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.View;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;

/** Files of webhooks, out and in. */
@InBrowser
class WebhookFilesBrowserTest {
  private static final String KIVICARE =
      """
      [{"name": "Booked", "module_name": "appointment", "event_name": "kc_appointment_book", "methods": "POST",
        "status": 1, "webhook_data": {"url": "https://crm.example.org/hook", "headers": [], "body": ""}},
       {"name": "Broken", "module_name": "appointment", "event_name": "kc_appointment_book", "methods": "POST",
        "webhook_data": {}}]
      """;

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  @Test
  void d18_importOfKiviCaresJson_reportsEachWebhook(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks/import");

    page.getByLabel("A file")
        .setInputFiles(
            new FilePayload(
                "kivicare.json", "application/json", KIVICARE.getBytes(StandardCharsets.UTF_8)));
    assertThat(page.locator("#file-told")).containsText("kivicare.json is in the field.");
    press(page, "Only look what would become of it");
    assertThat(page.locator("#report h2")).hasText("What would become of it");
    press(page, "Import");

    assertThat(page.locator("#report h2")).hasText("What became of it");
    assertThat(page.locator("[data-result=CREATED]")).containsText("Booked");
    assertThat(page.locator("[data-result=CREATED]")).containsText("standard envelope");
    assertThat(page.locator("[data-result=CREATED]")).containsText("whsec_");
    assertThat(page.locator("[data-result=REFUSED]")).containsText("Broken");
    assertThat(page.locator("[data-result=REFUSED]")).containsText("webhook_data.url is missing");
    page.getByText("Booked").click();
    assertThat(page.locator("h1")).hasText("Booked");
  }

  @Test
  void d54_focus_afterTheReportCame_isOnIt(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    var admin = visitors.signedIn(clinic.administrator()).expectAnswer(422);
    Page page = admin.open("/webhooks/import");

    page.getByLabel("or its text, pasted").fill("{}");
    press(page, "Import");

    assertThat(page.locator("#report h2")).hasText("Nothing was taken");
    assertThat(page.locator("#report h2")).isFocused();
    assertThat(page.getByLabel("or its text, pasted")).hasValue("{}");
  }

  @Test
  void import_withoutScripts_takesWhatIsPasted(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Page page =
        visitors
            .signedIn(clinic.administrator(), View.DESK.withoutScripts())
            .open("/webhooks/import");

    page.getByLabel("or its text, pasted").fill(KIVICARE);
    press(page, "Import");

    assertThat(page.locator("[data-result=CREATED]")).containsText("Booked");
  }

  @Test
  void export_isAFile_withoutSecrets(RunningProduct product, Visitors visitors) throws IOException {
    TestClinic clinic = product.clinic("North");
    clinic
        .api()
        .webhook(
            Map.of(
                "name",
                "Patient CRM",
                "url",
                "https://crm.example.org/hook",
                "events",
                List.of("bill.paid"),
                "authentication",
                Map.of("type", "bearer", "token", "token-canary")));
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks");

    Download file =
        page.waitForDownload(
            () ->
                page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName("Export").setExact(true))
                    .click());

    org.assertj.core.api.Assertions.assertThat(file.suggestedFilename()).isEqualTo("webhooks.json");
    org.assertj.core.api.Assertions.assertThat(Files.readString(file.path()))
        .contains("Patient CRM")
        .doesNotContain("token-canary", "whsec_");
  }
}
