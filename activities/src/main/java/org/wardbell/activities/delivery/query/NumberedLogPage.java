package org.wardbell.activities.delivery.query;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
   * @param lastCode of its last finished attempt, or null
   * @param eventType canonical; empty if the event is gone
   * @param millis that its last finished attempt took, or null
   * @param httpStatus of its last finished attempt, or null
   */
  public record Row(
      UUID id,
      long number,
      UUID clinicId,
      UUID eventId,
      UUID webhookId,
      DeliveryStatus status,
      @Nullable String lastCode,
      Instant createdAt,
      String eventType,
      @Nullable Integer millis,
      @Nullable Integer httpStatus) {}

  /** Returns how many deliveries the log has. */
  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
