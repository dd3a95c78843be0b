package org.wardbell.embedded.process;

import org.jspecify.annotations.Nullable;

/**
 * An embedded server could not be prepared, started or stopped. The message is one line that names
 * the reason and what a person can do about it; it is fit to be printed as it is.
 */
public final class EmbeddedServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EmbeddedServerException(String message) {
    this(message, null);
  }

  public EmbeddedServerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
