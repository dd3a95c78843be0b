package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.NetworkGuard;
import org.wardbell.simulator.http.Bytes;
import org.wardbell.simulator.receiver.AnswerStyle;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.webhook.Header;

class WebhookSenderTest {
  private static final AllowedNetworks LOOPBACK = AllowedNetworks.of(List.of("127.0.0.0/8"));
  private static final Duration PATIENT = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(400);

  private final WebhookSender sender = new WebhookSender(LOOPBACK);
  private ReceiverSimulator receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = ReceiverSimulator.start(0);
  }

  @AfterEach
  void stop() {
    sender.close();
    receiver.close();
  }

  @Test
  void send_healthyReceiver_isDeliveredAsItWasMade() {
    AttemptReport report =
        sender.send(
            Requests.post(
                receiver.url("/hook?a=b%20c"),
                PATIENT,
                new Header("X-Name", "Zoë"),
                new Header("User-Agent", "Wardbell/1")));

    assertThat(report.outcome()).isEqualTo(AttemptOutcome.DELIVERED);
    assertThat(report.code()).isEqualTo("http_200");
    assertThat(report.address()).isEqualTo("127.0.0.1");
    ReceivedRequest request = receiver.requests().getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.query()).isEqualTo("a=b%20c");
    assertThat(request.text()).isEqualTo("{\"n\":1}");
    assertThat(request.header("content-type")).isEqualTo("application/json");
    assertThat(request.header("accept-encoding")).isEqualTo("identity");
    assertThat(request.header("user-agent")).isEqualTo("Wardbell/1");
  }

  @Test
  void send_firstThenAgain_timesEachPartThatHappened() {
    AttemptTimings first = sender.send(Requests.post(receiver.url("/a"), PATIENT)).timings();
    AttemptTimings second = sender.send(Requests.post(receiver.url("/a"), PATIENT)).timings();

    assertThat(first.connectMicros()).isPositive();
    assertThat(first.tlsMicros()).isNull();
    assertThat(first.firstByteMicros()).isPositive();
    assertThat(first.totalMicros())
        .isGreaterThanOrEqualTo(first.connectMicros() + first.firstByteMicros());
    assertThat(second.dnsMicros()).isNull();
    assertThat(second.connectMicros()).isNull();
    assertThat(receiver.requests("/a"))
        .extracting(ReceivedRequest::connection)
        .hasSize(2)
        .containsOnly(receiver.requests("/a").getFirst().connection());
  }

  @ParameterizedTest
  @CsvSource({
    "201,DELIVERED",
    "202,DELIVERED",
    "204,DELIVERED",
    "299,DELIVERED",
    "304,FAILED",
    "400,REFUSED",
    "401,FAILED",
    "404,FAILED",
    "407,FAILED",
    "408,FAILED",
    "409,FAILED",
    "410,GONE",
    "413,REFUSED",
    "421,FAILED",
    "422,REFUSED",
    "425,FAILED",
    "429,FAILED",
    "500,FAILED",
    "503,FAILED",
    "599,FAILED"
  })
  void send_status_isJudgedAndSentOnce(int status, AttemptOutcome outcome) {
    receiver.behave("/hook", Step.answer(status));

    AttemptReport report = sender.send(Requests.post(receiver.url("/hook"), PATIENT));

    assertThat(report.outcome()).isEqualTo(outcome);
    assertThat(report.code()).isEqualTo("http_" + status);
    assertThat(report.httpStatus()).isEqualTo(status);
    assertThat(receiver.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "7,7", "soon,", "-1,"})
  void send_unavailableWithRetryAfter_isReadAndNeverSentAgainByItself(String value, Long seconds) {
    receiver.behave("/hook", Step.answer(503).retryAfter(value));

    AttemptReport report = sender.send(Requests.post(receiver.url("/hook"), PATIENT));

    assertThat(report.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    assertThat(receiver.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void send_redirect_isNotFollowed(int status) {
    receiver.behave("/hook", Step.redirect(status, receiver.url("/elsewhere")));

    AttemptReport report = sender.send(Requests.post(receiver.url("/hook"), PATIENT));

    assertThat(report.outcome()).isEqualTo(AttemptOutcome.FAILED);
    assertThat(report.response().headers())
        .contains(new Header("Location", receiver.url("/elsewhere")));
    assertThat(receiver.requests("/elsewhere")).isEmpty();
  }

  @Test
  void send_nobodyListens_isRefused() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }

    AttemptReport report = sender.send(Requests.post("http://127.0.0.1:" + port, PATIENT));

    assertThat(report.outcome()).isEqualTo(AttemptOutcome.CONNECT);
    assertThat(report.code()).isEqualTo("connect_refused");
    assertThat(report.response()).isNull();
  }

  @Test
  void send_connectionNotTaken_timesOutConnecting() throws IOException {
    // A backlog of one that is full drops every further SYN, like a firewall does.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> fillers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Socket filler = new Socket();
        fillers.add(filler);
        try {
          filler.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()), 50);
        } catch (IOException e) {
          break;
        }
      }

      AttemptReport report =
          sender.send(Requests.post("http://127.0.0.1:" + full.getLocalPort(), SHORT));

      assertThat(report.outcome()).isEqualTo(AttemptOutcome.TIMEOUT);
      assertThat(report.code()).isEqualTo("timeout_connect");
      for (Socket filler : fillers) {
        filler.close();
      }
    }
  }

  @Test
  void send_unknownName_isNotFound() {
    AttemptReport report = sender.send(Requests.post("http://no-such-host.invalid/hook", PATIENT));

    assertThat(report.outcome()).isEqualTo(AttemptOutcome.CONNECT);
    assertThat(report.code()).isEqualTo("dns_not_found");
  }

  @Test
  void send_nameServerHangs_timesOutInTime() {
    Dns hanging =
        name -> {
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };
    try (WebhookSender slow =
        new WebhookSender(new NetworkGuard(LOOPBACK), new OkHttpClient.Builder(), hanging)) {
      AttemptReport report = slow.send(Requests.post("http://slow.example/", SHORT));

      assertThat(report.outcome()).isEqualTo(AttemptOutcome.TIMEOUT);
      assertThat(report.code()).isEqualTo("timeout_dns");
      assertThat(report.timings().totalMicros()).isLessThan(7_000_000);
    }
  }

  @Test
  void send_silentReceiver_timesOutInTime() {
    receiver.behave("/hook", Step.hang());

    assertTimeout(sender.send(Requests.post(receiver.url("/hook"), SHORT)));
  }

  @Test
  void send_drippedHeaders_timesOutInTime() {
    receiver.behave("/hook", Step.answer(200).in(new AnswerStyle.DripHead(Duration.ofMillis(50))));

    assertTimeout(sender.send(Requests.post(receiver.url("/hook"), SHORT)));
  }

  @Test
  void send_drippedBody_timesOutInTimeAndKeepsWhatCame() {
    receiver.behave(
        "/hook",
        Step.answer(200)
            .withBody("x".repeat(1_000))
            .in(new AnswerStyle.DripBody(Duration.ofMillis(50))));

    AttemptReport report = sender.send(Requests.post(receiver.url("/hook"), SHORT));

    assertTimeout(report);
    assertThat(report.httpStatus()).isEqualTo(200);
    assertThat(report.response().body()).isNotEmpty().hasSizeLessThan(1_000);
    assertThat(report.response().truncated()).isTrue();
  }

  @Test
  void send_slowButInTime_isDelivered() {
    receiver.behave("/hook", Step.answer(200).after(Duration.ofMillis(200)));

    assertThat(sender.send(Requests.post(receiver.url("/hook"), PATIENT)).outcome())
        .isEqualTo(AttemptOutcome.DELIVERED);
  }

  @Test
  void send_endlessBody_isDeliveredAndReadNoFurther() throws Exception {
    String chunk = "x".repeat(1_024);
    try (RawReceiver endless =
        new RawReceiver(
            (self, socket, number) -> {
              self.readRequest(socket);
              self.write(socket, "HTTP/1.1 200 OK\r\n\r\n");
              while (true) {
                self.write(socket, chunk);
              }
            })) {
      AttemptReport report = sender.send(Requests.post(endless.url(), PATIENT));

      assertThat(report.outcome()).isEqualTo(AttemptOutcome.DELIVERED);
      assertThat(report.response().body()).hasSize(16 * 1024);
      assertThat(report.response().truncated()).isTrue();
      assertThat(report.timings().totalMicros()).isLessThan(5_000_000);
      Thread.sleep(150);
      long written = endless.written.get();
      Thread.sleep(150);
      assertThat(endless.written).hasValue(written);
      // The bytes beyond the limit lie in buffers of the operating system.
      assertThat(written).isLessThan(16 * 1024 * 1024);
    }
  }

  @Test
  void send_bodyOfExactlyWhatIsKept_isNotTruncated() {
    receiver.behave("/hook", Step.answer(200).withBody("x".repeat(16 * 1024)));

    ReceivedResponse response =
        sender.send(Requests.post(receiver.url("/hook"), PATIENT)).response();

    assertThat(response.body()).hasSize(16 * 1024);
    assertThat(response.truncated()).isFalse();
  }

  @Test
  void send_gzipBomb_isNotDecompressed() {
    byte[] bomb = Gzip.zeros(100 * 1024 * 1024);
    receiver.behave(
        "/hook", Step.answer(200).with("Content-Encoding", "gzip").withBody(Bytes.of(bomb)));

    ReceivedResponse response =
        sender.send(Requests.post(receiver.url("/hook"), PATIENT)).response();

    assertThat(response.body()).startsWith(0x1f, 0x8b).hasSize(16 * 1024);
  }

  @ParameterizedTest
  @CsvSource({
    "0,CONNECT,connection_reset",
    "5,,",
    "17,,",
    "30,,",
  })
  void send_resetAtAByte_isNeverDelivered(int bytes, AttemptOutcome outcome, String code) {
    receiver.behave(
        "/hook", Step.answer(200).withBody("hello").in(new AnswerStyle.ResetAfter(bytes)));

    AttemptReport report = sender.send(Requests.post(receiver.url("/hook"), PATIENT));

    if (outcome == null) {
      assertThat(report.outcome()).isIn(AttemptOutcome.CONNECT, AttemptOutcome.PROTOCOL);
    } else {
      assertThat(report.outcome()).isEqualTo(outcome);
      assertThat(report.code()).isEqualTo(code);
    }
    assertThat(receiver.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|CONNECT|connection_reset",
        "HTTP/1.1 200 OK~Conte|PROTOCOL|protocol_cut_off",
        "HTTP/1.1 200 OK~Content-Length: 100~~short|PROTOCOL|protocol_cut_off",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~|PROTOCOL|protocol_cut_off",
        "SSH-2.0-OpenSSH_9.9~~|PROTOCOL|protocol_invalid_answer",
        "HTTP/1.1 abc OK~~|PROTOCOL|protocol_invalid_answer",
        "HTTP/9.9 200 OK~~|PROTOCOL|protocol_invalid_answer",
        "ICY 200 OK~Content-Length: 0~~|DELIVERED|http_200",
        "HTTP/1.1 204 No Content~Content-Length: 5~~hello|DELIVERED|http_204",
      })
  void send_brokenAnswer_isNamed(String answer, AttemptOutcome outcome, String code) {
    receiver.behave("/hook", Step.raw(Bytes.utf8(answer.replace("~", "\r\n"))));

    AttemptReport report = sender.send(Requests.post(receiver.url("/hook"), PATIENT));

    assertThat(report.code()).isEqualTo(code);
    assertThat(report.outcome()).isEqualTo(outcome);
    assertThat(receiver.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 10_000, 100_000})
  void send_thousandsOfHeaders_keepsFewAndReadsWithinBounds(int count) throws Exception {
    String line = "X-Header-Of-Some-Length: 0123456789\r\n".repeat(100);
    try (RawReceiver talkative =
        new RawReceiver(
            (self, socket, number) -> {
              self.readRequest(socket);
              self.write(socket, "HTTP/1.1 200 OK\r\n");
              for (int i = 0; i < count / 100; i++) {
                self.write(socket, line);
              }
              self.write(socket, "Content-Length: 0\r\n\r\n");
              self.readRequest(socket);
            })) {
      AttemptReport report = sender.send(Requests.post(talkative.url(), PATIENT));

      if (report.response() == null) {
        assertThat(count).isGreaterThan(1_000);
        assertThat(report.code()).isEqualTo("protocol_cut_off");
      } else {
        assertThat(report.outcome()).isEqualTo(AttemptOutcome.DELIVERED);
        assertThat(report.response().headers()).hasSizeLessThanOrEqualTo(64);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\u0000b"})
  void send_headerWithALineBreak_isNeverSent(String value) {
    AttemptReport report =
        sender.send(Requests.post(receiver.url("/hook"), PATIENT, new Header("X-A", value)));

    assertThat(report.code()).isEqualTo("render_failed");
    assertThat(receiver.requests()).isEmpty();
  }

  private static void assertTimeout(AttemptReport report) {
    assertThat(report.outcome()).isEqualTo(AttemptOutcome.TIMEOUT);
    assertThat(report.code()).isEqualTo("timeout_total");
    assertThat(report.timings().totalMicros()).isBetween(400_000, 3_000_000);
  }
}
