package org.wardbell.build;

/** A reason to stop, in words that tell a developer what to do. */
final class QuickTestException extends RuntimeException {
  /** Something failed: a compilation, Maven. */
  static final int FAILED = 1;

  /** The command line names nothing that could be run. */
  static final int USAGE = 2;

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  QuickTestException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
