package org.wardbell.activities.network;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The check that a receiver has not closed a kept connection, before anything is sent on it.
 * Without this, a request on such a connection would fail, and whether the receiver saw it nobody
 * could say. A connection that was used a moment ago is trusted, because the look costs a
 * millisecond.
 */
public final class StaleConnectionCheck implements Interceptor {
  /** No server closes sooner; under load connections rest for less and are not looked at. */
  private static final long TRUSTED_NANOS = 250_000_000;

  /** The shortest read a socket can be asked for. */
  private static final int LOOK_MILLIS = 1;

  private final Map<Connection, Long> lastUse = Collections.synchronizedMap(new WeakHashMap<>());

  @Override
  public Response intercept(Chain chain) throws IOException {
    Connection connection = chain.connection();
    if (connection == null) {
      return chain.proceed(chain.request());
    }
    Long used = lastUse.get(connection);
    if (used != null && System.nanoTime() - used > TRUSTED_NANOS && isClosed(connection.socket())) {
      throw new StaleConnectionException();
    }
    Response response = chain.proceed(chain.request());
    lastUse.put(connection, System.nanoTime());
    return response;
  }

  /**
   * Returns whether the receiver has closed the connection. Between two exchanges it has nothing to
   * send; a byte is as bad as an end.
   */
  private static boolean isClosed(Socket socket) throws SocketException {
    int timeoutMillis = socket.getSoTimeout();
    socket.setSoTimeout(LOOK_MILLIS);
    try {
      socket.getInputStream().read();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    } finally {
      if (!socket.isClosed()) {
        socket.setSoTimeout(timeoutMillis);
      }
    }
  }

  /**
   * A stale connection on which nothing was sent: the request may be made again, on another one.
   */
  public static final class StaleConnectionException extends IOException {
    StaleConnectionException() {
      super("The receiver had closed the kept connection");
    }
  }
}
