package org.wardbell.simulator.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.http.Bytes;

class ReceiverSimulatorTest {

  private ReceiverSimulator receiver;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws IOException {
    receiver = ReceiverSimulator.start(0);
  }

  @AfterEach
  void stop() {
    receiver.close();
    client.shutdownNow();
  }

  @Test
  void request_unscripted_isAnswered200AndRemembered() throws Exception {
    assertThat(post("/hook/a?x=%20y", "{\"n\":1}").statusCode()).isEqualTo(200);

    ReceivedRequest seen = receiver.await("/hook/a", 1, Duration.ofSeconds(2)).getFirst();
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.query()).isEqualTo("x=%20y");
    assertThat(seen.parameters().get("x")).isEqualTo(" y");
    assertThat(seen.header("WEBHOOK-ID")).isEqualTo("d1");
    assertThat(seen.text()).isEqualTo("{\"n\":1}");
    assertThat(seen.answeredStatus()).isEqualTo(200);
    assertThat(Duration.between(seen.arrivedAt(), java.time.Instant.now()))
        .isBetween(Duration.ZERO, Duration.ofSeconds(10));
  }

  @Test
  void script_threeSteps_lastRepeats() throws Exception {
    receiver.behave("/hook/a", Behaviour.statuses(503, 503, 200));

    assertThat(List.of(status(), status(), status(), status())).containsExactly(503, 503, 200, 200);
    assertThat(receiver.requests("/hook/a"))
        .extracting(ReceivedRequest::answeredStatus)
        .containsExactly(503, 503, 200, 200);
  }

  @Test
  void script_perDelivery_countsEachWebhookId() throws Exception {
    receiver.behave("/hook/a", Behaviour.statuses(503, 200).forEachDelivery());

    assertThat(send(request("/hook/a").header("webhook-id", "one")).statusCode()).isEqualTo(503);
    assertThat(send(request("/hook/a").header("webhook-id", "two")).statusCode()).isEqualTo(503);
    assertThat(send(request("/hook/a").header("webhook-id", "one")).statusCode()).isEqualTo(200);
  }

  @Test
  void behaviour_ofFolder_appliesBelowIt() throws Exception {
    receiver.behave("/hook/a", Step.answer(410));

    assertThat(post("/hook/a/patients/7", "").statusCode()).isEqualTo(410);
    assertThat(post("/hook/ab", "").statusCode()).isEqualTo(200);
  }

  @Test
  void step_withHeadersBodyDelay_isSentLate() throws Exception {
    receiver.behave(
        "/hook/a",
        Step.answer(429).retryAfter("7").withBody("slow down").after(Duration.ofMillis(150)));
    long begin = System.nanoTime();

    HttpResponse<String> answer = post("/hook/a", "{}");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    assertThat(answer.body()).isEqualTo("slow down");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(140));
  }

  @Test
  void hang_request_isReadButNeverAnswered() throws Exception {
    receiver.behave("/hook/a", Step.hang());

    assertThatThrownBy(() -> send(request("/hook/a").timeout(Duration.ofMillis(200))))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(receiver.await("/hook/a", 1, Duration.ofSeconds(2)).getFirst().answeredStatus())
        .isZero();
  }

  @Test
  void close_withHangingClient_endsItsConnection() throws Exception {
    receiver.behave("/hook/a", Step.hang());
    try (Socket socket = open("POST /hook/a HTTP/1.1\r\nHost: x\r\n\r\n")) {
      receiver.await("/hook/a", 1, Duration.ofSeconds(2));
      receiver.close();
      socket.setSoTimeout(2_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void reset_afterTenBytes_clientSeesTenBytesThenReset() throws Exception {
    receiver.behave("/hook/a", Step.reset(10));
    try (Socket socket = open("POST /hook/a HTTP/1.1\r\nHost: x\r\n\r\n")) {
      InputStream in = socket.getInputStream();
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void redirect_step_carriesLocation() throws Exception {
    receiver.behave("/hook/a", Step.redirect(307, "http://127.0.0.1:1/elsewhere"));

    HttpResponse<String> answer = post("/hook/a", "{}");

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("Location")).contains("http://127.0.0.1:1/elsewhere");
  }

  @Test
  void drip_headAndBody_arriveByteByByte() throws Exception {
    Duration between = Duration.ofMillis(5);
    receiver.behave("/hook/head", Step.answer(200).in(new AnswerStyle.DripHead(between)));
    receiver.behave(
        "/hook/body",
        Step.answer(200).withBody("x".repeat(40)).in(new AnswerStyle.DripBody(between)));

    for (String path : List.of("/hook/head", "/hook/body")) {
      long begin = System.nanoTime();
      assertThat(post(path, "{}").statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(150));
    }
  }

  @Test
  void endlessBody_client_mayStopReading() throws Exception {
    receiver.behave("/hook/a", Step.endless());

    HttpResponse<InputStream> answer =
        client.send(request("/hook/a").build(), BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      assertThat(body.readNBytes(1_000_000)).hasSize(1_000_000);
    }
  }

  @Test
  void raw_bytes_arriveAsGiven() throws Exception {
    receiver.behave("/hook/a", Step.raw(Bytes.utf8("NONSENSE\r\n\r\n")));
    try (Socket socket = open("POST /hook/a HTTP/1.1\r\nHost: x\r\n\r\n")) {
      assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("NONSENSE\r\n\r\n");
    }
  }

  @Test
  void echo_step_answersWithTheRequestsBody() throws Exception {
    receiver.behave("/hook/a", Step.echo());

    assertThat(post("/hook/a", "patient").body()).isEqualTo("patient");
  }

  @Test
  void keepAlive_pipelinedAndChunked_allAreReadInOrder() throws Exception {
    String plain = "POST /hook/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\none";
    String chunked =
        "POST /hook/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "2\r\ntw\r\n1;e=1\r\no\r\n0\r\n\r\n";
    String last = "GET /hook/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    try (Socket socket = open(plain + chunked + last)) {
      String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(4);
    }
    List<ReceivedRequest> seen = receiver.requests("/hook/a");
    assertThat(seen).extracting(ReceivedRequest::text).containsExactly("one", "two", "");
    assertThat(seen).extracting(ReceivedRequest::connection).containsOnly(1L);
  }

  @Test
  void largeHead_isRefused_with431() throws Exception {
    try (Socket socket = open("GET / HTTP/1.1\r\nA: " + "x".repeat(70_000) + "\r\n\r\n")) {
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 431");
    }
  }

  @Test
  void log_beyondItsBound_dropsTheOldest() throws Exception {
    try (ReceiverSimulator small = ReceiverSimulator.start(0, 2)) {
      for (int number = 1; number <= 3; number++) {
        client.send(
            HttpRequest.newBuilder(URI.create(small.url("/hook/" + number))).build(),
            BodyHandlers.discarding());
      }
      assertThat(small.requests())
          .extracting(ReceivedRequest::path)
          .containsExactly("/hook/2", "/hook/3");
    }
  }

  @Test
  void await_tooFewRequests_saysHowMany() {
    assertThatThrownBy(() -> receiver.await("/hook/a", 2, Duration.ofMillis(20)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2 requests at /hook/a")
        .hasMessageContaining("0 arrived");
  }

  @Test
  void page_withHostileBody_isEscaped() throws Exception {
    post("/hook/a", "<script>alert(1)</script>");

    String page = send(HttpRequest.newBuilder(URI.create(receiver.url("/")))).body();

    assertThat(page).contains("&lt;script&gt;", "d1", "/hook/a").doesNotContain("<script>");
    assertThat(receiver.requests()).hasSize(1);
  }

  private int status() throws Exception {
    return post("/hook/a", "{}").statusCode();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(request(path).header("webhook-id", "d1").POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder builder) throws Exception {
    return client.send(builder.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(receiver.url(path)));
  }

  private Socket open(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port());
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return socket;
  }
}
