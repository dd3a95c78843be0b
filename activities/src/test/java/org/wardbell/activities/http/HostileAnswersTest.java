package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;

/** Whole answers that want to lead us somewhere, make us wait, or make us send again. */
class HostileAnswersTest extends HostileTest {
  @ParameterizedTest
  @CsvSource({"301", "302", "303", "307", "308", "300", "305"})
  void redirect_whereverItLeads_isNeverFollowed(int status) throws Exception {
    try (RawReceiver elsewhere = new RawReceiver(answering(EMPTY_OK))) {
      for (String location :
          List.of(
              elsewhere.url(),
              "http://169.254.169.254/latest/meta-data",
              "https://example.org/",
              "/hook",
              "//127.0.0.1/",
              "file:///etc/passwd",
              "",
              "\u00e4:\\")) {
        AttemptReport report =
            attack(
                answering(
                    "HTTP/1.1 %d X\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                        .formatted(status, location)),
                PATIENT);

        assertThat(report.code()).isEqualTo("http_" + status);
        assertThat(report.outcome()).isEqualTo(AttemptOutcome.FAILED);
      }
      assertThat(elsewhere.connections).hasValue(0);
    }
  }

  @ParameterizedTest
  @EnumSource(HttpMethod.class)
  void method_whateverInvitesToSendAgain_isSentOnce(HttpMethod method) throws Exception {
    for (String head :
        List.of(
            "503 X\r\nRetry-After: 0",
            "408 X\r\nConnection: close",
            "408 X",
            "421 X",
            "401 X\r\nWWW-Authenticate: Basic realm=\"x\"",
            "407 X\r\nProxy-Authenticate: Basic realm=\"x\"",
            "307 X\r\nLocation: /hook",
            "302 X\r\nLocation: /hook")) {
      try (RawReceiver receiver =
          new RawReceiver(
              (self, socket, number) -> {
                while (true) {
                  self.readRequest(socket);
                  self.write(socket, "HTTP/1.1 " + head + "\r\nContent-Length: 0\r\n\r\n");
                }
              })) {
        AttemptReport report = sender.send(Requests.of(method, receiver.url(), PATIENT));

        assertThat(report.code()).isEqualTo("http_" + head.substring(0, 3));
        assertThat(receiver.requests).as(head).hasValue(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "7|7",
        "  7  |7",
        "007|7",
        "9999999999|9999999999",
        "99999999999|",
        "-1|",
        "+7|",
        "7.5|",
        "7, 8|",
        "7;8|",
        "0x10|",
        "1e3|",
        "٧|",
        "soon|",
        "''|",
        "Fri, 31 Dec 1999 23:59:59 GMT|0",
        "Friday, 31-Dec-99 23:59:59 GMT|0",
        "Fri Dec 31 23:59:59 1999|0",
        "Fri, 31 Dec 1999 23:59:59 CET|",
        "Fri, 32 Dec 1999 23:59:59 GMT|",
        "1999-12-31T23:59:59Z|",
      })
  void retryAfter_ofEveryShape_isReadOrIgnored(String value, Long seconds) throws Exception {
    AttemptReport report =
        attack(
            answering("HTTP/1.1 503 X\r\nRetry-After: " + value + "\r\nContent-Length: 0\r\n\r\n"),
            PATIENT);

    assertThat(report.code()).isEqualTo("http_503");
    assertThat(report.retryAfter()).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }

  @Test
  void retryAfter_dateToCome_isTheTimeUntilThen() throws Exception {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(3_600).atOffset(ZoneOffset.UTC));
    AttemptReport report =
        attack(
            answering("HTTP/1.1 429 X\r\nRetry-After: " + date + "\r\nContent-Length: 0\r\n\r\n"),
            PATIENT);

    assertThat(report.outcome()).isEqualTo(AttemptOutcome.FAILED);
    assertThat(report.retryAfter()).isBetween(Duration.ofSeconds(3_500), Duration.ofSeconds(3_600));
  }

  @Test
  void retryAfter_severalTimes_isReadOnce() throws Exception {
    AttemptReport report =
        attack(
            answering(
                "HTTP/1.1 503 X\r\nRetry-After: 5\r\nRetry-After: 9\r\nContent-Length: 0\r\n\r\n"),
            PATIENT);

    assertThat(report.retryAfter()).isIn(Duration.ofSeconds(5), Duration.ofSeconds(9));
  }

  @ParameterizedTest
  @CsvSource({"410,GONE", "429,FAILED", "200,DELIVERED", "500,FAILED"})
  void status_withoutAnythingElse_isJudged(int status, AttemptOutcome outcome) throws Exception {
    AttemptReport report = attack(answering("HTTP/1.1 " + status + "\r\n\r\n"), PATIENT);

    assertThat(report.outcome()).isEqualTo(outcome);
    assertThat(report.code()).isEqualTo("http_" + status);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 5_000})
  void success_beforeAndAfterTheTimeout_isDeliveredOrATimeout(long millis) throws Exception {
    // Far enough from the timeout of 3 s that a busy machine cannot turn one into the other.
    AttemptReport report =
        attack(
            (self, socket, number) -> {
              self.readRequest(socket);
              Thread.sleep(millis);
              self.write(socket, EMPTY_OK);
            },
            Duration.ofSeconds(3));

    assertThat(report.code()).isEqualTo(millis < 3_000 ? "http_200" : "timeout_first_byte");
    assertThat(report.httpStatus()).isEqualTo(millis < 3_000 ? 200 : null);
  }

  @Test
  void answerHeaders_withOddCharacters_areKeptWithinBounds() throws Exception {
    AttemptReport report =
        attack(
            answering(
                OK
                    + "X-\u00c3\u00a4: \u001b[31mred\u0007\r\n: no name\r\nno colon\r\n"
                    + "X-Nul: a\u0000b\r\nContent-Length: 0\r\n\r\n"),
            PATIENT);

    assertThat(report.code()).isEqualTo("http_200");
    assertThat(report.response().headers()).extracting(Header::name).contains("X-Nul");
  }
}
