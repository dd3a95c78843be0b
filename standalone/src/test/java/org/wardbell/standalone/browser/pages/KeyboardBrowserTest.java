package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.Accessibility;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Layout;
import org.wardbell.standalone.browser.View;
import org.wardbell.standalone.browser.Visitor;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;

/** Keys that go places, walk rows and show what there is. */
@InBrowser
class KeyboardBrowserTest {
  private static final Map<String, String> PLACES =
      Map.of(
          "d", "/deliveries",
          "w", "/webhooks",
          "e", "/events",
          "c", "/calendars",
          "a", "/appointments",
          "r", "/replays",
          "s", "/settings",
          "o", "/");

  private static Pattern at(String path) {
    return Pattern.compile("^http://[^/]+" + path + "(/account)?$");
  }

  private static void press(Page page, String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
  }

  /** Notes from now on each key that is pressed, and whether the page's script took it. */
  private static void noteKeys(Page page) {
    page.evaluate(
        "() => { window.noted = []; window.addEventListener('keydown',"
            + " pressed => window.noted.push([pressed.key, pressed.defaultPrevented])); }");
  }

  /**
   * Fails unless these keys were pressed since they are noted, and the page's script took none: a
   * page that it leads to comes later than one can look at the address.
   */
  private static void requireLeftAlone(Page page, String... keys) {
    org.assertj.core.api.Assertions.assertThat(page.evaluate("() => window.noted"))
        .isEqualTo(Stream.of(keys).map(key -> List.of(key, false)).toList());
  }

  private static Locator map(Page page) {
    return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Keys"));
  }

  @Test
  void d53_gAndALetter_goesToEachSection(RunningProduct product, Visitors visitors) {
    Page page = visitors.signedIn(product.clinic("North").reader()).open("/help");

    PLACES.forEach(
        (key, path) -> {
          // The address changes before the new page's script listens to keys.
          page.waitForLoadState();
          press(page, "g", key);
          assertThat(page).hasURL(at(path));
        });
  }

  @Test
  void d53_jAndK_walkRowsAndEnterOpensOne(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.webhook(product, clinic, "First");
    Deliveries.webhook(product, clinic, "Second");
    Deliveries.webhook(product, clinic, "Third");
    Page page = visitors.signedIn(clinic.reader()).open("/webhooks");
    Locator rows = page.locator("main tbody tr");
    assertThat(rows).hasCount(3);

    press(page, "j");
    assertThat(link(rows, 0)).isFocused();
    press(page, "j", "j", "j");
    assertThat(link(rows, 2)).isFocused();
    press(page, "k");
    assertThat(link(rows, 1)).isFocused();
    String address = link(rows, 1).getAttribute("href");
    press(page, "Enter");
    assertThat(page).hasURL(Pattern.compile(address + "$"));
  }

  private static Locator link(Locator rows, int row) {
    return rows.nth(row).locator("a[href]").first();
  }

  @Test
  void d53_map_keepsTheFocusAndEscapeGivesItBack(RunningProduct product, Visitors visitors) {
    Page page = visitors.signedIn(product.clinic("North").reader()).open("/");
    Locator here = page.locator(".rail a").nth(1);
    here.focus();

    press(page, "?");
    assertThat(map(page)).isVisible();
    assertThat(map(page)).containsText("to Deliveries");
    Accessibility.requireNoneOn(page);
    Layout.keepScreenshot(page, "keys-" + page.viewportSize().width);
    for (int i = 0; i < 4; i++) {
      press(page, "Tab");
      org.assertj.core.api.Assertions.assertThat(
              page.evaluate(
                  "() => document.activeElement === document.body"
                      + " || document.getElementById('keys').contains(document.activeElement)"))
          .isEqualTo(true);
    }
    noteKeys(page);
    press(page, "g", "d");
    requireLeftAlone(page, "g", "d");
    assertThat(page).hasURL(at("/"));
    press(page, "Escape");
    assertThat(map(page)).isHidden();
    assertThat(here).isFocused();
  }

  @Test
  void d53_keys_areLettersWhileSomebodyTypes(RunningProduct product, Visitors visitors) {
    Page page = visitors.signedIn(product.clinic("North").reader()).open("/");

    press(page, "/");
    assertThat(page.locator("#find")).isFocused();
    press(page, "g", "d", "?", "j", "/");

    assertThat(page.locator("#find")).hasValue("gd?j/");
    assertThat(page).hasURL(at("/"));
    assertThat(map(page)).isHidden();
    page.locator("#find").blur();
    noteKeys(page);
    press(page, "Control+g", "d");
    requireLeftAlone(page, "Control", "g", "d");
    assertThat(page).hasURL(at("/"));
  }

  @Test
  void d53_keys_canBeTurnedOff(RunningProduct product, Visitors visitors) {
    Visitor ann = visitors.signedIn(product.clinic("North").reader());
    Page page = ann.open("/settings/account");
    Locator box = page.getByLabel("Single keys");
    assertThat(box).isChecked();
    box.uncheck();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).click();
    assertThat(page.getByLabel("Single keys")).not().isChecked();

    page.locator("h1").click();
    noteKeys(page);
    press(page, "?", "g", "d", "/");
    requireLeftAlone(page, "?", "g", "d", "/");
    assertThat(map(page)).isHidden();
    assertThat(page).hasURL(at("/settings/account"));
    assertThat(page.locator("#find")).not().isFocused();
    assertThat(ann.open("/help").locator("main")).containsText("Single keys are off for you.");
  }

  @Test
  void d53_slash_onATelephoneGoesToTheSearch(RunningProduct product, Visitors visitors) {
    Page page = visitors.signedIn(product.clinic("North").reader(), View.TELEPHONE).open("/");

    press(page, "/");

    assertThat(page).hasURL(at("/search"));
  }
}
