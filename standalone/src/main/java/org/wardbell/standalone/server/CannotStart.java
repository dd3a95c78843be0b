package org.wardbell.standalone.server;

import org.jspecify.annotations.Nullable;

/**
 * The server could not be started. The message is one line, fit to be printed: the reason, and what
 * to do about it.
 */
public final class CannotStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: the reason and the cure
   * @param cause for the log, or null
   */
  public CannotStart(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
