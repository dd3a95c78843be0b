package org.wardbell.activities.statistics;

import org.HdrHistogram.Histogram;

/**
 * The execution times of requests, from the search for the address to the last byte of the answer,
 * in microseconds to two digits.
 *
 * @param requests that were timed
 * @param p50Micros half of them took no longer
 */
public record ExecutionTimes(
    long requests,
    long meanMicros,
    long p50Micros,
    long p95Micros,
    long p99Micros,
    long maximumMicros) {
  static ExecutionTimes of(Histogram histogram) {
    return new ExecutionTimes(
        histogram.getTotalCount(),
        Math.round(histogram.getMean()),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(95),
        histogram.getValueAtPercentile(99),
        histogram.getMaxValue());
  }
}
