package org.wardbell.simulator.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP/1.1 server with keep-alive on 127.0.0.1, one thread per connection. It gives the
 * handler the connection itself, so that an answer may hang, drip or break off at any byte.
 */
public final class LoopbackServer implements AutoCloseable {

  /** Connections that may wait for accept; a benchmark opens hundreds at once. */
  private static final int BACKLOG = 1024;

  /** Spelled out, because the loopback name may mean ::1 on some machines. */
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final byte[] GO_ON =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** Stack of a connection's thread: nothing here recurses, so hundreds of them stay cheap. */
  private static final long STACK_BYTES = 256 * 1024;

  private static final Duration ENDING = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);

  private final ServerSocket listener;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong connections = new AtomicLong();
  private final Thread accepting;

  private LoopbackServer(ServerSocket listener, Handler handler) {
    this.listener = listener;
    this.handler = handler;
    this.accepting =
        Thread.ofPlatform()
            .daemon()
            .name("accept-" + listener.getLocalPort())
            .unstarted(this::accept);
  }

  /**
   * Binds and begins to accept.
   *
   * @param port 1 to 65535, or 0 for any free port
   * @throws IOException when the port is taken
   */
  public static LoopbackServer start(int port, Handler handler) throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
    } catch (IOException e) {
      listener.close();
      throw new IOException("port " + port + " on 127.0.0.1 cannot be bound; choose another", e);
    }
    LoopbackServer server = new LoopbackServer(listener, handler);
    server.accepting.start();
    return server;
  }

  /** Returns the port that was bound. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Returns {@code http://127.0.0.1:<port>}, without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        if (listener.isClosed()) {
          // The kernel may hand over one more connection after the listener was closed.
          closeQuietly(socket);
          return;
        }
        long number = connections.incrementAndGet();
        Thread.ofPlatform()
            .daemon()
            .stackSize(STACK_BYTES)
            .name("connection-" + number)
            .start(() -> converse(socket, number));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.warn("accept failed on port {}: {}", port(), e.toString());
        }
      }
    }
  }

  private void converse(Socket socket, long number) {
    try (socket) {
      socket.setTcpNoDelay(true);
      Connection connection = new Connection(socket);
      RequestReader reader = new RequestReader(connection.input(), number);
      while (connection.isOpen() && serveOne(reader, connection)) {
        // One request after the other, until one side ends the connection.
      }
    } catch (IOException e) {
      LOG.debug("connection {} ended: {}", number, e.toString());
    } catch (RuntimeException e) {
      LOG.error("connection {} ended by a defect of the simulator", number, e);
    } finally {
      open.remove(socket);
    }
  }

  private boolean serveOne(RequestReader reader, Connection connection) throws IOException {
    try {
      Request request = read(reader, connection);
      if (request == null) {
        return false;
      }
      connection.closing(request.closesConnection());
      handler.handle(request, connection);
      return true;
    } catch (BadRequestException e) {
      connection.closing(true);
      connection.send(Response.of(e.status()).withBody(Bytes.utf8(e.getMessage() + "\n")));
      return false;
    }
  }

  private static @Nullable Request read(RequestReader reader, Connection connection)
      throws IOException {
    Request head = reader.readHead();
    if (head == null) {
      return null;
    }
    String expectation = head.header("Expect");
    if (expectation != null && expectation.equalsIgnoreCase("100-continue")) {
      connection.sendRaw(GO_ON);
    }
    Bytes body = BodyReader.read(head, reader);
    if (body.size() == 0) {
      return head;
    }
    return new Request(
        head.connection(),
        head.arrivedMicros(),
        head.method(),
        head.target(),
        head.headers(),
        body);
  }

  /**
   * Stops accepting and ends every open connection. Waits for the accepting thread: until it has
   * left its call, the kernel completes connections to a listener that is already closed.
   */
  @Override
  public void close() {
    closeQuietly(listener);
    try {
      accepting.join(ENDING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.forEach(LoopbackServer::closeQuietly);
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      LOG.debug("close failed: {}", e.toString());
    }
  }
}
