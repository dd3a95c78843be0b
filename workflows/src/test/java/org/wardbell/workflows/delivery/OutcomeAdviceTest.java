package org.wardbell.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardbell.workflows.webhook.PayloadFormat;

class OutcomeAdviceTest {
  static Stream<String> codes() {
    return Stream.concat(
        Stream.of(TransportProblem.values()).map(TransportProblem::code),
        IntStream.rangeClosed(100, 599).mapToObj(AnswerRules::code));
  }

  @ParameterizedTest
  @MethodSource("codes")
  void advice_everyCode_isOneSentenceOfItsOwn(String code) {
    assertThat(code).matches("[a-z0-9_]{4,60}");
    assertThat(OutcomeAdvice.of(code, null))
        .matches("[A-Z][^.]*(\\.\\d[^.]*)*[^.]*\\.")
        .hasSizeBetween(20, 220)
        .isNotEqualTo(OutcomeAdvice.of("unheard_of", null));
  }

  @Test
  void advice_redirect_saysThatItIsNotFollowed() {
    assertThat(OutcomeAdvice.of("http_307", null)).contains("never followed").contains("URL");
  }

  @Test
  void advice_blockedAddress_namesTheOperatorsOption() {
    assertThat(OutcomeAdvice.of("address_blocked", null)).contains("--allow-network");
  }

  @ParameterizedTest
  @MethodSource("codes")
  void advice_ofATest_isOneSentenceThatPromisesNothing(String code) {
    for (PayloadFormat format : PayloadFormat.values()) {
      assertThat(OutcomeAdvice.ofTest(code, format))
          .matches("[A-Z][^.]*(\\.\\d[^.]*)*[^.]*\\.")
          .hasSizeBetween(20, 220)
          .doesNotContain("sent again", "repeated");
      assertThat(OutcomeAdvice.of(code, format))
          .matches("[A-Z][^.]*(\\.\\d[^.]*)*[^.]*\\.")
          .hasSizeBetween(20, 220);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http_101|another protocol",
        "http_304|nothing has changed",
        "http_402|account",
        "http_407|proxy",
        "http_421|DNS",
        "http_423|locked",
        "http_426|newer protocol",
        "http_428|If-Match",
        "http_431|headers",
        "http_451|legal",
        "http_502|proxy",
        "http_504|proxy",
        "http_507|room",
        "http_508|circle",
        "http_511|sign in",
        "http_520|proxy",
        "http_521|proxy",
        "http_522|may have worked",
        "http_523|proxy",
        "http_524|may have worked",
        "http_525|TLS",
        "http_526|certificate",
        "http_530|proxy",
        "http_500|receiver failed",
        "http_400_plain_http|https",
        "http_400_client_certificate|tls",
        "tls_certificate|authorities",
        "tls_handshake|ECDHE",
        "timeout_tls|handshake",
        "timeout_first_byte|may have worked",
        "timeout_body|finish",
        "timeout_total|timeout_seconds",
        "connection_reset|may have worked"
      })
  void advice_oftenNeeded_namesThePlaceToLook(String code, String words) {
    assertThat(OutcomeAdvice.of(code, null)).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TEMPLATE|the body template|the body template",
        "FORM|the form's fields|fewer fields",
        "TRANSFORM|transform|transform",
        "STANDARD|body, form or transform|ids_only",
        "CLOUDEVENTS|body, form or transform|ids_only",
        "CLOUDEVENTS_BINARY|body, form or transform|ids_only",
        "FHIR|body, form or transform|another format"
      })
  void advice_onABodyThatIsRefused_speaksOfTheWebhooksFormat(
      PayloadFormat format, String refused, String tooLarge) {
    assertThat(OutcomeAdvice.of("http_400", format)).contains(refused);
    assertThat(OutcomeAdvice.of("http_422", format)).contains(refused);
    assertThat(OutcomeAdvice.of("http_413", format)).contains(tooLarge);
    if (format != PayloadFormat.TEMPLATE) {
      assertThat(OutcomeAdvice.of("http_400", format)).doesNotContain("body template");
    }
  }
}
