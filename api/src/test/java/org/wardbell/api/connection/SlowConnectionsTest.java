package org.wardbell.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;

@Tag("servers")
class SlowConnectionsTest {
  private static final int CONNECTIONS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private ApiServer server;

  private void start(Map<String, String> settings) {
    server = ApiServer.start(settings);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    server.stop();
  }

  @Test
  void halfRequests_moreThanTheServerHasConnections_leaveHealthToOthers() throws Exception {
    start(Map.of("server.tomcat.max-connections", "" + CONNECTIONS));
    Thread dripping = Thread.ofPlatform().daemon().start(this::dripForEver);
    for (int i = 0; i < 2 * CONNECTIONS; i++) {
      half("GET /actuator/health/liveness HTTP/1.1\r\nX-Slow: ");
    }
    assertThat(liveness()).isEqualTo(200);
    assertThat(dripping.isAlive()).isTrue();
  }

  @Test
  void headers_thatNeverEnd_areCutThoughBytesGoOnComing() throws Exception {
    start(Map.of("wardbell.connections.headers", "2s"));
    Socket slow = half("GET /actuator/health/liveness HTTP/1.1\r\nX-Slow: ");
    assertThat(isCutWhileDripping(slow)).isTrue();
  }

  @Test
  void body_thatNeverEnds_isCutThoughBytesGoOnComing() throws Exception {
    start(Map.of("wardbell.connections.body", "2s"));
    Socket slow =
        half(
            "POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer "
                + ApiServer.ADMINISTRATOR_KEY
                + "\r\nContent-Length: 100000\r\n\r\n{");
    assertThat(isCutWhileDripping(slow)).isTrue();
  }

  @Test
  void address_withTooManyConnections_losesThoseThatWait() throws Exception {
    start(Map.of("wardbell.connections.per-address", "5"));
    for (int i = 0; i < 30; i++) {
      half("GET /actuator/health/liveness HTTP/1.1\r\nX-Slow: ");
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (stillOpen() > 5) {
      assertThat(System.nanoTime()).as("the sweep comes").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(liveness()).isEqualTo(200);
  }

  private Socket half(String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort());
    open.add(socket);
    write(socket, request);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void dripForEver() {
    while (!Thread.currentThread().isInterrupted()) {
      for (Socket socket : open) {
        try {
          write(socket, "x");
        } catch (IOException cut) {
          // That is what the server should do.
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isCutWhileDripping(Socket slow) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      try {
        write(slow, "x");
      } catch (IOException cut) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return false;
  }

  private long stillOpen() {
    return open.stream().filter(SlowConnectionsTest::isOpen).count();
  }

  private static boolean isOpen(Socket socket) {
    try {
      socket.setSoTimeout(1);
      InputStream in = socket.getInputStream();
      return in.read() >= 0;
    } catch (SocketTimeoutException silent) {
      return true;
    } catch (IOException cut) {
      return false;
    }
  }

  private int liveness() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI health = server.url().resolve("/actuator/health/liveness");
      return client
          .send(
              HttpRequest.newBuilder(health).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
