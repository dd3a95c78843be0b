package org.wardbell.activities.network;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy that all requests to the outside go through (RFC 9110, section 7.3.2; tunnels by
 * CONNECT, section 9.3.6). It looks names up and decides which addresses may be reached: our own
 * guard sees nothing but the proxy.
 *
 * @param username that it asks for, or null if it asks for none
 * @param password that goes with it
 */
public record OutgoingProxy(
    String host, int port, @Nullable String username, @Nullable String password) {
  private static final int MAXIMUM_PORT = 65_535;

  /**
   * Reads {@code http://host:port} or {@code http://user:password@host:port}.
   *
   * @throws IllegalArgumentException if it is something else; the message does not quote it
   */
  public static OutgoingProxy parse(String text) {
    URI uri = uri(text);
    String path = uri.getPath();
    if (!"http".equalsIgnoreCase(uri.getScheme())
        || uri.getHost() == null
        || uri.getPort() < 1
        || uri.getPort() > MAXIMUM_PORT
        || !(path == null || path.isEmpty() || path.equals("/"))) {
      throw malformed();
    }
    String host = uri.getHost();
    String user = uri.getUserInfo();
    int colon = user == null ? -1 : user.indexOf(':');
    if (user != null && colon < 1) {
      throw malformed();
    }
    return new OutgoingProxy(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        uri.getPort(),
        user == null ? null : user.substring(0, colon),
        user == null ? null : user.substring(colon + 1));
  }

  private static URI uri(String text) {
    try {
      return URI.create(text.strip());
    } catch (IllegalArgumentException quotesIt) {
      throw malformed();
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "WARDBELL_PROXY must look like http://proxy.example.org:3128, or"
            + " http://user:password@proxy.example.org:3128");
  }

  /** Returns value of Proxy-Authorization (RFC 7617), or null if the proxy asks for none. */
  public @Nullable String authorization() {
    return username == null
        ? null
        : "Basic "
            + Base64.getEncoder()
                .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the proxy in the form of Java's clients; its name is looked up when a connection is
   * made.
   */
  Proxy toProxy() {
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
  }

  /** Returns the address without its credentials. */
  @Override
  public String toString() {
    return "http://" + host + ":" + port;
  }
}
