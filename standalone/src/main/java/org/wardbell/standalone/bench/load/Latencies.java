package org.wardbell.standalone.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Latencies in microseconds, with three digits, up to an hour. */
public final class Latencies {
  private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);
  private static final int DIGITS = 3;

  private Latencies() {}

  public static Histogram histogram() {
    return new Histogram(LONGEST_MICROS, DIGITS);
  }

  /**
   * Counts one latency. A negative one is 0: the receiver may have the request before the client
   * has its 202.
   */
  public static void record(Histogram histogram, long micros) {
    histogram.recordValue(Math.clamp(micros, 0, LONGEST_MICROS));
  }
}
