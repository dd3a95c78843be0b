package org.wardbell.standalone.bench.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.wardbell.standalone.bench.environment.BenchReceiver;
import org.wardbell.standalone.bench.load.Latencies;
import org.wardbell.standalone.bench.load.SenderLog.Acceptance;

/** The table of accepted events against arrivals: one cell per accepted event and webhook. */
public final class DeliveryTable {
  private final Map<String, Integer> rowOfEvent = new HashMap<>();
  private final List<Acceptance> accepted;
  private final int webhooks;
  private final boolean[] arrived;
  private final Histogram latency = Latencies.histogram();
  private long delivered;
  private long duplicated;
  private long lastArrivalMicros;

  public DeliveryTable(List<Acceptance> accepted, int webhooks) {
    this.accepted = accepted;
    this.webhooks = webhooks;
    this.arrived = new boolean[Math.multiplyExact(accepted.size(), webhooks)];
    for (int row = 0; row < accepted.size(); row++) {
      rowOfEvent.put(accepted.get(row).eventId(), row);
    }
  }

  /**
   * Counts an arrival; those of events that are not in the table (a warm-up, a request without an
   * answer) are left out.
   */
  public void add(BenchReceiver.Arrival arrival) {
    Integer row = rowOfEvent.get(arrival.eventId());
    if (row == null) {
      return;
    }
    int cell = row * webhooks + arrival.endpoint();
    if (arrived[cell]) {
      duplicated++;
      return;
    }
    arrived[cell] = true;
    delivered++;
    lastArrivalMicros = Math.max(lastArrivalMicros, arrival.atMicros());
    Latencies.record(latency, arrival.atMicros() - accepted.get(row).atMicros());
  }

  public long expected() {
    return arrived.length;
  }

  /** Cells that were filled, each counted once. */
  public long delivered() {
    return delivered;
  }

  /** Returns the number of deliveries that were accepted and never arrived. */
  public long lost() {
    return expected() - delivered;
  }

  /** Requests beyond the first for the same event and webhook. */
  public long duplicated() {
    return duplicated;
  }

  /**
   * Returns the time at which the last cell was filled, in microseconds since 1970; 0 when none
   * was.
   */
  public long lastArrivalMicros() {
    return lastArrivalMicros;
  }

  /**
   * Returns the time from the 202's arrival at the client to the first arrival at the receiver, in
   * microseconds.
   */
  public Histogram latency() {
    return latency;
  }
}
