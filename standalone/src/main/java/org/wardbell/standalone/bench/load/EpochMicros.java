package org.wardbell.standalone.bench.load;

import java.time.Instant;

/**
 * Wall-clock time as the receiver writes it: microseconds since 1970, of the one clock of this
 * machine.
 */
public final class EpochMicros {
  private EpochMicros() {}

  static long now() {
    return of(Instant.now());
  }

  public static long of(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }
}
