package org.wardbell.standalone.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** The first page of the product. */
@InBrowser
class StartPageBrowserTest {
  @Test
  void startPage_openedByAnybody_isAccessibleAndLeadsToTheReference(Visitors visitors) {
    Page page = visitors.anonymous().open("/");

    assertThat(page).hasTitle("Wardbell");
    Accessibility.requireNoneOn(page);
    page.getByText("API reference").click();
    assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/api/docs"));
  }
}
