package org.wardbell.simulator.google.api;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The newest calls, and how many there were of each method. */
public final class CallLog {

  /** Calls kept; the counts go on beyond them. */
  private static final int MAX_CALLS = 20_000;

  private final Deque<ApiCall> calls = new ArrayDeque<>();
  private final Map<ApiMethod, Long> counts = new EnumMap<>(ApiMethod.class);
  private long total;

  synchronized void add(ApiCallTarget target, String query, String body, int status) {
    total++;
    counts.merge(target.method(), 1L, Long::sum);
    calls.addLast(
        new ApiCall(
            total,
            Instant.now(),
            target.method(),
            target.calendarId(),
            target.eventId(),
            query,
            body,
            status));
    if (calls.size() > MAX_CALLS) {
      calls.removeFirst();
    }
  }

  public synchronized List<ApiCall> all() {
    return List.copyOf(calls);
  }

  public synchronized long count(ApiMethod method) {
    return counts.getOrDefault(method, 0L);
  }

  public synchronized Map<ApiMethod, Long> counts() {
    return new EnumMap<>(counts);
  }

  public synchronized long writes() {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().writesEvents())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  public synchronized void clear() {
    calls.clear();
    counts.clear();
  }
}
