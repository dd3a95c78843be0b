package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.http.HostileHeadsTest.lines;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** Bodies that do not end, do not fit their length, or are not what they seem. */
class HostileBodiesTest extends HostileTest {
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 200 OK~~|x", // until the connection ends
        "HTTP/1.1 200 OK~Content-Length: 9223372036854775807~~|x",
        "HTTP/1.1 200 OK~Content-Length: 99999999999999999999~~|x",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~|1~x~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~7fffffffffffffff~|x",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5;a=|b", // an extension without an end
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~hello|x", // a chunk without an end
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~|0", // a size without an end
        "HTTP/1.1 200 OK~Content-Encoding: gzip~~|x",
        "HTTP/1.1 200 OK~Content-Encoding: deflate~~|x",
      })
  void endlessBody_isDeliveredAndReadNoFurther(String beginning, String rest) throws Exception {
    AttemptReport report = attack(endlessly(lines(beginning), rest.replace("~", "\r\n")), PATIENT);

    assertThat(report.code()).isEqualTo("http_200");
    assertThat(report.outcome()).isEqualTo(AttemptOutcome.DELIVERED);
    assertThat(report.response().truncated()).isTrue();
    assertThat(report.response().body()).hasSizeLessThanOrEqualTo(16 * 1024);
  }

  @Test
  void endlessTrailers_areReadNoFurther() throws Exception {
    AttemptReport report = attack(endlessly(CHUNKED + "0\r\n", "X-A: b\r\n"), PATIENT);

    assertThat(report.code()).isIn("http_200", "protocol_cut_off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK~~",
        "HTTP/1.1 200 OK~Content-Length: 100000~~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~186a0~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5;a=",
      })
  void drippedBody_timesOutInTime(String beginning) throws Exception {
    AttemptReport report = attack(dripping(lines(beginning), "x"), SHORT);

    assertThat(report.code()).isEqualTo("timeout_body");
    assertThat(report.httpStatus()).isEqualTo(200);
    assertThat(report.response().truncated()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|true",
        "x-GZIP|true",
        "identity, gzip|true",
        "deflate|false", // it is none
        "br|false",
        "zstd|false",
        "gzip, gzip|false"
      })
  void compressedAnswer_thoughWeAskedForNone_isUnpackedNoFurtherThanWhatIsKept(
      String encoding, boolean unpacked) throws Exception {
    String bomb = new String(Gzip.zeros(100 * 1024 * 1024), StandardCharsets.ISO_8859_1);

    AttemptReport report =
        attack(
            answering(
                OK
                    + "Content-Encoding: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(encoding, bomb.length())
                    + bomb),
            PATIENT);

    assertThat(report.code()).isEqualTo("http_200");
    assertThat(report.response().truncated()).isTrue();
    if (unpacked) {
      assertThat(report.response().body()).containsOnly(0).hasSize(16 * 1024);
    } else {
      assertThat(report.response().body()).startsWith(0x1f, 0x8b).hasSize(16 * 1024);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // A length that is not reached breaks the answer off; one that is exceeded is believed.
        "Content-Length: 10~~hello|PROTOCOL|protocol_cut_off",
        "Content-Length: 3~~hello|DELIVERED|http_200",
        "Content-Length: 5, 5~Content-Length: 5~~hello|DELIVERED|http_200",
        "Transfer-Encoding: chunked~~5~hello~|PROTOCOL|protocol_cut_off",
        "Transfer-Encoding: chunked~~5~hel|PROTOCOL|protocol_cut_off",
        "Transfer-Encoding: chunked~~-5~hello~0~~|PROTOCOL|protocol_cut_off",
        "Transfer-Encoding: chunked~~0x5~hello~0~~|PROTOCOL|protocol_cut_off",
        "Transfer-Encoding: chunked~~g~hello~0~~|PROTOCOL|protocol_cut_off",
        "Transfer-Encoding: chunked~~ffffffffffffffffff~hello~0~~|PROTOCOL|protocol_cut_off",
        "Transfer-Encoding: chunked~~5 5~hello~0~~|PROTOCOL|protocol_cut_off",
        "Transfer-Encoding: chunked~~~hello~0~~|PROTOCOL|protocol_cut_off",
        "Transfer-Encoding: chunked~~5;a=b~hello~0~X-Trailer: a~~|DELIVERED|http_200",
        "Transfer-Encoding: gzip~~hello|DELIVERED|http_200",
      })
  void contradictoryLength_endsInTimeWithACode(String head, AttemptOutcome outcome, String code)
      throws Exception {
    AttemptReport report = attack(answering(OK + lines(head)), PATIENT);

    assertThat(report.code()).isEqualTo(code);
    assertThat(report.outcome()).isEqualTo(outcome);
    assertThat(report.httpStatus()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 3~Content-Length: 10",
        "Content-Length: 10~Content-Length: 3",
        "Content-Length: 3, 5",
        "Content-Length: 5~Content-Length: 5, 6",
        "Content-Length: 0x5",
        "Content-Length: five",
        "Content-Length: +5",
        "Content-Length:",
        "Content-Length: -1",
        "Content-Length: -5",
        "Content-Length: -9223372036854775808",
        "Content-Length: 5~Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked~Content-Length: 100"
      })
  void unclearLength_isNoAnswerThatCounts(String head) throws Exception {
    AttemptReport report =
        attack(answering(OK + lines(head) + "\r\n\r\n5\r\nhello\r\n0\r\n\r\n"), PATIENT);

    assertThat(report.code()).isEqualTo("protocol_invalid_length");
    assertThat(report.outcome()).isEqualTo(AttemptOutcome.PROTOCOL);
  }

  @Test
  void unclearLength_ofAnAnswerWithoutABody_doesNotMatter() throws Exception {
    AttemptReport report =
        attack(
            answering("HTTP/1.1 204 X\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\n"), PATIENT);

    assertThat(report.code()).isEqualTo("http_204");
  }

  @ParameterizedTest
  @ValueSource(strings = {"closes", "resets", "closes without reading"})
  void lengthThatIsNotReached_isCutOffAndKeepsStatusAndBody(String how) throws Exception {
    AttemptReport report =
        attack(
            (self, socket, number) -> {
              if (how.equals("closes without reading")) {
                socket.getInputStream().read(new byte[10]);
              } else {
                self.readRequest(socket);
              }
              self.write(socket, OK + "Content-Length: 100\r\n\r\nhello");
              // A reset would overtake what was written before it.
              Thread.sleep(100);
              socket.setSoLinger(how.equals("resets"), 0);
            },
            PATIENT);

    assertThat(report.code()).isEqualTo("protocol_cut_off");
    assertThat(report.httpStatus()).isEqualTo(200);
    assertThat(report.response().body()).asString().isEqualTo("hello");
    assertThat(report.response().truncated()).isTrue();
  }

  @Test
  void reset_atEachByteOfTheAnswer_isOneRequestAndNeverDelivered() throws Exception {
    String answer = OK + "X-A: b\r\nContent-Length: 12\r\n\r\nhello, world";
    List<String> codes = new ArrayList<>();
    for (int length = 0; length < answer.length(); length++) {
      String part = answer.substring(0, length);
      AttemptReport report =
          attack(
              (self, socket, number) -> {
                self.readRequest(socket);
                self.write(socket, part);
                // Without a moment's rest the reset would overtake what was written before it.
                Thread.sleep(2);
                socket.setSoLinger(true, 0);
              },
              PATIENT);
      assertThat(report.outcome()).as("reset after " + length).isEqualTo(AttemptOutcome.PROTOCOL);
      codes.add(report.code());
    }
    assertThat(codes).containsOnly("connection_reset", "protocol_cut_off");
  }

  @Test
  void end_atEachByteOfTheAnswer_isOneRequestAndNeverDelivered() throws Exception {
    String answer = OK + "X-A: b\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    for (int length = 0; length < answer.length(); length++) {
      AttemptReport report = attack(answering(answer.substring(0, length)), PATIENT);

      assertThat(report.outcome())
          .as("end after " + length + ": " + report.code())
          .isEqualTo(AttemptOutcome.PROTOCOL);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "204 No Content,http_204,DELIVERED",
    "205 Reset Content,http_205,DELIVERED",
    "304 Not Modified,http_304,FAILED",
  })
  void bodyWhereNoneMayBe_isTheStatusThatWasSent(String status, String code, AttemptOutcome outcome)
      throws Exception {
    AttemptReport report =
        attack(answering("HTTP/1.1 " + status + "\r\nContent-Length: 5\r\n\r\nhello"), PATIENT);

    assertThat(report.code()).isEqualTo(code);
    assertThat(report.outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK~Content-Length: 0~~HTTP/1.1 410 Gone~Content-Length: 0~~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~0~~HTTP/1.1 410 Gone~Content-Length: 0~~",
        "HTTP/1.1 204 No Content~~HTTP/1.1 410 Gone~Content-Length: 0~~",
      })
  void surplusAnswer_isNotTheAnswerToTheNextRequest(String twoAnswers) throws Exception {
    try (RawReceiver receiver =
        new RawReceiver(
            (self, socket, number) -> {
              while (true) {
                self.readRequest(socket);
                self.write(socket, lines(twoAnswers));
              }
            })) {
      for (int i = 0; i < 3; i++) {
        AttemptReport report = sender.send(Requests.post(receiver.url(), PATIENT));
        assertThat(report.code()).isIn("http_200", "http_204", "protocol_invalid_answer");
      }
    }
  }
}
