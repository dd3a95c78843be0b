package org.wardbell.standalone.bench.load;

import java.time.Duration;

/** A way of posting events. */
public sealed interface Load {
  /** Returns the number of events in all. */
  int events();

  /** Returns the number of keep-alive connections, each with one request at a time. */
  int connections();

  /** Returns the load in words. */
  String describe();

  /**
   * Events as fast as the server answers: each connection posts its next event when the last was
   * answered.
   */
  record ClosedLoop(int events, int connections) implements Load {
    @Override
    public String describe() {
      return "%,d events, as fast as answered, over %d connections".formatted(events, connections);
    }
  }

  /**
   * Events at times fixed in advance, regardless of the server; latency counts from the fixed time,
   * so that a stall is charged to every event that had to wait for it (no coordinated omission).
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
