package org.wardbell.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardbell.workflows.webhook.AnswerRule;
import org.wardbell.workflows.webhook.AnswerRule.Meaning;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;

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

  @ParameterizedTest
  @EnumSource(Meaning.class)
  void verdict_byRule_namesTheMeaningInItsCodeAndHasAdviceOfItsOwn(Meaning meaning) {
    AnswerRules.Verdict verdict = verdict(409, "it already exists", 409, "already", meaning);

    assertThat(verdict.code()).isEqualTo("http_409_as_" + meaning.name().toLowerCase(Locale.ROOT));
    assertThat(AnswerRules.meaning(verdict.code())).isEqualTo(meaning);
    assertThat(OutcomeAdvice.of(verdict.code(), null))
        .isNotEqualTo(OutcomeAdvice.of("http_409", null));
    assertThat(AnswerRules.limits(409, verdict.code(), true)).isEqualTo(meaning == Meaning.LIMITED);
  }

  @Test
  void verdict_rulesThatDoNotFit_leaveItToTheStatus() {
    assertThat(verdict(409, "other", 409, "already", Meaning.DELIVERED).code())
        .isEqualTo("http_409");
    assertThat(verdict(500, "already", 409, "already", Meaning.DELIVERED).code())
        .isEqualTo("http_500");
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void verdict_triedOnAny_makesPermanentAnswersTemporaryAndNothingElse(int status) {
    WebhookSettings any =
        WebhookSettings.of("x", "https://example.org/", List.of("*"))
            .retry(RetryPolicy.STANDARD.triedOn(RetryPolicy.ANY))
            .build();

    AttemptOutcome plain = AnswerRules.outcome(status);
    assertThat(AnswerRules.verdict(status, "", any).outcome())
        .isEqualTo(plain == AttemptOutcome.REFUSED ? AttemptOutcome.FAILED : plain);
  }

  @Test
  void limits_are429AndA503ThatNamesATime() {
    assertThat(AnswerRules.limits(429, "http_429", false)).isTrue();
    assertThat(AnswerRules.limits(503, "http_503", true)).isTrue();
    assertThat(AnswerRules.limits(503, "http_503", false)).isFalse();
    assertThat(AnswerRules.limits(500, "http_500", true)).isFalse();
    assertThat(AnswerRules.limits(429, "http_429_as_failed", true)).isFalse();
    assertThat(AnswerRules.limits(null, "timeout_total", false)).isFalse();
  }

  @Test
  void rule_withAName_endsItsCodeAndHasAdviceOfItsOwn() {
    WebhookSettings settings =
        WebhookSettings.of("x", "https://example.org/", List.of("*"))
            .answers(
                List.of(
                    new AnswerRule(403, "quota", Meaning.LIMITED, "quota", "Buy more."),
                    new AnswerRule(403, null, Meaning.FAILED, "no_right", "Ask for the right."),
                    new AnswerRule(409, null, Meaning.FAILED)))
            .build();

    String limited = AnswerRules.verdict(403, "the quota is spent", settings).code();
    String failed = AnswerRules.verdict(403, "no", settings).code();

    assertThat(limited).isEqualTo("http_403_as_limited_quota");
    assertThat(AnswerRules.limits(403, limited, false)).isTrue();
    assertThat(AnswerRules.limits(403, failed, false)).isFalse();
    assertThat(OutcomeAdvice.ofDelivery(limited, settings)).isEqualTo("Buy more.");
    assertThat(OutcomeAdvice.ofDelivery(failed, settings)).isEqualTo("Ask for the right.");
    assertThat(OutcomeAdvice.ofTest(failed, settings)).isEqualTo("Ask for the right.");
    assertThat(OutcomeAdvice.ofDelivery("http_409_as_failed", settings))
        .isEqualTo(OutcomeAdvice.of("http_409_as_failed", settings.payload().format()));
    assertThat(OutcomeAdvice.ofDelivery(failed, null))
        .as("the webhook is gone")
        .isEqualTo(OutcomeAdvice.of("http_403_as_failed", null));
  }

  @Test
  void rule_whoseCodeEndsLikeAnothers_hasItsOwnAdvice() {
    WebhookSettings settings =
        WebhookSettings.of("x", "https://example.org/", List.of("*"))
            .answers(
                List.of(
                    new AnswerRule(null, "a", Meaning.FAILED, "gone", "Advice of the first."),
                    new AnswerRule(
                        409, null, Meaning.FAILED, "seen_as_failed_gone", "Advice of the second.")))
            .build();

    String code = AnswerRules.verdict(409, "b", settings).code();

    assertThat(OutcomeAdvice.ofDelivery(code, settings)).isEqualTo("Advice of the second.");
  }

  private static AnswerRules.Verdict verdict(
      int status, String text, int ruleStatus, String contains, Meaning meaning) {
    return AnswerRules.verdict(
        status,
        text,
        WebhookSettings.of("x", "https://example.org/", List.of("*"))
            .answers(List.of(new AnswerRule(ruleStatus, contains, meaning)))
            .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|<center>The plain HTTP request was sent to HTTPS port</center>|http_400_plain_http|FAILED",
        "400|You're speaking plain HTTP to an SSL-enabled server port.|http_400_plain_http|FAILED",
        "400|Client sent an HTTP request to an HTTPS server.|http_400_plain_http|FAILED",
        "400|This combination of host and port requires TLS.|http_400_plain_http|FAILED",
        "400|No required SSL certificate was sent|http_400_client_certificate|FAILED",
        "400|The SSL certificate error|http_400_client_certificate|FAILED",
        "400|name is missing|http_400|REFUSED",
        "422|No required SSL certificate was sent|http_422|REFUSED"
      })
  void verdict_ofAServersPageAboutTls_isNotAboutTheBody(
      int status, String text, String code, AttemptOutcome outcome) {
    WebhookSettings settings = WebhookSettings.of("x", "https://a.example", List.of("*")).build();

    assertThat(AnswerRules.verdict(status, text, settings))
        .isEqualTo(new AnswerRules.Verdict(outcome, code));
  }
}
