package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitor;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.browser.product.TestPerson;

/** The page where people sign in. */
@InBrowser
class SignInBrowserTest {
  @Test
  void signIn_withTheRightPassword_leadsToThePageThatWasWanted(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    TestClinic other = product.clinic("South");
    Page page = visitors.anonymous().open("/");

    TestPerson reader = clinic.reader();

    signIn(page, reader, reader.password());

    assertThat(page).hasURL(product.url() + "/");
    assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.BANNER))
        .containsText(clinic.name());
    assertThat(page.locator("body")).not().containsText(other.name());
  }

  @Test
  void signIn_withAWrongPassword_tellsSoInTheSameWordsForEverybody(
      RunningProduct product, Visitors visitors) {
    TestPerson known = product.clinic("North").reader();
    TestPerson unknown = new TestPerson("", "nobody@clinic.example", "");

    String toKnown = refusal(visitors, known);
    String toUnknown = refusal(visitors, unknown);

    org.assertj.core.api.Assertions.assertThat(toUnknown).isNotBlank().isEqualTo(toKnown);
  }

  private static String refusal(Visitors visitors, TestPerson person) {
    Visitor visitor = visitors.anonymous().expectAnswer(401);
    Page page = visitor.open("/sign-in");
    signIn(page, person, "not the password at all");
    assertThat(page).hasURL(Pattern.compile(".*/sign-in"));
    return page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT).innerText();
  }

  private static void signIn(Page page, TestPerson person, String password) {
    page.getByLabel("E-mail address").fill(person.email());
    page.getByLabel("Password").fill(password);
    page.locator("form[action='/sign-in'] button").click();
  }
}
