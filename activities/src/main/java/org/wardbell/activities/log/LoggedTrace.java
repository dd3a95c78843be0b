package org.wardbell.activities.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The ids of the trace and the span that lines of the log of a thread belong to. */
public record LoggedTrace(String traceId, String spanId) {
  /** The key of a trace's id, as OpenTelemetry calls it in logs. */
  static final String TRACE = "trace_id";

  /** The key of a span's id. */
  static final String SPAN = "span_id";

  /** Returns those of this thread, or null outside of a trace. */
  public static @Nullable LoggedTrace current() {
    String trace = MDC.get(TRACE);
    String span = MDC.get(SPAN);
    return trace == null || span == null ? null : new LoggedTrace(trace, span);
  }

  /** Gives this thread's lines other ids, or none. */
  public static void set(@Nullable LoggedTrace ids) {
    if (ids == null) {
      MDC.remove(TRACE);
      MDC.remove(SPAN);
    } else {
      MDC.put(TRACE, ids.traceId());
      MDC.put(SPAN, ids.spanId());
    }
  }
}
