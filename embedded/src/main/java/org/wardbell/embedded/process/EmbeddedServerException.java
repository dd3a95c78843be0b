package org.wardbell.embedded.process;

import org.jspecify.annotations.Nullable;

/**
 * A failure to prepare, start or stop an embedded server. The message is one line that names the
 * reason and the remedy; it is fit to be printed as it is.
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
