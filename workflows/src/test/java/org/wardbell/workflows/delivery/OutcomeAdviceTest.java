package org.wardbell.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
    assertThat(OutcomeAdvice.of(code))
        .matches("[A-Z][^.]*(\\.\\d[^.]*)*[^.]*\\.")
        .hasSizeBetween(20, 220)
        .isNotEqualTo(OutcomeAdvice.of("unheard_of"));
  }

  @Test
  void advice_redirect_saysThatItIsNotFollowed() {
    assertThat(OutcomeAdvice.of("http_307")).contains("never followed").contains("URL");
  }

  @Test
  void advice_blockedAddress_namesTheOperatorsOption() {
    assertThat(OutcomeAdvice.of("address_blocked")).contains("--allow-network");
  }
}
