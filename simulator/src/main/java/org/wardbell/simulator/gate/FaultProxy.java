package org.wardbell.simulator.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A port on loopback that passes bytes to another one, until it is told to trouble its connections:
 * to reset them, to fall silent as a network that lost a router does, to lose answers, or to be
 * slow.
 */
public final class FaultProxy implements AutoCloseable {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  /** Connections that may wait to be accepted; every pool of a process may come back at once. */
  private static final int BACKLOG = 200;

  private final ServerSocket server;
  private final int target;
  private final Set<Passage> open = ConcurrentHashMap.newKeySet();
  private volatile Duration delay = Duration.ZERO;

  private FaultProxy(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
    Thread.ofVirtual().name("fault proxy").start(this::accept);
  }

  /**
   * Opens one on a free port.
   *
   * @param target port of the server behind it
   */
  public static FaultProxy to(int target) throws IOException {
    return new FaultProxy(new ServerSocket(0, BACKLOG, LOOPBACK), target);
  }

  /** Returns the port that it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** Resets every connection, on both of its sides; returns how many there were. */
  public int cut() {
    return all(Passage::reset);
  }

  /**
   * Half-opens every connection: the server behind it sees its end, and the client hears nothing,
   * not even that. Whoever waits for an answer waits until {@link #cut}. New connections pass.
   */
  public int halfOpen() {
    return all(Passage::halfOpen);
  }

  /** Lets requests of every connection pass and loses their answers, until {@link #cut}. */
  public int loseAnswers() {
    return all(Passage::loseAnswers);
  }

  /** Lets each piece of bytes wait for so long from now on; zero for no more. */
  public void delay(Duration each) {
    delay = each;
  }

  private int all(Consumer<Passage> fault) {
    Set<Passage> now = Set.copyOf(open);
    now.forEach(fault);
    return now.size();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Passage passage = new Passage(server.accept(), () -> delay);
        open.add(passage);
        Thread.ofVirtual()
            .start(
                () -> {
                  passage.run(new InetSocketAddress(LOOPBACK, target));
                  open.remove(passage);
                });
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** Ends every connection, and takes no more. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
