package org.wardbell.standalone.bench.environment;

import org.jspecify.annotations.Nullable;

/**
 * A benchmark that could not be run to its end. The message is one line for the person at the
 * terminal.
 */
public final class BenchmarkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BenchmarkException(String message) {
    this(message, null);
  }

  public BenchmarkException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
