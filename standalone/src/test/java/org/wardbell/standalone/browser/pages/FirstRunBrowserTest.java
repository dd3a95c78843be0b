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
    page.getByLabel("E-mail address").fill("ann@clinic.example");
    page.getByLabel("Password").fill("seven plain words of a test");
    page.getByLabel("Clinic", new Page.GetByLabelOptions().setExact(true)).fill("Harbour Clinic");
    page.getByLabel("Time zone").selectOption("Europe/London");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Begin")).click();
    assertThat(page).hasURL(product.url() + "/");

    Page second = visitors.anonymousAt(product).open("/first-run");
    assertThat(second).hasURL(product.url() + "/sign-in");

    Locator steps = page.locator("#steps ol > li");
    assertThat(steps).hasCount(3);
    assertThat(page.locator("#steps")).not().containsText("done");
    String clinic =
        product
            .api()
            .get("/clinics")
            .path("data")
            .valueStream()
            .filter(each -> each.path("name").asString("").equals("Harbour Clinic"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();
    product
        .api()
        .post(
            "/webhooks",
            Map.of(
                "clinic",
                clinic,
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
    steps.nth(2).getByRole(AriaRole.LINK).click();
    assertThat(page.locator("main h1")).containsText("appointment.");
    assertThat(page.locator("main")).containsText("Delivered");
  }
}
