package org.wardbell.standalone.bench.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * A sender's log of answers. Each sender has its own, so that they do not wait for each other;
 * {@link #addAll} joins them.
 */
public final class SenderLog {
  /** Stands in for the status when there was no answer. */
  static final int NO_ANSWER = 0;

  private final List<Acceptance> accepted = new ArrayList<>();
  private final Histogram latency = Latencies.histogram();
  private final Map<Integer, Integer> refused = new HashMap<>();

  /**
   * An event that was answered 202.
   *
   * @param eventId as the server named it
   * @param atMicros when the answer was here, in microseconds since 1970
   */
  public record Acceptance(String eventId, long atMicros) {}

  void accepted(String eventId, long atMicros, long latencyNanos) {
    accepted.add(new Acceptance(eventId, atMicros));
    Latencies.record(latency, latencyNanos / 1_000);
  }

  void refused(int status) {
    refused.merge(status, 1, Integer::sum);
  }

  void addAll(SenderLog other) {
    accepted.addAll(other.accepted);
    latency.add(other.latency);
    other.refused.forEach((status, count) -> refused.merge(status, count, Integer::sum));
  }

  public List<Acceptance> accepted() {
    return accepted;
  }

  /** Returns the time from the intended send to the 202, in microseconds. */
  public Histogram latency() {
    return latency;
  }

  /**
   * Returns the number of answers of each other status; {@link #NO_ANSWER} where the connection
   * broke.
   */
  public Map<Integer, Integer> refused() {
    return refused;
  }
}
