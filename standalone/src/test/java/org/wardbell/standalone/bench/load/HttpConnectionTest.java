package org.wardbell.standalone.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.bench.load.HttpConnection.Answer;

class HttpConnectionTest {
  @Test
  void exchange_ofAnAnswerWithALength_readsIt() throws IOException {
    assertThat(answer("HTTP/1.1 202 \r\nContent-Length: 5\r\n\r\nhello"))
        .isEqualTo(new Answer(202, "hello"));
  }

  @Test
  void exchange_ofAChunkedAnswerInPieces_readsAllChunks() throws IOException {
    assertThat(
            answer(
                "HTTP/1.1 200 OK\r\nTransfer-Enc",
                "oding: chunked\r\n\r\n5\r\nhel",
                "lo\r\n1",
                "0\r\n, and welcome ba",
                "\r\n0\r\n\r\n"))
        .isEqualTo(new Answer(200, "hello, and welcome ba"));
  }

  @Test
  void exchange_ofAnAnswerWithoutABody_isEmpty() throws IOException {
    assertThat(answer("HTTP/1.1 204 \r\nDate: today\r\n\r\n")).isEqualTo(new Answer(204, ""));
  }

  @Test
  void exchange_whenTheServerGoesAway_fails() {
    assertThatThrownBy(() -> answer("HTTP/1.1 202 \r\nContent-Le"))
        .isInstanceOf(EOFException.class);
  }

  /** Sends the pieces one by one, as a network may do. */
  private static Answer answer(String... pieces) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        HttpConnection connection = HttpConnection.open(server.getLocalPort())) {
      Thread serving = Thread.startVirtualThread(() -> serve(server, pieces));
      Answer answer =
          connection.exchange("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(serving.isInterrupted()).isFalse();
      return answer;
    }
  }

  private static void serve(ServerSocket server, String... pieces) {
    try (Socket socket = server.accept()) {
      socket.setTcpNoDelay(true);
      for (String piece : pieces) {
        socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
        Thread.sleep(5);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
