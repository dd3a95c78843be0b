package org.wardbell.activities.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * The choice of traces by their id, the same in every process. The SDK's own takes the second half
 * of an id for random, of which a UUID's is not: with it a ratio below a half would choose nothing.
 */
final class IdRatio implements Sampler {
  private static final int HEXADECIMAL = 16;

  /** Bits of the mixed id that are compared. */
  private static final int BITS = 53;

  private final double ratio;

  /**
   * @param ratio of the traces that are chosen, from 0 to 1
   */
  IdRatio(double ratio) {
    this.ratio = ratio;
  }

  boolean chooses(String traceId) {
    long first = Long.parseUnsignedLong(traceId, 0, HEXADECIMAL, HEXADECIMAL);
    long second = Long.parseUnsignedLong(traceId, HEXADECIMAL, 2 * HEXADECIMAL, HEXADECIMAL);
    // The last steps of SplittableRandom: ids of one millisecond differ in their last bits only.
    long mixed = first * 31 + second;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    mixed ^= mixed >>> 31;
    return (double) (mixed >>> (Long.SIZE - BITS)) < ratio * (double) (1L << BITS);
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    return chooses(traceId) ? SamplingResult.recordAndSample() : SamplingResult.drop();
  }

  @Override
  public String getDescription() {
    return "IdRatio{" + ratio + "}";
  }
}
