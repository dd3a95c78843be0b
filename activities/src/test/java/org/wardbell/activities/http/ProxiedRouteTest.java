package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.ForwardProxy;
import org.wardbell.activities.network.NetworkGuard;
import org.wardbell.activities.network.OutgoingProxy;
import org.wardbell.activities.network.OutgoingRoute;
import org.wardbell.workflows.delivery.AttemptOutcome;

class ProxiedRouteTest {
  private static final Duration PATIENT = Duration.ofSeconds(10);
  private static final HeldCertificate CERTIFICATE =
      new HeldCertificate.Builder().addSubjectAlternativeName("clinic.example").build();

  private final MockWebServer receiver = new MockWebServer();
  private ForwardProxy proxy;
  private WebhookSender sender;

  @BeforeEach
  void start() throws Exception {
    receiver.enqueue(new MockResponse.Builder().code(204).build());
  }

  @AfterEach
  void stop() {
    sender.close();
    proxy.close();
    receiver.close();
  }

  @Test
  void https_goesThroughATunnel_andTheProxyLooksTheNameUp() throws Exception {
    secure();
    startProxy("", "");

    AttemptReport report = send("https://clinic.example/hook");

    assertThat(report.outcome()).isEqualTo(AttemptOutcome.DELIVERED);
    assertThat(proxy.requests()).containsExactly("CONNECT clinic.example:443 HTTP/1.1");
    assertThat(receiver.takeRequest().getHeaders().get("Proxy-Authorization")).isNull();
  }

  @Test
  void https_throughAProxyThatAsksForAPassword_isDelivered() throws Exception {
    secure();
    startProxy("Basic dXNlcjpwYXNz", "user:pass@");

    AttemptReport report = send("https://clinic.example/hook");

    assertThat(report.outcome()).isEqualTo(AttemptOutcome.DELIVERED);
    assertThat(receiver.takeRequest().getHeaders().get("Proxy-Authorization")).isNull();
    assertThat(receiver.getRequestCount()).isEqualTo(1);
  }

  @Test
  void http_goesThroughTheProxyOnce() throws Exception {
    receiver.start();
    startProxy("Basic dXNlcjpwYXNz", "user:pass@");

    AttemptReport report = send("http://clinic.example/hook");

    assertThat(report.outcome()).isEqualTo(AttemptOutcome.DELIVERED);
    assertThat(proxy.requests()).containsExactly("POST http://clinic.example/hook HTTP/1.1");
  }

  @Test
  void proxy_thatRefuses_isNamedAsTheCause() throws Exception {
    secure();
    startProxy("", "");

    assertThat(send("https://forbidden.example/hook").code()).isEqualTo("proxy_refused");
  }

  @Test
  void proxy_withAnotherPassword_isNamedAsTheCause() throws Exception {
    secure();
    startProxy("Basic b3RoZXI6b3RoZXI=", "user:pass@");

    assertThat(send("https://clinic.example/hook").code()).isEqualTo("proxy_refused");
    assertThat(proxy.requests()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void address_thatIsNotPublic_isBlockedWithoutAskingTheProxy() throws Exception {
    receiver.start();
    startProxy("", "");

    for (String host :
        List.of("10.0.0.1", "169.254.169.254", "[::1]", "2130706433", "0x7f.1", "0177.0.0.1")) {
      assertThat(send("http://" + host + "/hook").code()).as(host).isEqualTo("address_blocked");
    }
    assertThat(proxy.requests()).isEmpty();
  }

  private void secure() throws Exception {
    receiver.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(CERTIFICATE)
            .build()
            .sslSocketFactory());
    receiver.start();
  }

  private void startProxy(String wantedAuthorization, String credentials) {
    proxy = new ForwardProxy(receiver.getPort(), wantedAuthorization);
    HandshakeCertificates trusting =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(CERTIFICATE.certificate())
            .build();
    sender =
        new WebhookSender(
            new NetworkGuard(AllowedNetworks.none()),
            new OutgoingRoute(
                Optional.of(
                    OutgoingProxy.parse("http://" + credentials + "127.0.0.1:" + proxy.port()))),
            new OkHttpClient.Builder()
                .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager()),
            ProxiedRouteTest::onlyTheProxy);
  }

  private static List<InetAddress> onlyTheProxy(String name) throws UnknownHostException {
    if (name.equals("127.0.0.1")) {
      return List.of(InetAddress.getLoopbackAddress());
    }
    throw new UnknownHostException("looked up here, not by the proxy: " + name);
  }

  private AttemptReport send(String url) {
    return sender.send(Requests.post(url, PATIENT));
  }
}
