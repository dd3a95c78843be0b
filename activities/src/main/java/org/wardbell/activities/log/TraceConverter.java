package org.wardbell.activities.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;

/**
 * The word {@code %trace} in patterns of logs: the ids of the trace and the span in which a line
 * was written, and nothing outside of one.
 */
final class TraceConverter extends ClassicConverter {
  static final String WORD = "trace";

  @Override
  public String convert(ILoggingEvent event) {
    Map<String, String> context = event.getMDCPropertyMap();
    String trace = context.get(LoggedTrace.TRACE);
    return trace == null
        ? ""
        : "["
            + LoggedTrace.TRACE
            + "="
            + trace
            + " "
            + LoggedTrace.SPAN
            + "="
            + context.get(LoggedTrace.SPAN)
            + "] ";
  }
}
