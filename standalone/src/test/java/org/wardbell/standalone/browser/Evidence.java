package org.wardbell.standalone.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Tracing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is kept of a failed test below {@code target/browser}: of each page a picture and its HTML,
 * of each visitor who is traced a trace, which {@code npx playwright show-trace} opens.
 */
final class Evidence {
  private static final Path ROOT = Path.of("target", "browser").toAbsolutePath();

  private Evidence() {}

  /** Keeps it; returns the folder. */
  static Path keep(String test, List<Visitor> visitors) {
    Path folder = ROOT.resolve(test.replaceAll("[^\\w.-]+", "_"));
    try {
      Files.createDirectories(folder);
      for (int i = 0; i < visitors.size(); i++) {
        keep(folder, "visitor-" + (i + 1), visitors.get(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  private static void keep(Path folder, String name, Visitor visitor) throws IOException {
    List<Page> pages = visitor.context().pages();
    for (int i = 0; i < pages.size(); i++) {
      Path file = folder.resolve(name + "-page-" + (i + 1));
      try {
        Files.writeString(Path.of(file + ".html"), pages.get(i).content());
        pages
            .get(i)
            .screenshot(
                new Page.ScreenshotOptions().setPath(Path.of(file + ".png")).setFullPage(true));
      } catch (PlaywrightException e) {
        // A page that hangs or has crashed has no picture; the failure itself is told anyway.
        Files.writeString(Path.of(file + ".txt"), e.getMessage());
      }
    }
    if (visitor.isTraced()) {
      visitor
          .context()
          .tracing()
          .stop(new Tracing.StopOptions().setPath(folder.resolve(name + "-trace.zip")));
    }
  }
}
