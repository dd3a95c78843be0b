package org.wardbell.standalone.server;

import org.jspecify.annotations.Nullable;

/**
 * A failure to start the server. The message is one line, fit to be printed: the reason and the
 * remedy.
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
