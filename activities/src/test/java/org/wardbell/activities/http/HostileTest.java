package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.wardbell.activities.delivery.DeliveryHarness;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.NetworkGuard;
import org.wardbell.activities.request.OutgoingRequest;

/**
 * Receivers that mean harm. Each attack asserts four things beside its outcome: the time it took,
 * the memory that we spent on it, how much the receiver could push before we hung up, and that it
 * saw one request.
 */
public abstract class HostileTest {
  /** The timeout of a row that is expected to use it up. */
  static final Duration SHORT = Duration.ofMillis(500);

  /** The timeout of a row that is expected to end before. */
  static final Duration PATIENT = Duration.ofSeconds(20);

  /** Two busy cores may be late by that much, but not by a receiver's patience. */
  private static final Duration LATE = Duration.ofSeconds(4);

  /** An answer read to its limit costs half of that; one without a bound a hundred times more. */
  private static final long MOST_ALLOCATED = 16L * 1024 * 1024;

  /** The bytes that we read, and those that the buffers of two sockets on loopback take besides. */
  private static final long MOST_PUSHED = 16L * 1024 * 1024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static final String OK = "HTTP/1.1 200 OK\r\n";
  static final String EMPTY_OK = OK + "Content-Length: 0\r\n\r\n";

  WebhookSender sender;

  @BeforeEach
  void open() throws Exception {
    sender =
        new WebhookSender(
            new NetworkGuard(AllowedNetworks.of(List.of("127.0.0.0/8"))),
            new OkHttpClient.Builder(),
            name -> List.of(InetAddress.ofLiteral("127.0.0.1")));
    // The classes of the client are loaded by somebody else's request.
    try (RawReceiver friendly = new RawReceiver(answering(EMPTY_OK))) {
      assertThat(sender.send(Requests.post(friendly.url(), PATIENT)).code()).isEqualTo("http_200");
    }
  }

  @AfterEach
  void close() {
    sender.close();
  }

  /** Reads the request, sends that, and closes. */
  public static RawReceiver.AnswerStyle answering(String answer) {
    return (self, socket, number) -> {
      self.readRequest(socket);
      self.write(socket, answer);
      socket.shutdownOutput();
      // Closing with unread input would reset the connection.
      socket.getInputStream().read();
    };
  }

  /** Reads the request, sends the beginning, and then the rest for ever. */
  public static RawReceiver.AnswerStyle endlessly(String beginning, String rest) {
    String block = rest.repeat(Math.max(1, 16 * 1024 / rest.length()));
    return (self, socket, number) -> {
      self.readRequest(socket);
      self.write(socket, beginning);
      while (true) {
        self.write(socket, block);
      }
    };
  }

  /** Reads the request, sends the beginning, and then the rest drop by drop. */
  public static RawReceiver.AnswerStyle dripping(String beginning, String drop) {
    return (self, socket, number) -> {
      self.readRequest(socket);
      self.write(socket, beginning);
      while (true) {
        self.write(socket, drop);
        Thread.sleep(20);
      }
    };
  }

  /** Sends one request to such a receiver and asserts what must hold for all of them. */
  AttemptReport attack(RawReceiver.AnswerStyle style, Duration timeout) throws Exception {
    try (RawReceiver receiver = new RawReceiver(style)) {
      AttemptReport report = attack(receiver, receiver.url(), timeout);
      assertThat(receiver.requests.get()).as("requests").isLessThanOrEqualTo(1);
      return report;
    }
  }

  AttemptReport attack(RawReceiver receiver, String url, Duration timeout) {
    OutgoingRequest request = Requests.post(url, timeout);
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long began = System.nanoTime();
    AttemptReport report = sender.send(request);
    Duration wall = Duration.ofNanos(System.nanoTime() - began);
    long spent = THREADS.getCurrentThreadAllocatedBytes() - allocated;

    assertThat(wall).as("wall time").isLessThan(timeout.plus(LATE));
    assertThat(spent).as("allocated bytes").isLessThan(MOST_ALLOCATED);
    sender.close(); // Whatever is still open is a connection that may be used again.
    DeliveryHarness.await(
        "the end of all connections", () -> receiver.ended.get() == receiver.connections.get());
    assertThat(receiver.written.get()).as("pushed bytes").isLessThan(MOST_PUSHED);
    return report;
  }
}
