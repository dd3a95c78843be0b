package org.wardbell.simulator.receiver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Request;

/** A ledger of ids and arrival times only, for benchmarks, at a fraction of the log's cost. */
final class ArrivalLedger {

  /**
   * The greatest number of rows, of about 200 bytes each; further arrivals are only counted, and
   * the stats say so.
   */
  static final int MAX_ROWS = 2_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Arrival> rows = new ArrayList<>();
  private final Map<String, Integer> perWebhookId = new HashMap<>();
  private final Map<String, Long> perPath = new HashMap<>();
  private long received;
  private long duplicates;

  /**
   * Totals since the start or the last clearing.
   *
   * @param duplicates requests whose webhook-id had been seen before
   * @param notKept requests that are counted but have no row
   */
  record Totals(
      long received, long distinct, long duplicates, long notKept, Map<String, Long> perPath) {}

  void add(Request request, String path) {
    String webhookId = orEmpty(request.header("webhook-id"));
    String eventId = orEmpty(request.header("wardbell-event-id"));
    Arrival row = new Arrival(webhookId, eventId, path, request.arrivedMicros());
    lock.lock();
    try {
      received++;
      perPath.merge(path, 1L, Long::sum);
      if (rows.size() < MAX_ROWS) {
        rows.add(row);
        if (!webhookId.isEmpty() && perWebhookId.merge(webhookId, 1, Integer::sum) > 1) {
          duplicates++;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns a copy of at most {@code count} rows from row number {@code from} on (the first is 0).
   */
  List<Arrival> rows(int from, int count) {
    lock.lock();
    try {
      int first = Math.clamp(from, 0, rows.size());
      return List.copyOf(rows.subList(first, Math.min(rows.size(), first + count)));
    } finally {
      lock.unlock();
    }
  }

  Totals totals() {
    lock.lock();
    try {
      long notKept = received - rows.size();
      return new Totals(received, perWebhookId.size(), duplicates, notKept, Map.copyOf(perPath));
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      rows.clear();
      perWebhookId.clear();
      perPath.clear();
      received = 0;
      duplicates = 0;
    } finally {
      lock.unlock();
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
