package org.wardbell.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("1994-11-06T08:49:37Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "120|120",
        " 120 |120",
        "00007|7",
        "9999999999|9999999999",
        "Sun, 06 Nov 1994 08:50:37 GMT|60",
        "Sunday, 06-Nov-94 08:50:37 GMT|60",
        "Sun Nov  6 08:50:37 1994|60",
        "Sun, 06 Nov 1994 08:49:37 GMT|0",
        "Sun, 06 Nov 1994 07:00:00 GMT|0",
        "Wed, 16 Nov 1994 08:49:37 GMT|864000",
        "Wed Nov 16 08:49:37 1994|864000",
      })
  void parse_secondsOrDate_isTheWait(String value, long seconds) {
    assertThat(RetryAfter.parse(value, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "-1",
        "+5",
        "1.5",
        "1e3",
        "12 s",
        "99999999999",
        "٣",
        "Sun, 31 Feb 1994 08:49:37 CET",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "1994-11-06T08:49:37Z",
        "120, 240"
      })
  void parse_anythingElse_saysNothing(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isNull();
  }

  @Test
  void parse_noHeader_saysNothing() {
    assertThat(RetryAfter.parse(null, NOW)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"0.65, 650", "64.57, 64570", "0, 0", "1, 1000", "0.0001, 1"})
  void parseSeconds_withAFraction_isRoundedUpToTheMillisecond(String value, long millis) {
    assertThat(RetryAfter.parseSeconds(value)).isEqualTo(Duration.ofMillis(millis));
    assertThat(RetryAfter.ofSeconds(Double.parseDouble(value)))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1e3", "soon", ".5", "1.", "99999999999", "NaN", "1,5"})
  void parseSeconds_nonsense_saysNothing(String value) {
    assertThat(RetryAfter.parseSeconds(value)).isNull();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY, 1e11})
  void ofSeconds_nonsense_saysNothing(double value) {
    assertThat(RetryAfter.ofSeconds(value)).isNull();
  }
}
