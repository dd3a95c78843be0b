package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.NetworkGuard;
import org.wardbell.workflows.delivery.AttemptOutcome;

class WebhookSenderTlsTest {
  private static final Duration PATIENT = Duration.ofSeconds(10);
  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("Test authority").build();

  private final MockWebServer server = new MockWebServer();
  private final HandshakeCertificates trusting =
      new HandshakeCertificates.Builder().addTrustedCertificate(AUTHORITY.certificate()).build();
  private final WebhookSender sender =
      new WebhookSender(
          new NetworkGuard(AllowedNetworks.of(List.of("127.0.0.0/8"))),
          new OkHttpClient.Builder()
              .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager()),
          name -> List.of(InetAddress.ofLiteral("127.0.0.1")));

  @AfterEach
  void stop() {
    sender.close();
    server.close();
  }

  @Test
  void send_trustedCertificate_isDeliveredOverHttp11WithTlsTimed() throws Exception {
    AttemptReport report = sendTo(certificate().addSubjectAlternativeName("clinic.example"));

    assertThat(report.outcome()).isEqualTo(AttemptOutcome.DELIVERED);
    assertThat(report.timings().tlsMicros()).isPositive();
    assertThat(report.timings().connectMicros()).isPositive();
    // The receiver would speak HTTP/2 as well, but no request's allowance could bound its reader.
    assertThat(server.getProtocols()).contains(Protocol.HTTP_2);
    assertThat(server.takeRequest().getVersion()).contains("1.1");
  }

  @Test
  void send_onAKeptTlsConnectionAfterARest_keepsIt() throws Exception {
    server.setProtocols(List.of(Protocol.HTTP_1_1));
    server.enqueue(new MockResponse.Builder().code(200).build());
    sendTo(certificate().addSubjectAlternativeName("clinic.example"));

    for (int i = 0; i < 2; i++) {
      server.enqueue(new MockResponse.Builder().code(200).build());
      // Longer than a connection is trusted without a look.
      Thread.sleep(300);
      AttemptReport report = send();
      assertThat(report.outcome()).isEqualTo(AttemptOutcome.DELIVERED);
      assertThat(report.timings().tlsMicros()).isNull();
    }
  }

  @Test
  void send_onATlsConnectionThatTheReceiverClosed_usesANewOne() throws Exception {
    server.setProtocols(List.of(Protocol.HTTP_1_1));
    server.enqueue(
        new MockResponse.Builder()
            .code(200)
            .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
            .build());
    sendTo(certificate().addSubjectAlternativeName("clinic.example"));
    Thread.sleep(300);

    AttemptReport report = send();

    assertThat(report.outcome()).isEqualTo(AttemptOutcome.DELIVERED);
    assertThat(report.timings().tlsMicros()).isPositive();
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void send_selfSignedCertificate_isNotTrusted() throws Exception {
    AttemptReport report =
        sendTo(new HeldCertificate.Builder().addSubjectAlternativeName("clinic.example"));

    assertTls(report, "tls_certificate");
  }

  @Test
  void send_expiredCertificate_isNamed() throws Exception {
    long now = Instant.now().toEpochMilli();
    AttemptReport report =
        sendTo(
            certificate()
                .addSubjectAlternativeName("clinic.example")
                .validityInterval(now - 20_000, now - 10_000));

    assertTls(report, "tls_expired");
  }

  @Test
  void send_certificateOfTomorrow_isNamed() throws Exception {
    long now = Instant.now().toEpochMilli();
    AttemptReport report =
        sendTo(
            certificate()
                .addSubjectAlternativeName("clinic.example")
                .validityInterval(
                    now + TimeUnit.DAYS.toMillis(1), now + TimeUnit.DAYS.toMillis(2)));

    assertTls(report, "tls_expired");
  }

  @Test
  void send_certificateOfAnotherName_isNamed() throws Exception {
    assertTls(sendTo(certificate().addSubjectAlternativeName("other.example")), "tls_name");
  }

  @Test
  void send_plainHttpPort_cannotAgreeOnTls() throws Exception {
    byte[] refusal = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (RawReceiver plain =
        new RawReceiver(
            (self, socket, number) -> {
              var _ = socket.getInputStream().read(new byte[1]);
              socket.getOutputStream().write(refusal);
              socket.shutdownOutput();
              var _ = socket.getInputStream().readAllBytes();
            })) {
      String url = plain.url().replace("http://127.0.0.1", "https://clinic.example");

      assertTls(sender.send(Requests.post(url, PATIENT)), "tls_handshake");
    }
  }

  @Test
  void send_portThatClosesAtOnce_cannotAgreeOnTls() throws Exception {
    try (RawReceiver closing = new RawReceiver((self, socket, number) -> {})) {
      String url = closing.url().replace("http://127.0.0.1", "https://clinic.example");

      assertTls(sender.send(Requests.post(url, PATIENT)), "tls_handshake");
    }
  }

  @Test
  void send_systemsTrust_doesNotIncludeTheTestAuthority() throws Exception {
    start(certificate().addSubjectAlternativeName("localhost"));
    try (WebhookSender plain =
        new WebhookSender(AllowedNetworks.of(List.of("127.0.0.0/8", "::1")))) {
      String url = "https://localhost:" + server.getPort() + "/";

      assertTls(plain.send(Requests.post(url, PATIENT)), "tls_certificate");
    }
  }

  private static HeldCertificate.Builder certificate() {
    return new HeldCertificate.Builder().signedBy(AUTHORITY);
  }

  private AttemptReport sendTo(HeldCertificate.Builder certificate) throws IOException {
    start(certificate);
    return send();
  }

  private void start(HeldCertificate.Builder certificate) throws IOException {
    HandshakeCertificates own =
        new HandshakeCertificates.Builder().heldCertificate(certificate.build()).build();
    server.useHttps(own.sslSocketFactory());
    server.enqueue(new MockResponse.Builder().code(200).build());
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  private AttemptReport send() {
    return sender.send(Requests.post("https://clinic.example:" + server.getPort() + "/", PATIENT));
  }

  private static void assertTls(AttemptReport report, String code) {
    assertThat(report.code()).isEqualTo(code);
    assertThat(report.outcome()).isEqualTo(AttemptOutcome.TLS);
    assertThat(report.httpStatus()).isNull();
  }
}
