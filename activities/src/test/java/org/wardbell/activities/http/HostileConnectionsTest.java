package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.Await;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.BoundedDns;
import org.wardbell.activities.network.NetworkGuard;
import org.wardbell.activities.network.OutgoingRoute;
import org.wardbell.activities.network.PlainHttp;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** Receivers that are not there, that never finish a handshake, or whose names lead elsewhere. */
class HostileConnectionsTest extends HostileTest {
  private static final HeldCertificate CERTIFICATE =
      new HeldCertificate.Builder().addSubjectAlternativeName("clinic.example").build();

  @Test
  void nobody_isRefusedAtOnce() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }

    AttemptReport report = sender.send(Requests.post("http://127.0.0.1:" + port, PATIENT));

    assertThat(report.code()).isEqualTo("connect_refused");
    assertThat(report.timings().totalMicros()).isLessThan(4_000_000);
  }

  @Test
  void plainHttp_thatTheOperatorForbids_isNotEvenConnected() throws Exception {
    try (RawReceiver receiver = new RawReceiver(answering(EMPTY_OK));
        WebhookSender strict =
            new WebhookSender(
                new NetworkGuard(AllowedNetworks.of(List.of("127.0.0.0/8"))),
                OutgoingRoute.DIRECT,
                new OkHttpClient.Builder(),
                Dns.SYSTEM,
                new PlainHttp(true))) {
      AttemptReport report = strict.send(Requests.post(receiver.url(), PATIENT));

      assertThat(report.code()).isEqualTo("plain_http_forbidden");
      assertThat(report.outcome()).isEqualTo(AttemptOutcome.BLOCKED);
      assertThat(receiver.connections).hasValue(0);
    }
  }

  @Test
  void name_publicAtFirstAndPrivateThen_isCheckedAtEachConnection() throws Exception {
    AtomicInteger lookUps = new AtomicInteger();
    Dns rebinding =
        name ->
            List.of(
                InetAddress.ofLiteral(lookUps.getAndIncrement() == 0 ? "127.0.0.1" : "127.8.8.8"));
    try (RawReceiver receiver =
            new RawReceiver(answering("HTTP/1.1 500 X\r\nConnection: close\r\n\r\n"));
        // 127.0.0.1 stands for the public address; the rest of 127/8 for the forbidden ones.
        WebhookSender guarded =
            new WebhookSender(
                new NetworkGuard(AllowedNetworks.of(List.of("127.0.0.1/32"))),
                new OkHttpClient.Builder(),
                rebinding)) {
      String url = "http://rebinding.example:" + receiver.port() + "/";

      assertThat(guarded.send(Requests.post(url, PATIENT)).code()).isEqualTo("http_500");
      AttemptReport second = guarded.send(Requests.post(url, PATIENT));

      assertThat(second.code()).isEqualTo("address_blocked");
      assertThat(second.outcome()).isEqualTo(AttemptOutcome.BLOCKED);
      assertThat(receiver.connections).hasValue(1);
    }
  }

  @Test
  void names_thatHangForManyAtOnce_doNotStopOtherNames() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger hanging = new AtomicInteger();
    BoundedDns dns =
        new BoundedDns(
            name -> {
              if (name.startsWith("slow")) {
                hanging.incrementAndGet();
                awaitQuietly(release);
              }
              return List.of(InetAddress.ofLiteral("127.0.0.1"));
            });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // 40 webhooks with 8 requests each: more than there are threads for look-ups.
      IntStream.range(0, BoundedDns.MAXIMUM_LOOK_UPS + 64)
          .forEach(i -> threads.submit(() -> dns.lookup("slow" + i % 40 + ".example")));
      Await.until("all slow look-ups", () -> hanging.get() == 40);

      assertThat(dns.lookup("quick.example")).hasSize(1);
      assertThat(hanging).as("look-ups of 40 names").hasValue(40);
      release.countDown();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "silence||timeout_tls",
        // A handshake record whose end never comes, and one of 16 KiB that says it has more.
        "half a record|16 03 03 40 00 02|timeout_tls",
        "plain http|48 54 54 50 2f 31 2e 31 20 34 30 30 20 42 61 64|tls_handshake",
        "an alert|15 03 03 00 02 02 28|tls_handshake",
        "zeros|00 00 00 00 00 00 00 00|tls_handshake",
      })
  void tls_strangeHandshake_endsInTime(String what, String bytes, String code) throws Exception {
    try (RawReceiver receiver =
        new RawReceiver(
            (self, socket, number) -> {
              if (bytes != null) {
                self.write(socket, fromHex(bytes));
              }
              socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            })) {
      AttemptReport report = attack(receiver, https(receiver.port()), SHORT);

      assertThat(report.code()).as(what).isEqualTo(code);
      assertThat(report.timings().connectMicros()).as(what).isPositive();
      assertThat(report.address()).as(what).isEqualTo("127.0.0.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"16 03 03 00 01 00", "14 03 03 00 01 01", "15 03 03 00 02 01 5a"})
  void tls_endlessHandshake_isReadNoFurtherThanItsTime(String record) throws Exception {
    // Empty handshake pieces, changes of cipher, warnings: each is legal somewhere, none ends.
    String block = fromHex(record).repeat(2_000);
    try (RawReceiver receiver =
        new RawReceiver(
            (self, socket, number) -> {
              socket.getInputStream().read(new byte[4_096]);
              while (true) {
                self.write(socket, block);
              }
            })) {
      AttemptReport report = attack(receiver, https(receiver.port()), Duration.ofSeconds(3));

      assertThat(report.outcome()).isIn(AttemptOutcome.TLS, AttemptOutcome.TIMEOUT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/1.1", "h2"})
  void tls_endlessBody_isReadNoFurther(String onlyProtocol) throws Exception {
    HandshakeCertificates own =
        new HandshakeCertificates.Builder().heldCertificate(CERTIFICATE).build();
    HandshakeCertificates trusting =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(CERTIFICATE.certificate())
            .build();
    try (SSLServerSocket server =
            (SSLServerSocket)
                own.sslContext()
                    .getServerSocketFactory()
                    .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        WebhookSender secure =
            new WebhookSender(
                new NetworkGuard(AllowedNetworks.of(List.of("127.0.0.0/8"))),
                new OkHttpClient.Builder()
                    .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager()),
                name -> List.of(InetAddress.ofLiteral("127.0.0.1")))) {
      Thread.ofVirtual().start(() -> pushWithoutEnd(server, onlyProtocol));

      AttemptReport report =
          secure.send(Requests.post("https://clinic.example:" + server.getLocalPort(), PATIENT));

      if (onlyProtocol.equals("h2")) {
        // We offer HTTP/1.1 only, because nothing bounds what HTTP/2 reads.
        assertThat(report.code()).isEqualTo("tls_handshake");
      } else {
        assertThat(report.code()).isEqualTo("http_200");
        assertThat(report.response().truncated()).isTrue();
      }
      assertThat(report.timings().totalMicros()).isLessThan(10_000_000);
    }
  }

  private static void pushWithoutEnd(SSLServerSocket server, String protocol) {
    try (SSLSocket socket = (SSLSocket) server.accept()) {
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {protocol});
      socket.setSSLParameters(parameters);
      socket.getInputStream().read(new byte[4_096]);
      byte[] chunk = new byte[16 * 1024];
      socket
          .getOutputStream()
          .write(
              (OK + "Transfer-Encoding: chunked\r\n\r\n5;a=")
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      while (true) {
        socket.getOutputStream().write(chunk);
      }
    } catch (IOException hungUp) {
      // What the test waits for.
      Thread.onSpinWait();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String https(int port) {
    return "https://clinic.example:" + port + "/";
  }

  private static String fromHex(String hex) {
    StringBuilder text = new StringBuilder();
    for (String each : hex.split(" ")) {
      text.append((char) Integer.parseInt(each, 16));
    }
    return text.toString();
  }
}
