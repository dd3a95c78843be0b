package org.wardbell.standalone.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;

/** A text that is a script wherever it is not shown as text. */
public final class HostileText {
  /** Ends an attribute, an element and a string, and runs in each way that a browser offers. */
  public static final String TEXT =
      "'\"></title></textarea><script>window.hostile=1</script>"
          + "<img src=hostile onerror=\"window.hostile=1\">{{7*7}}${7*7}";

  private static final String FIELDS =
      "input:not([type]), input[type=text], input[type=search], input[type=password], textarea";

  private static final String TRACES =
      """
      () => [
        ...(window.hostile ? ['a script ran'] : []),
        ...[...document.querySelectorAll('img[src="hostile"], script')]
            .filter(each => each.outerHTML.includes('hostile')).map(each => each.outerHTML)]
      """;

  private HostileText() {}

  /** Writes it into every text field of the page that can be written in; returns how many. */
  public static int fillEveryField(Page page) {
    int filled = 0;
    for (Locator field : page.locator(FIELDS).all()) {
      if (field.isVisible() && field.isEditable()) {
        field.fill(TEXT);
        filled++;
      }
    }
    return filled;
  }

  /** Returns what has become of it beyond text. */
  @SuppressWarnings("unchecked")
  public static List<String> traces(Page page) {
    return (List<String>) page.evaluate(TRACES);
  }

  /** Fails if it has become more than text anywhere on the page. */
  public static void requireOnlyTextOn(Page page) {
    List<String> traces = traces(page);
    if (!traces.isEmpty()) {
      throw new AssertionError(page.url() + " runs it:\n  " + String.join("\n  ", traces));
    }
  }
}
