package org.wardbell.standalone.browser.chromium;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardbell.embedded.process.Cache;

/**
 * The one browser of this JVM. It starts with the first test that needs it, in a few seconds, and
 * ends with the JVM: Playwright's driver ends when its input does, and takes the browser with it.
 * Playwright wants to be used by one thread only.
 */
public final class TestBrowser {
  /**
   * The property that says what must be, or what is to be seen: {@link #REQUIRED}, {@link #HEADED}.
   */
  public static final String PROPERTY = "browser";

  /** Without a Chromium the tests fail. */
  public static final String REQUIRED = "required";

  /** The browser opens windows, and does everything slowly enough to watch. */
  public static final String HEADED = "headed";

  /** The line that says why no test ran. */
  public static final String SKIPPED =
      "browser tests skipped: no Chromium; apt-get install "
          + ChromiumPackages.PACKAGE
          + ", or set "
          + ChromiumSearch.VARIABLE;

  /** Milliseconds between two acts in a window. */
  private static final double WATCHABLE = 400;

  private static final class Found {
    private static final Optional<Chromium> CHROMIUM = ChromiumSearch.onThisMachine().find();
  }

  private static final class Shared {
    private static final Browser BROWSER = launch(Found.CHROMIUM.orElseThrow());
  }

  private TestBrowser() {}

  /**
   * Returns whether there is one.
   *
   * @throws IllegalStateException if there is none and there must be
   */
  public static boolean isHere() {
    boolean here = Found.CHROMIUM.isPresent();
    if (!here && !System.getProperty(PROPERTY, "").isEmpty()) {
      throw new IllegalStateException(SKIPPED.replace("tests skipped", "tests cannot run"));
    }
    return here;
  }

  /** Returns the browser; the first call starts it. */
  public static Browser shared() {
    return Shared.BROWSER;
  }

  private static Browser launch(Chromium chromium) {
    PlaywrightDriver.provide(Cache.standard());
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    boolean headed = HEADED.equals(System.getProperty(PROPERTY));
    Map<String, String> environment = new java.util.TreeMap<>(System.getenv());
    environment.putAll(chromium.environment());
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(chromium.program())
                .setEnv(environment)
                .setHeadless(!headed)
                .setSlowMo(headed ? WATCHABLE : 0)
                .setArgs(arguments()));
  }

  private static List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    // A test reaches nothing but this machine, whatever a page or the browser itself asks for.
    arguments.add("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");
    arguments.add("--disable-background-networking");
    if (ChromiumPackages.isRoot()) {
      // The sandbox needs a user; what is looked at here is our own.
      arguments.add("--no-sandbox");
    }
    return arguments;
  }
}
