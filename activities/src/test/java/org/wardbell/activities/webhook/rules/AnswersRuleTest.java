package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardbell.activities.webhook.draft.AnswerRuleDraft;
import org.wardbell.workflows.webhook.AnswerRule;
import org.wardbell.workflows.webhook.AnswerRule.Meaning;
import org.wardbell.workflows.webhook.Problem;

class AnswersRuleTest {
  private final Problems problems = new Problems();

  @Test
  void check_nothingSaid_isNoRule() {
    assertThat(AnswersRule.check(null, problems)).isEmpty();
    assertThat(problems.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Meaning.class)
  void check_meaning_isTakenInEitherCase(Meaning meaning) {
    String lower = meaning.name().toLowerCase(Locale.ROOT);

    assertThat(check(rule(409, "exists", lower)))
        .containsExactly(new AnswerRule(409, "exists", meaning));
    assertThat(check(rule(409, "exists", meaning.name()))).hasSize(1);
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void check_statusOrTextAlone_isEnough() {
    assertThat(check(rule(409, null, "delivered"))).hasSize(1);
    assertThat(check(rule(null, "exists", "delivered"))).hasSize(1);
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void check_whatIsWrong_namesItsField() {
    check(
        null,
        rule(null, null, "delivered"),
        rule(199, null, "delivered"),
        rule(600, null, "delivered"),
        rule(409, "", "delivered"),
        rule(409, "x".repeat(201), "delivered"),
        rule(409, "exists", null),
        rule(409, "exists", "fine"),
        new AnswerRuleDraft(409, null, "failed", "Not a word", null),
        new AnswerRuleDraft(409, null, "failed", "x".repeat(25), null),
        new AnswerRuleDraft(409, null, "failed", null, "Advice without a name."),
        new AnswerRuleDraft(409, null, "failed", "gone", "two\nlines"));

    assertThat(problems.all())
        .extracting(Problem::field)
        .containsExactly(
            "answers[0]",
            "answers[1]",
            "answers[2].status",
            "answers[3].status",
            "answers[4].contains",
            "answers[5].contains",
            "answers[6].meaning",
            "answers[7].meaning",
            "answers[8].name",
            "answers[9].name",
            "answers[10].advice",
            "answers[11].advice");
  }

  @Test
  void check_tooManyRules_areRefused() {
    AnswerRuleDraft one = rule(409, null, "delivered");

    assertThat(AnswersRule.check(Collections.nCopies(20, one), problems)).hasSize(20);
    assertThat(problems.isEmpty()).isTrue();
    AnswersRule.check(Collections.nCopies(21, one), problems);
    assertThat(problems.all()).extracting(Problem::field).containsExactly("answers");
  }

  private static AnswerRuleDraft rule(
      @Nullable Integer status, @Nullable String contains, @Nullable String meaning) {
    return new AnswerRuleDraft(status, contains, meaning, null, null);
  }

  private List<AnswerRule> check(AnswerRuleDraft... drafts) {
    return AnswersRule.check(Arrays.asList(drafts), problems);
  }
}
