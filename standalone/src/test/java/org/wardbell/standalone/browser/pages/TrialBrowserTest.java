package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;

/** The pages on which webhooks are tested. */
@InBrowser
class TrialBrowserTest {
  private static String webhook(TestClinic clinic, String name, String url) {
    return clinic
        .api()
        .webhook(Map.of("name", name, "url", url, "events", List.of("appointment.booked")))
        .path("id")
        .asString();
  }

  @Test
  void d35_editedSample_isWhatIsSent(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String path = "/trials/" + UUID.randomUUID();
    product.receiver().behave(path, Step.echo());
    String id = webhook(clinic, "CRM", product.receiver().url(path));
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks/" + id + "/test");
    assertThat(page.getByLabel("Its data")).hasValue(Pattern.compile("patient_name"));

    page.getByLabel("Its data").fill("{\"patient_name\": \"Somebody made up\"}");
    Editors.button(page, "Send the test").click();

    assertThat(page.locator("#result")).containsText("Delivered");
    assertThat(page.locator("#result .answer")).containsText("Somebody made up");
    assertThat(page.locator("#past tbody tr")).hasCount(1);

    page.getByLabel("Its data").fill("{\"patient_name\": ");
    Editors.button(page, "Send the test").click();
    assertThat(page.locator("#result")).containsText("is no JSON: line 1");
    assertThat(page.getByLabel("Its data")).hasValue("{\"patient_name\": ");
  }

  @Test
  void d36_testOfADeadReceiver_isExplained(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String id = webhook(clinic, "Nobody", "http://127.0.0.1:1/nobody");
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks/" + id + "/test");

    Editors.button(page, "Send the test").click();

    assertThat(page.locator("#result")).containsText("No connection");
    String advice =
        clinic.api().post("/webhooks/" + id + "/test", Map.of()).at("/verdict/advice").asString();
    assertThat(page.locator("[data-advice]")).hasText(advice);
  }

  @Test
  void d37_testAll_showsProgressAndEnds(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String path = "/trials/" + UUID.randomUUID();
    product.receiver().behaveWell(path);
    for (int i = 1; i <= 6; i++) {
      webhook(clinic, "Receiver " + i, product.receiver().url(path));
    }
    webhook(clinic, "Nobody", "http://127.0.0.1:1/nobody");
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks/test");
    Locator progress = page.locator("[data-progress]");

    page.evaluate(
        "() => new MutationObserver(() => (window.seen ??= []).push("
            + "document.querySelector('[data-progress]').textContent))"
            + ".observe(document.querySelector('[data-progress]'), {childList: true})");
    Editors.button(page, "Test all 7").click();

    assertThat(progress).hasText("All 7 tested: 6 delivered, 1 not.");
    assertThat(page.locator("[data-trial=done]")).hasCount(7);
    org.assertj.core.api.Assertions.assertThat(page.evaluate("() => window.seen").toString())
        .contains("0 of 7 tested")
        .containsPattern("[1-6] of 7 tested");
    assertThat(Editors.button(page, "Test all 7")).isEnabled();
  }

  @Test
  void test_whileTemporalIsAway_saysSoAtOnce(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String id = webhook(clinic, "CRM", "http://127.0.0.1:1/nobody");
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks/" + id + "/test");
    try {
      product.temporal().stop();
      Await.until(
          "the lamp to turn red",
          () -> {
            page.reload();
            return page.locator("#down").innerText().contains("Temporal");
          });
      Editors.button(page, "Send the test").click();
      assertThat(page.locator("#result")).containsText("Temporal does not answer");
    } finally {
      product.temporal().startAgain();
    }
  }
}
