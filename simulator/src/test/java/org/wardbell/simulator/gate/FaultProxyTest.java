package org.wardbell.simulator.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that answers each byte with the next one, behind a proxy. */
class FaultProxyTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  /** Long enough for an answer on a machine that does nothing else, to see that there is none. */
  private static final int A_WHILE_MILLIS = 300;

  private static final int PATIENCE_MILLIS = 60_000;

  private final List<Integer> asked = new CopyOnWriteArrayList<>();
  private ServerSocket server;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, LOOPBACK);
    proxy = FaultProxy.to(server.getLocalPort());
    Thread.ofVirtual().start(this::serve);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> answer(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void answer(Socket client) {
    try (client) {
      for (int read = client.getInputStream().read(); read >= 0; ) {
        asked.add(read);
        client.getOutputStream().write(read + 1);
        read = client.getInputStream().read();
      }
      asked.add(-1);
    } catch (IOException broken) {
      asked.add(-1);
    }
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(LOOPBACK, proxy.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static int ask(Socket socket, int question) throws IOException {
    socket.getOutputStream().write(question);
    return socket.getInputStream().read();
  }

  @Test
  void bytes_passBothWays_andTheEndToo() throws IOException {
    try (Socket socket = connect()) {
      assertThat(ask(socket, 1)).isEqualTo(2);
      socket.shutdownOutput();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void cut_resetsEveryConnection_andNewOnesPass() throws IOException {
    try (Socket one = connect();
        Socket two = connect()) {
      ask(one, 1);
      ask(two, 1);
      assertThat(proxy.cut()).isEqualTo(2);
      assertThatThrownBy(() -> one.getInputStream().read()).hasMessageContaining("reset");
      assertThatThrownBy(() -> two.getInputStream().read()).hasMessageContaining("reset");
    }
    try (Socket again = connect()) {
      assertThat(ask(again, 5)).isEqualTo(6);
    }
  }

  @Test
  void halfOpen_endsForTheServer_andTheClientHearsNothingUntilTheCut() throws IOException {
    try (Socket socket = connect()) {
      ask(socket, 1);
      proxy.halfOpen();
      awaitAsked(-1);
      socket.setSoTimeout(A_WHILE_MILLIS);
      assertThatThrownBy(() -> ask(socket, 3)).isInstanceOf(SocketTimeoutException.class);
      assertThat(asked).doesNotContain(3);
      socket.setSoTimeout(PATIENCE_MILLIS);
      assertThat(proxy.cut()).isEqualTo(1);
      assertThatThrownBy(() -> socket.getInputStream().read()).hasMessageContaining("reset");
    }
  }

  @Test
  void lostAnswers_areOfWhatWasDone() throws IOException {
    try (Socket socket = connect()) {
      ask(socket, 1);
      proxy.loseAnswers();
      socket.setSoTimeout(A_WHILE_MILLIS);
      assertThatThrownBy(() -> ask(socket, 3)).isInstanceOf(SocketTimeoutException.class);
      awaitAsked(3);
    }
  }

  @Test
  void delay_isWaitedForByEachPiece_untilItIsOver() throws IOException {
    Duration delay = Duration.ofMillis(200);
    try (Socket socket = connect()) {
      ask(socket, 1);
      proxy.delay(delay);
      long began = System.nanoTime();
      assertThat(ask(socket, 3)).isEqualTo(4);
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isGreaterThanOrEqualTo(delay.multipliedBy(2));
      proxy.delay(Duration.ZERO);
      assertThat(ask(socket, 5)).isEqualTo(6);
    }
  }

  @Test
  void serverThatIsAway_isAReset() throws IOException {
    server.close();
    try (Socket socket = connect()) {
      assertThatThrownBy(() -> ask(socket, 1)).isInstanceOf(IOException.class);
    }
  }

  private void awaitAsked(int byteOrEnd) {
    long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
    while (!asked.contains(byteOrEnd)) {
      assertThat(System.nanoTime()).as("the server saw %s only", asked).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
