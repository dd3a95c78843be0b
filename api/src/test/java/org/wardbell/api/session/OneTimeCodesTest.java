package org.wardbell.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTimeCodesTest {
  /** RFC 6238, appendix B: the ASCII text 12345678901234567890, in Base32. */
  private static final byte[] SECRET =
      "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".getBytes(StandardCharsets.US_ASCII);

  /** The last six of the eight digits in the RFC's table. */
  @ParameterizedTest
  @CsvSource({
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037"
  })
  void code_ofTheRfc_isItsStepsAlone(long seconds, String code) {
    long step = seconds / 30;

    assertThat(OneTimeCodes.step(SECRET, code, Instant.ofEpochSecond(seconds))).hasValue(step);
    assertThat(OneTimeCodes.step(SECRET, code, Instant.ofEpochSecond(seconds + 30))).hasValue(step);
    assertThat(OneTimeCodes.step(SECRET, code, Instant.ofEpochSecond(seconds + 60))).isEmpty();
  }
}
