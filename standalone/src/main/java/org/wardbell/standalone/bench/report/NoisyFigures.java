package org.wardbell.standalone.bench.report;

import java.time.Instant;
import java.util.List;
import org.wardbell.standalone.bench.report.Figures.Percentiles;
import org.wardbell.standalone.bench.report.Figures.ProcessFigures;

/**
 * The figures of a healthy webhook beside a noisy one.
 *
 * @param load of the healthy webhook in each phase, in words
 * @param backlog deliveries that wait for the noisy webhook when a noisy phase begins
 * @param quiet from the 202 to the healthy receiver over all quiet phases, in milliseconds
 * @param noisy the same over all noisy phases
 * @param p99Ratio noisy over quiet; the aim is at most 1.2
 * @param phases in the order in which they ran
 * @param lost accepted and not arrived at the healthy receiver when the time was over
 * @param duplicated arrivals there beyond the first
 */
public record NoisyFigures(
    Instant startedAt,
    String load,
    int backlog,
    int cores,
    String java,
    Percentiles quiet,
    Percentiles noisy,
    double p50Ratio,
    double p99Ratio,
    List<Phase> phases,
    long lost,
    long duplicated) {

  /**
   * One phase.
   *
   * @param hanging requests that reached the noisy receiver and got no answer
   */
  public record Phase(
      boolean noisy,
      Percentiles acceptToDelivered,
      long delivered,
      long hanging,
      List<ProcessFigures> processes) {}
}
