package org.wardbell.api.dashboard.overview;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.need.Need;

/**
 * The content of the overview.
 *
 * @param period that is looked at
 * @param countedAt all that had happened by then is in the figures; null before the first count
 * @param cards figures against the period before
 * @param chart deliveries over time
 * @param times percentiles of the execution time, or empty if nothing was timed
 * @param needs what somebody has to see to, the worst first
 */
public record OverviewPage(
    Period period,
    @Nullable Instant countedAt,
    List<Card> cards,
    StackedColumns chart,
    List<Percentile> times,
    List<Need> needs) {
  public OverviewPage {
    cards = List.copyOf(cards);
    times = List.copyOf(times);
    needs = List.copyOf(needs);
  }

  /** A percentile of the execution time in words. */
  public record Percentile(String name, String time) {}
}
