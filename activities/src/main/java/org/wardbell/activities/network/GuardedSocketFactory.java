package org.wardbell.activities.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Predicate;
import javax.net.SocketFactory;

/**
 * A factory of sockets that ask the {@link NetworkGuard} about the very address they connect to, at
 * the moment they connect. A check before that (of the URL, or of a DNS answer) can be fooled: by
 * another spelling of an address, or by a name that resolves differently the second time. Bytes
 * read from the sockets count against the reader's {@link ReadAllowance}.
 */
public final class GuardedSocketFactory extends SocketFactory {
  private final Predicate<InetAddress> permitted;

  /**
   * Creates a factory of sockets for public addresses, and for those that the guard's operator has
   * opened.
   */
  public GuardedSocketFactory(NetworkGuard guard) {
    this(guard::permits);
  }

  private GuardedSocketFactory(Predicate<InetAddress> permitted) {
    this.permitted = permitted;
  }

  /**
   * Returns a factory of sockets for any address, for instance the proxy's; reading from them is
   * bounded too.
   */
  static GuardedSocketFactory unguarded() {
    return new GuardedSocketFactory(any -> true);
  }

  @Override
  public Socket createSocket() {
    return new GuardedSocket(permitted);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket(InetAddress.getByName(host), port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return createSocket(InetAddress.getByName(host), port, localHost, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    Socket socket = createSocket();
    socket.connect(new InetSocketAddress(host, port));
    return socket;
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    Socket socket = createSocket();
    socket.bind(new InetSocketAddress(localHost, localPort));
    socket.connect(new InetSocketAddress(host, port));
    return socket;
  }

  private static final class GuardedSocket extends Socket {
    private final Predicate<InetAddress> permitted;

    GuardedSocket(Predicate<InetAddress> permitted) {
      this.permitted = permitted;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
      if (!(endpoint instanceof InetSocketAddress internet)
          || internet.isUnresolved()
          || !permitted.test(internet.getAddress())) {
        close();
        throw new AddressBlockedException();
      }
      super.connect(endpoint, timeoutMillis);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return ReadAllowance.bounded(super.getInputStream());
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
      connect(endpoint, 0);
    }
  }
}
