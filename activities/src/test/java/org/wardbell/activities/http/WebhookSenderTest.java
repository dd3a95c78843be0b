package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.webhook.Header;

/** Tests that a request is sent once and as it was made, and how its answer is judged. */
class WebhookSenderTest extends SenderTest {
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
  void send_unknownName_isNotFound() {
    AttemptReport report = sender.send(Requests.post("http://no-such-host.invalid/hook", PATIENT));

    assertThat(report.outcome()).isEqualTo(AttemptOutcome.CONNECT);
    assertThat(report.code()).isEqualTo("dns_not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\u0000b"})
  void send_headerWithALineBreak_isNeverSent(String value) {
    AttemptReport report =
        sender.send(Requests.post(receiver.url("/hook"), PATIENT, new Header("X-A", value)));

    assertThat(report.code()).isEqualTo("render_failed");
    assertThat(receiver.requests()).isEmpty();
  }
}
