package org.wardbell.standalone.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ViewportSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The check of a page's accessibility with axe-core: its serious and critical rules, which include
 * WCAG 2.2 AA as far as a program can decide it. The script comes over the debugging protocol, so
 * that the page's policy, which is tested too, stays as it is.
 */
public final class Accessibility {
  private static final String SCRIPT = read();

  private static final String ALL_RULES =
      "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

  private static final String CONTRAST = "['color-contrast']";

  private static final String RUN =
      """
      () => axe.run(document, {
          resultTypes: ['violations'],
          runOnly: RULES,
        }).then(found => found.violations
          .filter(violation => ['serious', 'critical'].includes(violation.impact))
          .flatMap(violation => violation.nodes.map(node =>
              violation.id + ': ' + violation.help + '\\n    ' + node.html.slice(0, 300)
              + '\\n    ' + (node.failureSummary ?? '').replace(/\\s+/g, ' '))))
      """;

  private Accessibility() {}

  private static String read() {
    try (InputStream script = Accessibility.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns one text for each element that breaks a serious or critical rule. */
  public static List<String> violations(Page page) {
    return violations(page, ALL_RULES);
  }

  @SuppressWarnings("unchecked")
  private static List<String> violations(Page page, String rules) {
    if (!(Boolean) page.evaluate("() => 'axe' in window")) {
      page.evaluate(SCRIPT);
    }
    return (List<String>) page.evaluate(RUN.replace("RULES", rules));
  }

  /**
   * Fails if there are serious or critical violations. The window is as high as the page meanwhile:
   * what lies below the bar of a small screen is not too small, it is to be scrolled to.
   */
  public static void requireNoneOn(Page page) {
    requireNone(page, ALL_RULES);
  }

  /** Fails if a text stands out too little: all that another theme can break. */
  public static void requireContrastOn(Page page) {
    requireNone(page, CONTRAST);
  }

  private static void requireNone(Page page, String rules) {
    ViewportSize window = page.viewportSize();
    int height = (Integer) page.evaluate("() => document.documentElement.scrollHeight");
    page.setViewportSize(window.width, Math.max(window.height, height));
    List<String> violations = violations(page, rules);
    page.setViewportSize(window.width, window.height);
    if (!violations.isEmpty()) {
      throw new AssertionError(
          "Accessibility of %s:\n  %s".formatted(page.url(), String.join("\n  ", violations)));
    }
  }
}
