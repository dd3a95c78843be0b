package org.wardbell.embedded.process;

import java.util.function.BooleanSupplier;

/** A child process that can be started again on the same data and the same port. */
public interface RestartableServer {
  /** Returns the server's name for a person, such as {@code MySQL}. */
  String name();

  boolean isAlive();

  /** Returns how the process ended, in words, with its last line; only asked when it has ended. */
  String ending();

  /**
   * Starts the server again and waits until it answers.
   *
   * @param wanted is asked while it waits; once it says false, the start is given up and undone
   * @throws EmbeddedServerException with the reason in one line
   */
  void restart(BooleanSupplier wanted);
}
