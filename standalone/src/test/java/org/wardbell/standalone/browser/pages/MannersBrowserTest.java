package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.browser.Accessibility;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Layout;
import org.wardbell.standalone.browser.View;
import org.wardbell.standalone.browser.Visitor;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;

/** How pages behave, whatever they show: on a small screen, when a part fails, without motion. */
@InBrowser
class MannersBrowserTest {
  private static final List<String> SECTIONS =
      List.of(
          "Overview",
          "Deliveries",
          "Events",
          "Webhooks",
          "Calendars",
          "Appointments",
          "Replays",
          "Settings");

  @ParameterizedTest
  @ValueSource(ints = {320, 375})
  void d51_bar_ofATelephoneReachesEverySectionWithoutScrolling(
      int width, RunningProduct product, Visitors visitors) {
    View telephone = View.TELEPHONE.sized(width, 700);
    Page page = visitors.signedIn(product.clinic("North").reader(), telephone).open("/");
    Layout.requireNoSidewaysScrolling(page);
    Locator bar = page.locator(".rail");
    org.assertj.core.api.Assertions.assertThat(
            bar.evaluate(
                "bar => [bar, ...bar.querySelectorAll('ul')].every(each => each.scrollWidth <= each.clientWidth)"))
        .isEqualTo(true);

    org.assertj.core.api.Assertions.assertThat(
            bar.evaluate(
                "bar => [...bar.querySelectorAll(':scope > ul a > span')].filter(each => each.checkVisibility() && each.scrollWidth > each.clientWidth).map(each => each.textContent)"))
        .as("names that do not fit")
        .isEqualTo(List.of());
    bar.locator("summary").click();
    Layout.keepScreenshot(page, "more-" + width);
    for (String section : SECTIONS) {
      Locator link = bar.getByRole(AriaRole.LINK, named(section));
      assertThat(link).isVisible();
      assertThat(link).isInViewport();
      BoundingBox box = link.boundingBox();
      org.assertj.core.api.Assertions.assertThat(Math.min(box.width, box.height))
          .as(section)
          .isGreaterThanOrEqualTo(24);
    }
    page.keyboard().press("Escape");
    assertThat(bar.getByRole(AriaRole.LINK, named("Replays"))).isHidden();
    assertThat(bar.locator("summary")).isFocused();
    bar.locator("summary").click();
    bar.getByRole(AriaRole.LINK, named("Replays")).click();
    assertThat(page).hasURL(Pattern.compile("/replays$"));
    assertThat(page.locator(".rail summary")).hasClass("here");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Search")).first().click();
    assertThat(page).hasURL(Pattern.compile("/search$"));
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  @Test
  void d51_bar_ofATelephoneWorksWithoutScripts(RunningProduct product, Visitors visitors) {
    Page page =
        visitors
            .signedIn(product.clinic("North").reader(), View.TELEPHONE.withoutScripts())
            .open("/");

    page.locator(".rail summary").click();

    assertThat(page.locator(".rail").getByRole(AriaRole.LINK, named("Settings"))).isVisible();
  }

  @Test
  void part_thatFails_saysSoAndIsTriedAgain(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Visitor visitor = visitors.signedIn(clinic.reader()).expectAnswer(500).expectError("500");
    visitor
        .context()
        .route(
            "**/overview/figures*",
            route -> route.fulfill(new Route.FulfillOptions().setStatus(500)));
    Page page = visitor.open("/");
    Locator broken = page.locator("#figures .broken");

    assertThat(broken)
        .containsText("The figures could not be brought up to date: the server answered 500.");
    assertThat(broken).containsText("the rest of the page works");
    assertThat(page.locator("#figures .card").first()).isVisible();
    assertThat(page.locator(".toast")).hasCount(0);
    Layout.keepScreenshot(page, "broken-part");

    visitor.context().unroute("**/overview/figures*");
    broken.getByRole(AriaRole.BUTTON, named("Try again")).click();
    assertThat(broken).hasCount(0);
  }

  @Test
  void d51_apiReference_hasNoSeriousViolation(Visitors visitors) {
    Page page = visitors.anonymous().open("/api/docs");
    page.locator(".swagger-ui .opblock").first().waitFor();

    Accessibility.requireNoneOn(page);
  }

  @Test
  void part_thatCannotBeReached_saysSo(RunningProduct product, Visitors visitors) {
    Visitor visitor =
        visitors
            .signedIn(product.clinic("North").reader())
            .expectError("ERR_FAILED|Failed to load|htmx:");
    visitor.context().route("**/overview/figures*", Route::abort);
    Page page = visitor.open("/");

    assertThat(page.locator("#figures .broken")).containsText("the server cannot be reached");

    visitor.context().unroute("**/overview/figures*");
    assertThat(page.locator("#figures .broken")).hasCount(0);
  }

  @Test
  void d54_focus_staysOnARowThatComesAgain(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.ended(product, clinic);
    Page page = visitors.signedIn(clinic.reader()).open("/");
    Locator first = page.locator("#tail a").first();
    first.focus();
    String address = first.getAttribute("href");

    clinic.api().event("appointment.booked", Map.of("appointment_id", 2));

    assertThat(page.locator("#tail li")).hasCount(2);
    assertThat(page.locator("#tail a[href='" + address + "']")).isFocused();
  }

  @Test
  void favicon_hasADotWhileSomethingNeedsSomebody(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    product.receiver().behave(receiver, Step.answer(500));
    Visitor visitor = visitors.signedIn(clinic.reader());
    Page page = visitor.open("/");
    assertThat(page.locator("#favicon")).hasAttribute("href", Pattern.compile("/bell-\\w+\\.svg$"));

    clinic.api().event("appointment.booked", Map.of("appointment_id", 1));

    assertThat(page.locator("#favicon"))
        .hasAttribute("href", Pattern.compile("/bell-needed-\\w+\\.svg$"));
    Page another = visitor.open("/webhooks");
    another.waitForCondition(
        () -> {
          another.reload();
          return another.locator("#favicon").getAttribute("href").contains("bell-needed");
        });
  }

  @Test
  void moment_isExactForWhoeverComesByKeyboard(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String delivery = Deliveries.ended(product, clinic);
    Page page = visitors.signedIn(clinic.reader()).open("/deliveries");
    Locator time = page.locator("main tbody time").first();
    assertThat(time).hasText(Pattern.compile("now|\\d+ (s|min) ago"));
    String exact = time.getAttribute("title");
    org.assertj.core.api.Assertions.assertThat(exact)
        .matches("\\w{3} \\d+ \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\\S* .+");

    page.keyboard().press("j");
    assertThat(page.locator("#moment")).containsText(exact);
    page.keyboard().press("Escape");
    assertThat(page.locator("#moment")).isHidden();

    page.navigate(page.url().replaceFirst("/deliveries.*", "/deliveries/" + delivery));
    Locator alone = page.locator("main time[tabindex]").first();
    page.keyboard().press("Tab");
    alone.focus();
    assertThat(page.locator("#moment")).hasText(alone.getAttribute("title"));
  }

  @Test
  void page_forWhomMotionIsTooMuch_hasNone(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Deliveries.ended(product, clinic);
    Page page = visitors.signedIn(clinic.reader()).open("/");
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));

    org.assertj.core.api.Assertions.assertThat(
            page.evaluate(
                """
                () => [...document.querySelectorAll('body *')]
                    .map(each => getComputedStyle(each))
                    .filter(style => style.animationName !== 'none' || style.transitionDuration !== '0s')
                    .length + document.getAnimations().length
                """))
        .isEqualTo(0);
  }
}
