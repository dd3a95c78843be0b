package org.wardbell.simulator.http;

import java.io.IOException;

/**
 * The handler of a server's requests: it answers on the connection, or does something worse to it.
 */
@FunctionalInterface
public interface Handler {

  /**
   * Handles one request on the thread of its connection.
   *
   * @throws IOException when the client has left; the connection is then closed
   */
  void handle(Request request, Connection connection) throws IOException;
}
