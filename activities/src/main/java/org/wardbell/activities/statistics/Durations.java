package org.wardbell.activities.statistics;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * The stored form of execution times: HdrHistograms in microseconds with two significant digits,
 * which merge without loss.
 */
final class Durations {
  private static final int SIGNIFICANT_DIGITS = 2;

  private Durations() {}

  /** Returns a histogram that grows with what it is told. */
  static Histogram empty() {
    return new Histogram(SIGNIFICANT_DIGITS);
  }

  static byte[] encode(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoByteBuffer(buffer);
    return Arrays.copyOf(buffer.array(), length);
  }

  static Histogram decode(byte[] stored) {
    return Histogram.decodeFromByteBuffer(ByteBuffer.wrap(stored), 0);
  }
}
