package org.wardbell.activities.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;

/**
 * The word {@code %trace} in patterns of logs: the ids of the trace and the span in which a line
 * was written, and nothing outside of one.
 */
public final class TraceConverter extends ClassicConverter {
  /** The key of a trace's id, as OpenTelemetry calls it in logs. */
  public static final String TRACE = "trace_id";

  /** The key of a span's id. */
  public static final String SPAN = "span_id";

  static final String WORD = "trace";

  @Override
  public String convert(ILoggingEvent event) {
    Map<String, String> context = event.getMDCPropertyMap();
    String trace = context.get(TRACE);
    return trace == null
        ? ""
        : "[" + TRACE + "=" + trace + " " + SPAN + "=" + context.get(SPAN) + "] ";
  }
}
