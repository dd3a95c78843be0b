package org.wardbell.worker;

import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.FailureConverter;
import io.temporal.failure.DefaultFailureConverter;

/**
 * The form of a failure for Temporal: its class and where it happened, but not its message. A
 * database's message may quote a value of a row, and Temporal keeps histories in plain text.
 * Failures that we make for Temporal hold codes only, and keep theirs.
 */
final class CodesOnlyFailures implements FailureConverter {
  private final FailureConverter standard = new DefaultFailureConverter();

  @Override
  public RuntimeException failureToException(Failure failure, DataConverter converter) {
    return standard.failureToException(failure, converter);
  }

  @Override
  public Failure exceptionToFailure(Throwable thrown, DataConverter converter) {
    return withoutMessages(standard.exceptionToFailure(thrown, converter));
  }

  private static Failure withoutMessages(Failure failure) {
    Failure.Builder shown = failure.toBuilder();
    String type = failure.getApplicationFailureInfo().getType();
    // A type of our own is one word; of any other exception it is the name of its class.
    int dot = type.lastIndexOf('.');
    if (dot >= 0) {
      shown.setMessage(type.substring(dot + 1));
    }
    if (failure.hasCause()) {
      shown.setCause(withoutMessages(failure.getCause()));
    }
    return shown.build();
  }
}
