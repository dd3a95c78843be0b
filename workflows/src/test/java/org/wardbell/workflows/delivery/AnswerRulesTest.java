package org.wardbell.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerRulesTest {
  private static final Set<Integer> PERMANENT = Set.of(400, 405, 406, 411, 413, 414, 415, 422);

  static IntStream statuses() {
    return IntStream.rangeClosed(100, 599);
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void outcome_everyStatus_followsTheRule(int status) {
    AttemptOutcome expected =
        status / 100 == 2
            ? AttemptOutcome.DELIVERED
            : status == 410
                ? AttemptOutcome.GONE
                : PERMANENT.contains(status) ? AttemptOutcome.REFUSED : AttemptOutcome.FAILED;

    assertThat(AnswerRules.outcome(status)).isEqualTo(expected);
    assertThat(AnswerRules.code(status)).isEqualTo("http_" + status);
  }
}
