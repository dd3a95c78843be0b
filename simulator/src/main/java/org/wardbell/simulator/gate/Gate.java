package org.wardbell.simulator.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * A port on loopback that passes bytes to another one: the first connection late, or each out of
 * TLS.
 */
public final class Gate implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private static final int BACKLOG = 50;

  private final ServerSocket server;
  private final int target;
  private final Duration late;
  private final AtomicInteger passed = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  private Gate(ServerSocket server, int target, Duration late) {
    this.server = server;
    this.target = target;
    this.late = late;
    Thread.ofVirtual().name("gate").start(this::accept);
  }

  /**
   * Opens a gate without TLS.
   *
   * @param port to listen on, or 0 for a free one
   * @param target port of the server behind it
   * @param late for how long the first connection hears nothing
   */
  public static Gate plain(int port, int target, Duration late) throws IOException {
    return new Gate(new ServerSocket(port, BACKLOG, InetAddress.ofLiteral(LOOPBACK)), target, late);
  }

  /** Opens a gate that speaks HTTP/2 over TLS, and takes only clients with a certificate. */
  public static Gate tls(int target, SSLContext context) throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, BACKLOG, InetAddress.ofLiteral(LOOPBACK));
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    parameters.setNeedClientAuth(true);
    socket.setSSLParameters(parameters);
    return new Gate(socket, target, Duration.ZERO);
  }

  /** Returns the port that it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** Returns how many connections were let through. */
  public int passed() {
    return passed.get();
  }

  /** Returns how many connections ended before they were let through. */
  public int refused() {
    return refused.get();
  }

  private void accept() {
    boolean first = true;
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Duration wait = first ? late : Duration.ZERO;
        first = false;
        open.add(client);
        Thread.ofVirtual().start(() -> pass(client, wait));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void pass(Socket client, Duration wait) {
    Socket behind = new Socket();
    open.add(behind);
    try (client;
        behind) {
      Thread.sleep(wait);
      if (client instanceof SSLSocket secured) {
        secured.startHandshake();
      }
      behind.connect(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), target));
      passed.incrementAndGet();
      Thread answers = Thread.ofVirtual().start(() -> copy(behind, client));
      copy(client, behind);
      answers.join();
    } catch (IOException broken) {
      refused.incrementAndGet();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException ended) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends every connection, and takes no more. */
  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(Gate::close);
  }
}
