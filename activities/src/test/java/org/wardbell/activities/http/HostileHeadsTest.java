package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.webhook.Header;

/** The part before a body: nothing, garbage, or too much of it. */
class HostileHeadsTest extends HostileTest {
  @Test
  void silence_timesOut() throws Exception {
    AttemptReport report =
        attack(
            (self, socket, number) -> {
              self.readRequest(socket);
              socket.getInputStream().read();
            },
            SHORT);

    assertProblem(report, AttemptOutcome.TIMEOUT, "timeout_first_byte");
  }

  @Test
  void silenceBeforeTheRequestWasRead_timesOut() throws Exception {
    AttemptReport report = attack((self, socket, number) -> Thread.sleep(3_000), SHORT);

    assertProblem(report, AttemptOutcome.TIMEOUT, "timeout_first_byte");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|H", // a status line that never ends
        "HTTP/1.1 200 |O",
        "HTTP/1.1 200 OK~|X-A: b~",
        "HTTP/1.1 200 OK~X-A: |b",
        "HTTP/1.1 100 Continue~~|HTTP/1.1 100 Continue~~",
        "''|HTTP/1.1 103 Early Hints~Link: </x>~~",
      })
  void drippedHead_timesOutInTime(String beginning, String drop) throws Exception {
    assertProblem(
        attack(dripping(lines(beginning), lines(drop)), SHORT),
        AttemptOutcome.TIMEOUT,
        "timeout_first_byte");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|x",
        "''|~",
        "HTTP/1.1 200 |O",
        "HTTP/1.1 200 OK~|X-A: b~",
        "HTTP/1.1 200 OK~X-A: |b",
        "HTTP/1.1 200 OK~|:~",
        "HTTP/1.1 200 OK~|Set-Cookie: a=b; c=d~",
        "''|HTTP/1.1 100 Continue~~",
        "''|HTTP/1.1 102 Processing~X-A: b~~",
        "''|HTTP/1.1 103 Early Hints~Link: </x>~~",
      })
  void endlessHead_isCutOffAtTheLimit(String beginning, String rest) throws Exception {
    AttemptReport report = attack(endlessly(lines(beginning), lines(rest)), PATIENT);

    assertThat(report.outcome()).isEqualTo(AttemptOutcome.PROTOCOL);
    assertThat(report.code()).isIn("protocol_cut_off", "protocol_invalid_answer");
    assertThat(report.httpStatus()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"10000,20", "1,1048576", "5000,300"})
  void headersBeyondTheLimit_areCutOff(int count, int length) throws Exception {
    String header = "X-A: " + "b".repeat(length) + "\r\n";

    AttemptReport report =
        attack(answering(OK + header.repeat(count) + "Content-Length: 0\r\n\r\n"), PATIENT);

    assertProblem(report, AttemptOutcome.PROTOCOL, "protocol_cut_off");
  }

  @ParameterizedTest
  @CsvSource({"5000,20", "1,200000"})
  void headersBelowTheLimit_areAnAnswerOfWhichLittleIsKept(int count, int length) throws Exception {
    String header = "X-A: " + "b".repeat(length) + "\r\n";

    AttemptReport report =
        attack(answering(OK + header.repeat(count) + "Content-Length: 0\r\n\r\n"), PATIENT);

    assertThat(report.code()).isEqualTo("http_200");
    assertThat(report.response().headers().size())
        .isLessThanOrEqualTo(AnswerReader.MAXIMUM_KEPT_HEADERS);
    assertThat(
            report.response().headers().stream()
                .mapToInt(each -> each.name().length() + each.value().length())
                .sum())
        .isLessThanOrEqualTo(AnswerReader.MAXIMUM_KEPT_HEADER_CHARACTERS);
  }

  @Test
  void largeHeader_isCutAndHidesNoOther() throws Exception {
    AttemptReport report =
        attack(
            answering(
                OK
                    + "X-First: a\r\nX-Large: "
                    + "b".repeat(40_000)
                    + "\r\nX-Last: c\r\nContent-Length: 0\r\n\r\n"),
            PATIENT);

    List<Header> headers = report.response().headers();
    assertThat(headers).extracting(Header::name).contains("X-First", "X-Large", "X-Last");
    assertThat(headers.get(1).value())
        .hasSize(AnswerReader.MAXIMUM_KEPT_VALUE_CHARACTERS)
        .endsWith("…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello, world~~", // HTTP/0.9
        "<html>hello</html>",
        "HTTP/2.0 200 OK~~",
        "HTTP/1.2 200 OK~~",
        "HTTP/1 200 OK~~",
        "http/1.1 200 OK~~",
        "HTTP/1.1200 OK~~",
        "HTTP/1.1 -12 OK~~",
        "HTTP/1.1 -1 OK~~",
        "HTTP/1.1 +20 OK~~",
        "HTTP/1.1 000 OK~~",
        "HTTP/1.1 099 OK~~",
        "HTTP/1.1 20 OK~~",
        "HTTP/1.1 2000 OK~~",
        "HTTP/1.1 2e2 OK~~",
        "HTTP/1.1 ٢٠٠ OK~~",
        "HTTP/1.1  200 OK~~",
        "~~HTTP/1.1 200 OK~~",
        "PRI * HTTP/2.0~~SM~~",
        "\u0000\u0000\u0012\u0004\u0000\u0000\u0000\u0000\u0000~~", // an HTTP/2 SETTINGS frame
        "\u0016\u0003\u0003\u0000\u0002\u0002\u0028~~", // a TLS alert on a plain port
        "SSH-2.0-OpenSSH_9.9~~",
        "220 mail.example.org ESMTP~~",
        "-ERR unknown command~~",
        "\u0000\u0000\u0000\u0000~~",
      })
  void garbage_isNoAnswer(String answer) throws Exception {
    AttemptReport report = attack(answering(lines(answer)), PATIENT);

    assertThat(report.outcome()).as(report.code()).isEqualTo(AttemptOutcome.PROTOCOL);
    assertThat(report.httpStatus()).isNull();
    assertThat(report.response()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"999,FAILED", "600,FAILED", "101,FAILED"})
  void oddStatus_isAFailure(String status, AttemptOutcome outcome) throws Exception {
    AttemptReport report =
        attack(answering("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n"), PATIENT);

    assertProblem(report, outcome, "http_" + Integer.parseInt(status));
  }

  @Test
  void switchingProtocols_endsTheConnection() throws Exception {
    try (RawReceiver receiver =
        new RawReceiver(
            (self, socket, number) -> {
              self.readRequest(socket);
              self.write(socket, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");
              self.readRequest(socket);
              self.write(socket, EMPTY_OK);
            })) {
      assertThat(sender.send(Requests.post(receiver.url(), PATIENT)).code()).isEqualTo("http_101");
      sender.send(Requests.post(receiver.url(), SHORT));

      assertThat(receiver.connections).hasValue(2);
    }
  }

  @Test
  void interimAnswers_areNotTheAnswer() throws Exception {
    AttemptReport report =
        attack(
            answering(
                ("HTTP/1.1 100 Continue\r\n\r\n".repeat(3)
                        + "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(3))
                    + EMPTY_OK),
            PATIENT);

    assertProblem(report, AttemptOutcome.DELIVERED, "http_200");
  }

  static String lines(String text) {
    return text.replace("~", "\r\n");
  }

  private static void assertProblem(AttemptReport report, AttemptOutcome outcome, String code) {
    assertThat(report.code()).isEqualTo(code);
    assertThat(report.outcome()).isEqualTo(outcome);
  }
}
