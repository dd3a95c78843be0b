package org.wardbell.activities.delivery.query;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * A page of the log, newest first.
 *
 * @param counts deliveries by status, of the whole log that was looked at
 */
public record NumberedLogPage(List<Row> rows, Map<DeliveryStatus, Integer> counts) {
  public NumberedLogPage {
    rows = List.copyOf(rows);
    counts = Map.copyOf(counts);
  }

  /**
   * A delivery with what the log tells of it.
   *
   * @param eventType canonical; empty if the event is gone
   * @param millis that its last finished attempt took, or null
   * @param httpStatus of its last finished attempt, or null
   */
  public record Row(
      KeptDelivery delivery,
      String eventType,
      @Nullable Integer millis,
      @Nullable Integer httpStatus) {}

  /** Returns how many deliveries the log has. */
  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
