package org.wardbell.api.connection;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * The requests whose headers are complete and whose answer is not. Tomcat takes such a request away
 * from its connection, where nobody else would find it.
 */
final class ServedRequests extends ValveBase {
  private static final String PROTOCOL = "http/1.1";

  private final ConcurrentMap<String, org.apache.coyote.Request> byConnection =
      new ConcurrentHashMap<>();

  ServedRequests() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    String connection = request.getServletConnection().getConnectionId();
    byConnection.put(connection, request.getCoyoteRequest());
    try {
      getNext().invoke(request, response);
    } finally {
      byConnection.remove(connection);
    }
  }

  /** Returns the request that is being served on a connection, if there is one. */
  org.apache.coyote.@Nullable Request on(SocketWrapperBase<NioChannel> connection) {
    return byConnection.get(connection.getServletConnection(PROTOCOL, "").getConnectionId());
  }
}
