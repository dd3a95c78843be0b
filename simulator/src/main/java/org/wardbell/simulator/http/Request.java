package org.wardbell.simulator.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request as it was read from the socket.
 *
 * @param connection number of the connection it came on, so that a test can see keep-alive
 * @param arrivedMicros when its first byte was read, in microseconds since 1970
 * @param target path and query as sent, undecoded
 * @param headers in the order they came, names as sent
 * @param body after chunked coding was removed; a content coding such as gzip is still on
 */
public record Request(
    long connection,
    long arrivedMicros,
    String method,
    String target,
    List<Header> headers,
    Bytes body) {

  /** Returns the target up to its question mark, undecoded. */
  public String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  /** Returns the part after the question mark, undecoded; empty without one. */
  public String query() {
    int question = target.indexOf('?');
    return question < 0 ? "" : target.substring(question + 1);
  }

  /** Returns the first header of that name, in any case; null without one. */
  public @Nullable String header(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }

  /** Returns true when the client said that it will send nothing more on this connection. */
  boolean closesConnection() {
    String connectionHeader = header("Connection");
    return connectionHeader != null && connectionHeader.equalsIgnoreCase("close");
  }
}
