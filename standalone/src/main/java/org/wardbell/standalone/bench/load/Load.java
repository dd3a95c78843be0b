package org.wardbell.standalone.bench.load;

import java.time.Duration;

/** How events are posted. */
public sealed interface Load {
  /** How many events are posted in all. */
  int events();

  /** Keep-alive connections, each with one request at a time. */
  int connections();

  /** The load in words. */
  String describe();

  /**
   * As fast as the server answers: each connection posts its next event when the last was answered.
   */
  record ClosedLoop(int events, int connections) implements Load {
    @Override
    public String describe() {
      return "%,d events, as fast as answered, over %d connections".formatted(events, connections);
    }
  }

  /**
   * At times fixed in advance, whatever the server does; latency counts from the fixed time, so
   * that a stall is charged to every event that had to wait for it (no coordinated omission).
   *
   * @param perSecond events per second
   */
  record OpenLoop(int perSecond, Duration duration, int connections) implements Load {
    @Override
    public int events() {
      return Math.toIntExact(perSecond * duration.toSeconds());
    }

    @Override
    public String describe() {
      return "%,d events/s for %d s (%,d events), at fixed times"
          .formatted(perSecond, duration.toSeconds(), events());
    }
  }
}
