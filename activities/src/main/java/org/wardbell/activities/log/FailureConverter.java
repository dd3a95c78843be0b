package org.wardbell.activities.log;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;

/** The word {@code %failure} in patterns of logs: the failure of a line as {@link FailureText}. */
final class FailureConverter extends ThrowableHandlingConverter {
  static final String WORD = "failure";

  @Override
  public String convert(ILoggingEvent event) {
    return event.getThrowableProxy() instanceof ThrowableProxy proxy
        ? FailureText.of(proxy.getThrowable())
        : "";
  }
}
