package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.webhook.draft.ProtectionDraft;
import org.wardbell.workflows.webhook.Problem;

class ProtectionRuleTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "0, -, -, -, concurrency",
        "65, -, -, -, concurrency",
        "8, 0, 1, 1, rate.limit",
        "8, 1001, 1, 1, rate.limit",
        "8, 60001, 60, 1, rate.limit",
        "8, -, 60, 1, rate.limit",
        "8, 10, 61, 1, rate.per_seconds",
        "8, 10, 1, 0, rate.burst",
        "8, 10, 1, 1001, rate.burst",
      })
  void limit_outsideItsRange_isNamed(
      Integer concurrency, Integer limit, Integer period, Integer burst, String field) {
    Problems problems = new Problems();
    var rate = period == null ? null : new ProtectionDraft.RateDraft(limit, period, burst);

    var _ =
        ProtectionRule.check(new ProtectionDraft(concurrency, rate, null, null, null), problems);

    assertThat(problems.all()).extracting(Problem::field).containsExactly(field);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 60, 1", "64, 1000, 1, 1000", "8, 60000, 60, 1"})
  void limit_atItsEdge_isTaken(int concurrency, int limit, int period, int burst) {
    Problems problems = new Problems();

    var _ =
        ProtectionRule.check(
            new ProtectionDraft(
                concurrency, new ProtectionDraft.RateDraft(limit, period, burst), null, null, null),
            problems);

    assertThat(problems.all()).isEmpty();
  }
}
