package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;

/** The first minutes: nobody is here, then somebody, then a first delivery. */
@InBrowser
class FirstRunBrowserTest {
  @Test
  void d01_d02_firstRun_makesPersonAndClinic_onlyOnce_andThreeStepsEndWithADelivery(
      Visitors visitors) {
    RunningProduct product = RunningProduct.withNobody();
    Page page = visitors.anonymousAt(product).open("/");
    assertThat(page).hasURL(product.url() + "/first-run");
    page.getByLabel("Administrator key").fill(RunningProduct.KEY);
    page.getByLabel("Your name").fill("Ann");
    // The browser's own zone is a good guess.
    assertThat(page.getByLabel("Time zone")).hasValue("Europe/London");
    page.getByLabel("E-mail address").fill("ann@clinic.example");
    page.getByLabel("Password").fill("seven plain words of a test");
    page.getByLabel("Name of your clinic").fill("Harbour Clinic");
    page.getByLabel("Time zone").selectOption("Europe/London");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Begin")).click();
    assertThat(page).hasURL(product.url() + "/");

    Page second = visitors.anonymousAt(product).open("/first-run");
    assertThat(second).hasURL(product.url() + "/sign-in");

    Locator steps = page.locator("#steps ol > li");
    assertThat(steps).hasCount(3);
    assertThat(page.locator("#steps")).not().containsText("done");
    // What is posted without a clinic is of the one that was just named.
    product
        .api()
        .post(
            "/webhooks",
            Map.of(
                "name",
                "Patient CRM",
                "url",
                product.receiver().url("/first"),
                "events",
                List.of("appointment.*")));
    page.reload();
    assertThat(steps.nth(0)).containsText("done");
    assertThat(steps.nth(1)).containsText("to do");

    steps.nth(1).getByRole(AriaRole.BUTTON).click();

    // Nobody loads the page again: it hears of the delivery.
    assertThat(steps.nth(2)).containsText("done");
    // It is the only clinic, so it is the one that is looked at.
    assertThat(page.locator("#clinic option:checked")).hasText("Harbour Clinic");
    page.reload();
    assertThat(page.locator("#tail li")).hasCount(1);
    assertThat(page.locator("#steps")).hasCount(0);
    page.locator("#tail a").click();
    assertThat(page.locator("main h1")).containsText("appointment.");
    assertThat(page.locator("main")).containsText("Delivered");
  }
}
