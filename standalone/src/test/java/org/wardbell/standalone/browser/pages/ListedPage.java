package org.wardbell.standalone.browser.pages;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.wardbell.standalone.browser.View;
import org.wardbell.standalone.browser.Visitor;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;

/**
 * A page in the list of all that are walked through. A new page gets its line in {@link #ALL}.
 *
 * @param name what its pictures are called, small letters
 * @param path its address
 * @param viewer who may see it
 * @param content a selector of what is there when the page is complete
 * @param ownWork whether the page is written by us, and so works without scripts and meets all
 *     rules
 */
public record ListedPage(String name, String path, Viewer viewer, String content, boolean ownWork) {
  /** Somebody who looks at pages. */
  public enum Viewer {
    ANYBODY,
    ADMINISTRATOR
  }

  static final List<ListedPage> ALL =
      List.of(
          open("sign-in", "/sign-in"),
          open("password", "/password?token=none"),
          signedIn("overview", "/"),
          new ListedPage(
              "api-reference", "/api/docs", Viewer.ANYBODY, ".swagger-ui .opblock", false));

  private static ListedPage open(String name, String path) {
    return new ListedPage(name, path, Viewer.ANYBODY, "main h1", true);
  }

  private static ListedPage signedIn(String name, String path) {
    return new ListedPage(name, path, Viewer.ADMINISTRATOR, "main h1", true);
  }

  /** Opens it and waits until it is complete. */
  Page open(RunningProduct product, Visitors visitors, View view) {
    Visitor visitor =
        viewer == Viewer.ANYBODY
            ? visitors.anonymous(view)
            : visitors.signedIn(product.anAdministrator(), view);
    Page page = visitor.open(path);
    page.locator(content).first().waitFor();
    if (!Pattern.compile(Pattern.quote(path) + "$").matcher(page.url()).find()) {
      throw new AssertionError(path + " led to " + page.url());
    }
    return page;
  }

  @Override
  public String toString() {
    return name;
  }
}
