package org.wardbell.standalone.demo;

import org.wardbell.embedded.process.Ports;
import org.wardbell.standalone.server.CannotStart;

/** The demo's port: the one asked for, or 8080 or the next free one. */
final class DemoPort {
  private static final int FIRST = 8080;

  /**
   * The number of ports that are tried; a person with twenty servers will not mind naming a port.
   */
  private static final int TRIES = 20;

  private DemoPort() {}

  static int choose(int asked) {
    if (asked != 0) {
      return asked;
    }
    for (int port = FIRST; port < FIRST + TRIES; port++) {
      if (Ports.isFree(port)) {
        return port;
      }
    }
    throw new CannotStart(
        "The ports %d to %d are all in use: name another with --port."
            .formatted(FIRST, FIRST + TRIES - 1),
        null);
  }
}
