package org.wardbell.standalone.bench.environment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A running server and the parts that are measured beside it.
 *
 * @param port of its REST API, on 127.0.0.1
 * @param apiKey an installation key that may create webhooks and post events
 * @param database what its own MySQL counts, or null if it uses another
 */
public record Target(
    int port,
    String apiKey,
    BenchReceiver receiver,
    List<MeasuredProcess> processes,
    @Nullable DatabaseCounters database) {
  @Override
  public String toString() {
    return "Target[port=" + port + "]";
  }
}
