package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLSocket;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.NetworkGuard;
import org.wardbell.activities.request.OutgoingRequest;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.webhook.TlsIdentity;

/** Against a server with a private authority that demands a certificate of its clients. */
class ClientCertificateTest {
  private static final HeldCertificate AUTHORITY = authority("Clinic authority");
  private static final HeldCertificate OTHER_AUTHORITY = authority("Another authority");

  private final MockWebServer server = new MockWebServer();
  private final WebhookSender sender =
      new WebhookSender(
          new NetworkGuard(AllowedNetworks.of(List.of("127.0.0.0/8"))),
          new OkHttpClient.Builder(),
          name -> List.of(InetAddress.ofLiteral("127.0.0.1")));

  private enum KeyType {
    RSA,
    CURVE
  }

  @AfterEach
  void stop() {
    sender.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void send_withACertificateOfTheAuthority_isDelivered(KeyType type) throws Exception {
    start();
    HeldCertificate own = client(type, "clinic-7");

    AttemptReport report = send(identity(own, AUTHORITY));

    assertThat(report.code()).isEqualTo("http_200");
    assertThat(peer(server.takeRequest())).contains("clinic-7");
  }

  @Test
  void send_withoutACertificate_failsInTls() throws Exception {
    start();

    AttemptReport report = send(new TlsIdentity(null, null, AUTHORITY.certificatePem()));

    assertThat(report.outcome()).isEqualTo(AttemptOutcome.TLS);
    assertThat(report.code()).isEqualTo("tls_client_certificate");
    assertThat(report.address()).isEqualTo("127.0.0.1");
    assertThat(report.timings().connectMicros()).isPositive();
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void send_withACertificateOfAnotherAuthority_failsInTls() throws Exception {
    start();
    HeldCertificate foreign =
        new HeldCertificate.Builder().signedBy(OTHER_AUTHORITY).commonName("foreign").build();

    assertThat(send(identity(foreign, AUTHORITY)).outcome()).isEqualTo(AttemptOutcome.TLS);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void send_withACertificateThatExpired_failsInTls() throws Exception {
    start();
    long now = Instant.now().toEpochMilli();
    HeldCertificate expired =
        new HeldCertificate.Builder()
            .signedBy(AUTHORITY)
            .validityInterval(now - 20_000, now - 10_000)
            .build();

    assertThat(send(identity(expired, AUTHORITY)).outcome()).isEqualTo(AttemptOutcome.TLS);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void send_toAServerOfAnAuthorityThatIsNotNamed_isNotTrusted() throws Exception {
    start();
    HeldCertificate own = client(KeyType.CURVE, "clinic-7");

    assertThat(send(identity(own, OTHER_AUTHORITY)).code()).isEqualTo("tls_certificate");
    assertThat(send(null).code()).isEqualTo("tls_certificate");
  }

  @Test
  void authorities_ofOnesOwn_replaceThePublicOnes() {
    OkHttpClient source = new OkHttpClient();
    TlsClients clients = new TlsClients(source);

    assertThat(
            clients
                .of(new TlsIdentity(null, null, AUTHORITY.certificatePem()))
                .x509TrustManager()
                .getAcceptedIssuers())
        .containsExactly(AUTHORITY.certificate());
    assertThat(source.x509TrustManager().getAcceptedIssuers().length).isGreaterThan(10);
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void send_afterTheCertificateChanged_usesNoConnectionOfTheOldOne(Protocol protocol)
      throws Exception {
    server.setProtocols(
        protocol == Protocol.HTTP_2
            ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
            : List.of(Protocol.HTTP_1_1));
    start();
    TlsIdentity old = identity(client(KeyType.CURVE, "old"), AUTHORITY);
    TlsIdentity fresh = identity(client(KeyType.CURVE, "fresh"), AUTHORITY);

    send(old);
    send(new TlsIdentity(old.certificate(), old.key(), old.authorities()));
    send(fresh);

    assertThat(peer(server.takeRequest())).contains("old");
    RecordedRequest again = server.takeRequest();
    assertThat(peer(again)).contains("old");
    // The same identity, read again, keeps its connection.
    assertThat(again.getConnectionIndex()).isZero();
    RecordedRequest changed = server.takeRequest();
    assertThat(peer(changed)).contains("fresh");
    assertThat(changed.getConnectionIndex()).isEqualTo(1);
  }

  @Test
  void send_withAnIdentityThatCannotBeUsed_sendsNothingAndQuotesNothing() throws Exception {
    start();

    AttemptReport report = send(new TlsIdentity("broken", "broken", null));

    assertThat(report.code()).isEqualTo("credentials_unusable");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void identity_asText_isHidden() {
    assertThat(identity(client(KeyType.CURVE, "x"), AUTHORITY).toString())
        .isEqualTo("TlsIdentity[hidden]");
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.2,true,tls_client_certificate,TLS",
    "TLSv1.3,true,tls_client_certificate,TLS",
    "TLSv1.3,false,connection_reset,PROTOCOL"
  })
  void send_toAServerThatResetsAfterTheHandshake_saysWhatItAskedFor(
      String version, boolean asks, String code, AttemptOutcome outcome) throws Exception {
    HandshakeCertificates own =
        new HandshakeCertificates.Builder().heldCertificate(serverCertificate()).build();
    try (RawReceiver resetting =
        new RawReceiver(
            (self, socket, number) -> {
              SSLSocket secure =
                  (SSLSocket) own.sslSocketFactory().createSocket(socket, null, 0, false);
              secure.setUseClientMode(false);
              secure.setEnabledProtocols(new String[] {version});
              secure.setWantClientAuth(asks);
              secure.getInputStream().read();
              socket.setSoLinger(true, 0);
            })) {
      AttemptReport report =
          send(resetting.port(), new TlsIdentity(null, null, AUTHORITY.certificatePem()));

      assertThat(report.code()).isEqualTo(code);
      assertThat(report.outcome()).isEqualTo(outcome);
    }
  }

  private static HeldCertificate authority(String name) {
    return new HeldCertificate.Builder().certificateAuthority(0).commonName(name).build();
  }

  private static HeldCertificate client(KeyType type, String name) {
    HeldCertificate.Builder builder =
        new HeldCertificate.Builder().signedBy(AUTHORITY).commonName(name);
    return (type == KeyType.RSA ? builder.rsa2048() : builder.ecdsa256()).build();
  }

  private static TlsIdentity identity(HeldCertificate own, HeldCertificate trusted) {
    return new TlsIdentity(
        own.certificatePem(), own.privateKeyPkcs8Pem(), trusted.certificatePem());
  }

  private static String peer(RecordedRequest request) {
    return request.getHandshake().peerPrincipal().getName();
  }

  private static HeldCertificate serverCertificate() {
    return new HeldCertificate.Builder()
        .signedBy(AUTHORITY)
        .addSubjectAlternativeName("clinic.example")
        .build();
  }

  private void start() throws IOException {
    HandshakeCertificates own =
        new HandshakeCertificates.Builder()
            .heldCertificate(serverCertificate())
            .addTrustedCertificate(AUTHORITY.certificate())
            .build();
    server.useHttps(own.sslSocketFactory());
    server.requireClientAuth();
    for (int i = 0; i < 3; i++) {
      server.enqueue(new MockResponse.Builder().code(200).build());
    }
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  private AttemptReport send(TlsIdentity identity) {
    return send(server.getPort(), identity);
  }

  private AttemptReport send(int port, TlsIdentity identity) {
    OutgoingRequest request =
        Requests.post("https://clinic.example:" + port + "/", Duration.ofSeconds(10));
    return sender.send(
        new OutgoingRequest(
            request.method(),
            request.url(),
            request.headers(),
            request.body(),
            request.timeout(),
            List.of(),
            identity));
  }
}
