package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.NetworkGuard;
import org.wardbell.activities.request.OutgoingRequest;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.webhook.HttpMethod;

/** Every way to write loopback and its like, through the real client, at a server that listens. */
class AddressSpellingsTest {
  private static final String ANSWER = "HTTP/1.1 204 No Content\r\n\r\n";

  /** Names that a hostile or careless DNS could hold. */
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "to-loopback.example", List.of("127.0.0.1"),
          "to-loopback6.example", List.of("::1"),
          "to-private.example", List.of("10.0.0.1", "192.168.1.1"),
          "to-metadata.example", List.of("169.254.169.254"),
          "to-anything.example", List.of("0.0.0.0"),
          "to-unique-local.example", List.of("fd00::1"),
          "to-nat64.example", List.of("64:ff9b::7f00:1"),
          "to-both.example", List.of("10.0.0.1", "127.0.0.1"));

  private static final AtomicInteger CONNECTIONS = new AtomicInteger();
  private static ServerSocket server;
  private static int port;

  @BeforeAll
  static void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.ofLiteral("::"));
    port = server.getLocalPort();
    Thread.ofVirtual().start(AddressSpellingsTest::answerAll);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void forget() {
    CONNECTIONS.set(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.2",
        "127.255.255.254",
        "127.1",
        "127.0.1",
        "127.00.00.01",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0x7f.1",
        "017700000001",
        "0000000127.0.0.1",
        "127.0.0.1.",
        "１２７.0.0.1",
        "127。0。0。1",
        "①②⑦.0.0.1",
        "%31%32%37.0.0.1",
        "0.0.0.0",
        "0",
        "0x0",
        "00000",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[0000:0000:0000:0000:0000:0000:0000:0001]",
        "[::0.0.0.1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:7f00:1]",
        "[::FFFF:127.0.0.1]",
        "[::ffff:0:127.0.0.1]",
        "[::127.0.0.1]",
        "[::7f00:1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[2a00:1450::5efe:127.0.0.1]",
        "[fe80::1%25lo]",
        "[fe80::1]",
        "[::1%25lo]",
        "[::1%lo]",
        "[fd00::1]",
        "[ff02::1]",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "user@127.0.0.1",
        "example.com@127.0.0.1",
        "to-loopback.example",
        "to-loopback6.example",
        "to-private.example",
        "to-metadata.example",
        "to-anything.example",
        "to-unique-local.example",
        "to-nat64.example",
        "to-both.example",
        "TO-LOOPBACK.EXAMPLE.",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255"
      })
  void send_toASpellingOfAPrivateAddress_neverConnects(String host) {
    AttemptReport report = send(AllowedNetworks.none(), host);

    assertThat(CONNECTIONS).hasValue(0);
    assertThat(report.httpStatus()).isNull();
    assertThat(report.address()).isNull();
    assertThat(report.code()).isIn("address_blocked", "render_failed", "dns_not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1.nowhere.example",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "localhost",
        "to-loopback.example",
        "to-loopback6.example",
        "to-both.example"
      })
  void send_whereTheOperatorAllowsLoopback_connects(String host) {
    AttemptReport report = send(AllowedNetworks.of(List.of("127.0.0.0/8", "::1")), host);

    if (host.contains("nowhere")) {
      assertThat(report.code()).isEqualTo("dns_not_found");
    } else {
      assertThat(report.outcome()).isEqualTo(AttemptOutcome.DELIVERED);
      assertThat(report.address()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
      assertThat(CONNECTIONS).hasValue(1);
    }
  }

  @Test
  void send_toANameThatChangesBetweenLookUps_isCheckedWhereItConnects() {
    AtomicInteger lookUps = new AtomicInteger();
    Dns rebinding =
        name ->
            List.of(InetAddress.ofLiteral(lookUps.getAndIncrement() == 0 ? "192.0.2.1" : "::1"));
    try (WebhookSender sender =
        new WebhookSender(
            new NetworkGuard(AllowedNetworks.none()), new OkHttpClient.Builder(), rebinding)) {
      for (int i = 0; i < 3; i++) {
        assertThat(sender.send(request("rebinding.example")).code()).isEqualTo("address_blocked");
      }
    }
    assertThat(lookUps).as("each request asks anew").hasValue(3);
    assertThat(CONNECTIONS).hasValue(0);
  }

  private static AttemptReport send(AllowedNetworks allowed, String host) {
    try (WebhookSender sender =
        new WebhookSender(
            new NetworkGuard(allowed), new OkHttpClient.Builder(), AddressSpellingsTest::lookUp)) {
      return sender.send(request(host));
    }
  }

  private static OutgoingRequest request(String host) {
    // Some spellings are no URI; then nothing can be sent, which is what this test wants to see.
    URI url = Requests.uri("http://" + host + ":" + port + "/hook");
    return new OutgoingRequest(
        HttpMethod.POST,
        url,
        List.of(),
        new RenderedBody(new byte[] {'{', '}'}, "application/json", true),
        Duration.ofSeconds(2));
  }

  private static List<InetAddress> lookUp(String name) throws UnknownHostException {
    String canonical = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    List<String> known = NAMES.get(canonical);
    if (known != null) {
      return known.stream().map(InetAddress::ofLiteral).toList();
    }
    if (name.endsWith(".example")) {
      throw new UnknownHostException(name);
    }
    return Dns.SYSTEM.lookup(name);
  }

  private static void answerAll() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        CONNECTIONS.incrementAndGet();
        socket.getInputStream().read(new byte[4_096]);
        socket.getOutputStream().write(ANSWER.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // The next connection may be better; a closed server ends the loop.
        Thread.onSpinWait();
      }
    }
  }
}
