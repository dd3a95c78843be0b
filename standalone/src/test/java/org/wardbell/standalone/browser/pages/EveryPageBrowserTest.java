package org.wardbell.standalone.browser.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardbell.standalone.browser.Accessibility;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Layout;
import org.wardbell.standalone.browser.View;
import org.wardbell.standalone.browser.Visitors;

/** What every page must have, whatever it shows. */
@InBrowser
class EveryPageBrowserTest {
  private static final List<View> WIDTHS = List.of(View.DESK, View.TELEPHONE);

  private static final int LOOKS = 3;

  static List<ListedPage> everyPage() {
    return ListedPage.ALL;
  }

  static Stream<ListedPage> pagesOfOurs() {
    return ListedPage.ALL.stream().filter(ListedPage::ownWork);
  }

  /** Errors, violations of the policy and requests to other hosts fail each test at its end. */
  @ParameterizedTest(name = "[{index}] {0}")
  @MethodSource("everyPage")
  void d51_page_inEachWidthAndTheme_isCleanAndItsPicturesAreKept(
      ListedPage listed, Visitors visitors) {
    for (View view : WIDTHS) {
      Page page = listed.open(visitors, view);
      Layout.keepScreenshot(page, listed.name() + "-" + view.label());
      View dark = view.dark();
      if (listed.ownWork()) {
        Layout.requireNoSidewaysScrolling(page);
        Accessibility.requireNoneOn(page);
        dark.applyTo(page);
        Accessibility.requireContrastOn(page);
      } else {
        dark.applyTo(page);
      }
      Layout.keepScreenshot(page, listed.name() + "-" + dark.label());
    }
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @MethodSource("pagesOfOurs")
  void d52_page_withoutScripts_hasTheSameMainContent(ListedPage listed, Visitors visitors) {
    String with = "";
    String without = "";
    // Counts may change between the two looks; a script that changes the page does it each time.
    for (int look = 0; look < LOOKS && (with.isEmpty() || !with.equals(without)); look++) {
      with = Layout.mainText(listed.open(visitors, View.DESK));
      without = Layout.mainText(listed.open(visitors, View.DESK.withoutScripts()));
    }

    assertThat(without).isNotBlank().isEqualTo(with);
  }
}
