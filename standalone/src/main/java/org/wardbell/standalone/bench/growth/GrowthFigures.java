package org.wardbell.standalone.bench.growth;

import java.util.List;
import org.wardbell.standalone.bench.report.Figures;

/**
 * The figures of one run.
 *
 * @param sizes from the smallest to the largest
 */
public record GrowthFigures(List<Size> sizes) {
  /**
   * The cost of events beside so many stored ones.
   *
   * @param stored events with a delivery and an attempt each, when the load began
   * @param fillingSeconds that it took to make those that were missing
   */
  public record Size(long stored, double fillingSeconds, Figures figures) {}

  /** Returns the deliveries of all sizes that did not arrive. */
  public long lost() {
    return sizes.stream().mapToLong(size -> size.figures().lost()).sum();
  }
}
