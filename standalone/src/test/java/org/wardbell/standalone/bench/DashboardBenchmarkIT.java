package org.wardbell.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.standalone.WardbellCommand;
import org.wardbell.standalone.bench.dashboard.DashboardBenchmark;
import org.wardbell.standalone.bench.dashboard.DashboardFigures;
import org.wardbell.standalone.bench.dashboard.DashboardTable;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.browser.chromium.TestBrowser;

/**
 * The benchmark of the dashboard, with first paints if a Chromium is here. It is small here, and as
 * large as in life with {@code -Dwardbell.deliveries=1000000}.
 */
@Tag("nightly")
class DashboardBenchmarkIT {
  private static final int SMALL = 2_400;
  private static final int PAINTS = 10;
  private static final String FIRST_PAINT =
      "() => { const first = () => performance.getEntriesByName('first-contentful-paint')[0];"
          + " return new Promise(done => { const look = () => first() ? done(first().startTime)"
          + " : setTimeout(look, 20); look(); }); }";

  /** JVMs of tests live for a short time, and do without these. */
  private static final List<String> LIKE_THE_PRODUCT =
      List.of("-XX:TieredStopAtLevel=4", "-XX:-UseSerialGC", "-XX:+UseG1GC");

  private static final int DELIVERIES = Integer.getInteger("wardbell.deliveries", SMALL);

  private static DashboardBenchmark.Sizes sizes() {
    return DELIVERIES > SMALL
        ? new DashboardBenchmark.Sizes(DELIVERIES, 500, 40, 50, 200, 20, 2, 5_000)
        : new DashboardBenchmark.Sizes(DELIVERIES, 12, 3, 4, 20, 4, 1, 20);
  }

  @Test
  void benchmark_ofAFewDeliveries_loadsEveryPage_andLosesNothing(@TempDir Path folder) {
    DashboardFigures figures =
        new DashboardBenchmark(
                WardbellCommand.class,
                DELIVERIES > SMALL ? LIKE_THE_PRODUCT : List.of(),
                folder,
                new Progress(new PrintWriter(System.out, true)))
            .run(
                sizes(),
                TestBrowser.isHere()
                    ? Optional.of(DashboardBenchmarkIT::firstPaints)
                    : Optional.empty());
    String table = DashboardTable.render(figures);
    System.out.println(table);

    assertThat(figures.deliveries()).isGreaterThanOrEqualTo(DELIVERIES);
    assertThat(figures.pages()).hasSizeGreaterThan(30);
    assertThat(figures.pages())
        .allSatisfy(page -> assertThat(page.millis().max()).isGreaterThan(0));
    assertThat(figures.assetsKilobytes()).isBetween(10.0, 150.0);
    assertThat(figures.watched()).isNotNull();
    assertThat(figures.watched().alone().lost()).isZero();
    assertThat(figures.watched().watched().lost()).isZero();
    assertThat(figures.watched().dropped()).isZero();
    assertThat(figures.watched().refreshes()).isPositive();
    assertThat(figures.watched().mostRows()).isBetween(1, 100);
    assertThat(table).containsPattern("overview, 90 days +\\d+\\.\\d +\\d+\\.\\d");
    assertThat(figures.paints()).hasSize(TestBrowser.isHere() ? 4 : 0);
  }

  private static List<Double> firstPaints(URI server, List<String> cookies, String path) {
    try (BrowserContext context = TestBrowser.shared().newContext()) {
      context.addCookies(
          cookies.stream()
              .map(cookie -> cookie.split("=", 2))
              .map(parts -> new Cookie(parts[0], parts[1]).setUrl(server.toString()))
              .toList());
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < PAINTS; i++) {
        try (Page page = context.newPage()) {
          page.navigate(server.resolve(path).toString());
          millis.add(((Number) page.evaluate(FIRST_PAINT)).doubleValue());
        }
      }
      return millis;
    }
  }
}
