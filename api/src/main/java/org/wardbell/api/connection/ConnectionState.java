package org.wardbell.api.connection;

import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * The state of a connection's present request, read beside the thread that serves it.
 *
 * @param startedNanos when its first byte came, by {@link System#nanoTime}; no meaning when idle
 */
record ConnectionState(Stage stage, long startedNanos) {
  /** The part of a request that a connection has reached. */
  enum Stage {
    /** No byte has come: a new connection, or a kept one between two requests. */
    IDLE,
    /** The request line or the headers are not complete. */
    IN_HEADERS,
    /** The body is not complete. */
    IN_BODY,
    /** All has come, and is being worked on or answered. */
    BUSY
  }

  private static final ConnectionState IDLE = new ConnectionState(Stage.IDLE, 0);

  static ConnectionState of(SocketWrapperBase<NioChannel> connection, @Nullable Request served) {
    if (served != null) {
      return new ConnectionState(
          served.isFinished() ? Stage.BUSY : Stage.IN_BODY, served.getStartTimeNanos());
    }
    // Between two reads of headers Tomcat leaves its processor with the connection.
    return connection.getCurrentProcessor() instanceof Processor processor
            && processor.getRequest().getStartTimeNanos() >= 0
        ? new ConnectionState(Stage.IN_HEADERS, processor.getRequest().getStartTimeNanos())
        : IDLE;
  }

  long ageNanos() {
    return stage == Stage.IDLE ? 0 : System.nanoTime() - startedNanos;
  }
}
