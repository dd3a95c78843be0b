package org.wardbell.standalone.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;

/** What a page looks like: its picture, its width, its words. */
public final class Layout {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

  /** Elements in a box that scrolls by itself may be wider than the window. */
  private static final String TOO_WIDE =
      """
      () => {
        const root = document.documentElement;
        if (root.scrollWidth <= root.clientWidth) return [];
        const scrolls = each => each && each !== document.body
            && (getComputedStyle(each).overflowX !== 'visible' || scrolls(each.parentElement));
        const wide = [...document.querySelectorAll('body *')].filter(each =>
            each.getBoundingClientRect().right > root.clientWidth + 1
            && each.checkVisibility() && !scrolls(each.parentElement));
        return [root.scrollWidth + ' px of content in ' + root.clientWidth + ' px',
          ...wide.slice(0, 5).map(each => each.outerHTML.slice(0, 160))];
      }
      """;

  /**
   * Times, and what is made anew for each look, differ between two; what is hidden is no content.
   */
  private static final String MAIN_TEXT =
      """
      page => {
        const main = page.querySelector('main').cloneNode(true);
        main.querySelectorAll('time, script, template, [hidden], [data-live-controls], [data-anew], .only-without-script')
            .forEach(each => each.remove());
        return main.textContent.replace(/\\s+/g, ' ').trim();
      }
      """;

  /** What a browser without scripts shows: the document as it is sent, in which none runs. */
  private static final String AS_SENT =
      "async () => (%s)(new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html'))"
          .formatted(MAIN_TEXT);

  private Layout() {}

  /** Keeps a picture of the whole page as {@code target/screenshots/<name>.png}. */
  public static void keepScreenshot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  /** Fails if the page can be scrolled sideways; names what is too wide. */
  @SuppressWarnings("unchecked")
  public static void requireNoSidewaysScrolling(Page page) {
    List<String> wide = (List<String>) page.evaluate(TOO_WIDE);
    if (!wide.isEmpty()) {
      throw new AssertionError(page.url() + " is too wide:\n  " + String.join("\n  ", wide));
    }
  }

  /** Returns the words of the page's main part, without times. */
  public static String mainText(Page page) {
    return (String) page.evaluate("() => (%s)(document)".formatted(MAIN_TEXT));
  }

  /**
   * Returns the same words of the page as the server sends it now, to a browser without scripts.
   */
  public static String mainTextAsSent(Page page) {
    return (String) page.evaluate(AS_SENT);
  }
}
