package org.wardbell.standalone.browser.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Layout;
import org.wardbell.standalone.browser.View;
import org.wardbell.standalone.browser.Visitors;

/** Charts at every width that people have. */
@InBrowser
class ChartBrowserTest {
  /**
   * Of a telephone, of the last width with one column of panels and the first with two, of desks.
   */
  private static final List<Integer> WIDTHS = List.of(375, 640, 900, 901, 1024, 1300, 1440, 1920);

  /**
   * Returns what is wrong with the charts of a page: what scrolls sideways, and labels that an edge
   * cuts or that stand on each other.
   */
  private static final String FAULTS =
      """
      () => {
        const faults = [];
        const seen = (each) => each.getClientRects().length > 0;
        for (const plot of document.querySelectorAll('main .plot, main .schedule-box')) {
          for (let box = plot; box.id !== 'main'; box = box.parentElement) {
            if (box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0) {
              faults.push(box.className + ' scrolls: ' + box.scrollWidth + ' in ' + box.clientWidth);
            }
          }
          const picture = plot.querySelector(':scope > svg').getBoundingClientRect();
          const panel = plot.closest('section').getBoundingClientRect();
          let last = null;
          for (const text of [...plot.querySelectorAll(':scope > svg text')].filter(seen)) {
            const box = text.getBoundingClientRect();
            if (box.left < picture.left - 1 || box.right > picture.right + 1
                || box.top < picture.top - 1 || box.bottom > picture.bottom + 1) {
              faults.push('cut: ' + text.textContent);
            }
            if (last && Math.abs(box.top - last.top) < 4 && box.left < last.right + 2) {
              faults.push('on another: ' + text.textContent);
            }
            last = box;
          }
          for (const text of plot.querySelectorAll('.scale > span')) {
            const box = text.getBoundingClientRect();
            if (box.left < panel.left || box.right > picture.left || box.width === 0) {
              faults.push('cut: ' + text.textContent);
            }
          }
        }
        return faults;
      }
      """;

  @Test
  void charts_fitAnyWidth_withAllTheirLabels(Visitors visitors) {
    SampleClinic sample = SampleClinic.shared();
    for (String path :
        List.of(
            "/?period=24h",
            "/?period=7d",
            "/?period=30d",
            "/?period=1h",
            "/webhooks/" + sample.webhook())) {
      Page page = visitors.stillSignedIn(sample.administrator(), View.DESK).open(path);
      page.locator(".plot").first().waitFor();
      for (int width : WIDTHS) {
        page.setViewportSize(width, 900);
        assertThat((List<?>) page.evaluate(FAULTS)).as(path + " at " + width + " px").isEmpty();
      }
    }
    Page page = visitors.stillSignedIn(sample.administrator(), View.DESK).open("/");
    page.setViewportSize(1300, 900);
    Layout.keepScreenshot(page, "overview-1300");
    page.navigate(page.url() + "webhooks/" + sample.webhook());
    Layout.keepScreenshot(page, "webhook-1300");
  }
}
