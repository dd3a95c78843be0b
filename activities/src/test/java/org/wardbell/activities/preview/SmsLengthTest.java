package org.wardbell.activities.preview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsLengthTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|GSM-7|0|0",
        "'a'|GSM-7|160|1",
        "'a'|GSM-7|161|2",
        "'a'|GSM-7|306|2",
        "'a'|GSM-7|307|3",
        "'€'|GSM-7|80|1",
        "'€'|GSM-7|81|2",
        "'ł'|UCS-2|70|1",
        "'ł'|UCS-2|71|2",
        "'😀'|UCS-2|35|1",
        // 67 units hold 33 of them: no pair is cut.
        "'😀'|UCS-2|66|2",
        "'😀'|UCS-2|67|3",
      })
  void sms_ofManyCharacters_isAsManySegmentsAsNetworksSend(
      String character, String encoding, int times, int segments) {
    SmsLength length = SmsLength.of(character.repeat(times));

    assertThat(length.encoding()).isEqualTo(encoding);
    assertThat(length.segments()).isEqualTo(segments);
  }

  @Test
  void request_thatSendsNoMessage_hasNone() {
    String path = "/2010-04-01/Accounts/AC1/Messages.json";

    assertThat(SmsLength.ofRequest(path, "To=%2B44&Body=Hi+there%21"))
        .isEqualTo(new SmsLength("GSM-7", 9, 1));
    assertThat(SmsLength.ofRequest(path, "To=%2B44")).isNull();
    assertThat(SmsLength.ofRequest(path, null)).isNull();
    assertThat(SmsLength.ofRequest("/hook", "Body=Hi")).isNull();
  }
}
