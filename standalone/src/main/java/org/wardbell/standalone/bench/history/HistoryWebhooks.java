package org.wardbell.standalone.bench.history;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The webhooks of a history, with how much each of them gets. */
public final class HistoryWebhooks {
  private final List<Place> places;

  /** The share of each place and those before it. */
  private final double[] through;

  /** A webhook and its clinic. */
  public record Place(UUID webhook, UUID clinic) {}

  private HistoryWebhooks(List<Place> places, double[] shares) {
    this.places = List.copyOf(places);
    this.through = shares;
    Arrays.parallelPrefix(through, Double::sum);
  }

  /** Returns webhooks that all get as much. */
  public static HistoryWebhooks even(List<Place> places) {
    double[] shares = new double[places.size()];
    Arrays.fill(shares, 1);
    return new HistoryWebhooks(places, shares);
  }

  /**
   * Returns webhooks as an installation has them: a few get most, many get little (Zipf's law). The
   * first one gets most.
   */
  public static HistoryWebhooks uneven(List<Place> places) {
    double[] shares = new double[places.size()];
    for (int rank = 0; rank < shares.length; rank++) {
      shares[rank] = 1.0 / (rank + 2);
    }
    return new HistoryWebhooks(places, shares);
  }

  Place first() {
    return places.getFirst();
  }

  /** Returns the number of one of them. */
  int any(RandomGenerator random) {
    double wanted = random.nextDouble() * through[through.length - 1];
    int found = Arrays.binarySearch(through, wanted);
    return Math.min(places.size() - 1, found < 0 ? -found - 1 : found + 1);
  }

  Place get(int number) {
    return places.get(number);
  }
}
