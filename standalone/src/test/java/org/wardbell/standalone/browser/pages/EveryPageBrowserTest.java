package org.wardbell.standalone.browser.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
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
  /** Each page in each width and each theme, loaded anew for each width: each night. */
  private static final boolean ALL_VIEWS = Boolean.getBoolean("wardbell.views.all");

  private static final int LOOKS = 3;

  static List<ListedPage> everyPage() {
    return ListedPage.ALL;
  }

  /**
   * Returns what a page is looked at in: the view that it is loaded in, and those that its window
   * is brought to afterwards, in which its width and the contrast of its texts are looked at. In
   * the gate each page has both widths and both themes, in turns the wide one or the narrow one
   * first.
   */
  private static List<List<View>> views(ListedPage listed) {
    if (ALL_VIEWS) {
      return List.of(
          List.of(View.DESK, View.DESK.dark()), List.of(View.TELEPHONE, View.TELEPHONE.dark()));
    }
    return ListedPage.ALL.indexOf(listed) % 2 == 0
        ? List.of(List.of(View.DESK, View.TELEPHONE.dark()))
        : List.of(List.of(View.TELEPHONE, View.DESK.dark()));
  }

  /** Errors, violations of the policy and requests to other hosts fail each test at its end. */
  @ParameterizedTest(name = "[{index}] {0}")
  @MethodSource("everyPage")
  void d51_d52_d60_page_inEachWidthAndTheme_isClean_needsNoScript_andItsPictureIsKept(
      ListedPage listed, Visitors visitors) {
    for (List<View> looks : views(listed)) {
      Page page = listed.open(visitors, looks.getFirst());
      if (listed.ownWork()) {
        requireSameContentWithoutScripts(page);
      }
      for (View view : looks) {
        view.applyTo(page);
        if (listed.ownWork()) {
          Layout.requireNoSidewaysScrolling(page);
          if (view.equals(looks.getFirst())) {
            Accessibility.requireNoneOn(page);
          } else {
            Accessibility.requireContrastOn(page);
          }
        }
        Layout.keepScreenshot(page, listed.name() + "-" + view.label());
      }
    }
  }

  private static void requireSameContentWithoutScripts(Page page) {
    String with = Layout.mainText(page);
    String without = Layout.mainTextAsSent(page);
    // Counts may change between the two looks; a script that changes the page does it each time.
    for (int look = 1; look < LOOKS && !with.equals(without); look++) {
      page.reload();
      with = Layout.mainText(page);
      without = Layout.mainTextAsSent(page);
    }
    assertThat(without).isNotBlank().isEqualTo(with);
  }
}
