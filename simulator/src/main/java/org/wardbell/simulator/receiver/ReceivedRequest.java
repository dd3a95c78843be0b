package org.wardbell.simulator.receiver;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Bytes;
import org.wardbell.simulator.http.Header;
import org.wardbell.simulator.http.Query;
import org.wardbell.simulator.http.Request;

/**
 * One request that a receiver saw.
 *
 * @param sequence rises by one with each request of this receiver, from 1
 * @param arrivedMicros when its first byte arrived, in microseconds since 1970
 * @param connection number of the connection, so that reuse can be seen
 * @param query undecoded, empty without one
 * @param answeredStatus the status it is answered with; 0 for a hang, a reset or raw bytes
 */
public record ReceivedRequest(
    long sequence,
    long arrivedMicros,
    long connection,
    String method,
    String path,
    String query,
    List<Header> headers,
    Bytes body,
    int answeredStatus) {

  static ReceivedRequest of(long sequence, Request request, String path, int answeredStatus) {
    return new ReceivedRequest(
        sequence,
        request.arrivedMicros(),
        request.connection(),
        request.method(),
        path,
        request.query(),
        request.headers(),
        request.body(),
        answeredStatus);
  }

  /** Returns the first header of that name in any case, or null. */
  public @Nullable String header(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }

  /** Returns the delivery's id, or null when the request had none. */
  public @Nullable String webhookId() {
    return header("webhook-id");
  }

  /** Returns the query, decoded. */
  public Query parameters() {
    return Query.parse(query);
  }

  /** Returns the body read as UTF-8. */
  public String text() {
    return body.utf8();
  }

  /** Returns the time at which the first byte arrived. */
  public Instant arrivedAt() {
    return Instant.EPOCH.plusNanos(arrivedMicros * 1_000);
  }
}
