package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.simulator.http.Bytes;
import org.wardbell.simulator.receiver.AnswerStyle;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** Tests how much of an answer is read, and how a broken answer is named. */
class WebhookSenderAnswerTest extends SenderTest {
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
  void send_gzipBomb_isUnpackedNoFurtherThanWhatIsKept() {
    byte[] bomb = Gzip.zeros(100 * 1024 * 1024);
    receiver.behave(
        "/hook", Step.answer(200).with("Content-Encoding", "gzip").withBody(Bytes.of(bomb)));

    ReceivedResponse response =
        sender.send(Requests.post(receiver.url("/hook"), PATIENT)).response();

    assertThat(response.body()).containsOnly(0).hasSize(16 * 1024);
    assertThat(response.truncated()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0,PROTOCOL,connection_reset",
    "5,,",
    "17,,",
    "30,,",
  })
  void send_resetAtAByte_isNeverDelivered(int bytes, AttemptOutcome outcome, String code) {
    receiver.behave(
        "/hook", Step.answer(200).withBody("hello").in(new AnswerStyle.ResetAfter(bytes)));

    AttemptReport report = sender.send(Requests.post(receiver.url("/hook"), PATIENT));

    if (outcome == null) {
      assertThat(report.outcome()).isEqualTo(AttemptOutcome.PROTOCOL);
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
        "''|PROTOCOL|connection_reset",
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
}
