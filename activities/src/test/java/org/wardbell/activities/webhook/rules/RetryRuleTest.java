package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.webhook.rules.Drafts.accepted;
import static org.wardbell.activities.webhook.rules.Drafts.draft;
import static org.wardbell.activities.webhook.rules.Drafts.rejected;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.delivery.RetrySchedule;
import org.wardbell.workflows.webhook.Problem;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Tests which schedules of attempts a webhook may ask for. */
class RetryRuleTest {
  @Test
  void retry_outOfRange_isRefusedFieldByField() {
    assertProblem(RetryPolicy.ofSchedule(List.of()), "retry.schedule_seconds");
    assertProblem(RetryPolicy.ofSchedule(List.of(5, 5)), "retry.schedule_seconds[0]");
    assertProblem(RetryPolicy.ofSchedule(List.of(0, -1)), "retry.schedule_seconds[1]");
    assertProblem(RetryPolicy.ofSchedule(List.of(0, 86_401)), "retry.schedule_seconds[1]");
    assertProblem(RetryPolicy.ofSchedule(Collections.nCopies(21, 0)), "retry.schedule_seconds");
    assertProblem(
        new RetryPolicy(Arrays.asList(0, null), null, null, null, null, null),
        "retry.schedule_seconds[1]");
    assertProblem(new RetryPolicy(List.of(0), 3, null, null, null, null), "retry");
    assertProblem(new RetryPolicy(null, 0, null, null, null, null), "retry.attempts");
    assertProblem(new RetryPolicy(null, 21, null, null, null, null), "retry.attempts");
    assertProblem(new RetryPolicy(null, null, 0, null, null, null), "retry.initial_seconds");
    assertProblem(new RetryPolicy(null, null, null, 0.9, null, null), "retry.factor");
    assertProblem(new RetryPolicy(null, null, null, 10.1, null, null), "retry.factor");
    assertProblem(new RetryPolicy(null, null, null, Double.NaN, null, null), "retry.factor");
    assertProblem(new RetryPolicy(null, null, null, null, 86_401, null), "retry.max_seconds");
    assertProblem(new RetryPolicy(null, 5, 60, null, 59, null), "retry.initial_seconds");
    assertProblem(RetryPolicy.STANDARD.triedOn("all"), "retry.on");
  }

  @Test
  void retry_sayingNothing_isTheStandard() {
    assertThat(
            accepted(draft().retry(new RetryPolicy(null, null, null, null, null, null)).build())
                .retry())
        .isEqualTo(RetryPolicy.STANDARD);
  }

  @Test
  void retry_sayingOnlyForWhichAnswers_isTheStandardForThem() {
    RetryPolicy any = new RetryPolicy(null, null, null, null, null, RetryPolicy.ANY);

    assertThat(accepted(draft().retry(any).build()).retry())
        .isEqualTo(RetryPolicy.STANDARD.triedOn(RetryPolicy.ANY));
  }

  @Test
  void retry_fixed_isAFactorOfOne() {
    RetryPolicy kiviCare = new RetryPolicy(null, 4, 5, 1.0, null, null);

    WebhookSettings kept = accepted(draft().retry(kiviCare).build());

    assertThat(RetrySchedule.of(kept.retry()).attempts()).isEqualTo(4);
    assertThat(RetrySchedule.of(kept.retry()).span()).isEqualTo(Duration.ofSeconds(15));
  }

  private static void assertProblem(RetryPolicy retry, String field) {
    assertThat(rejected(draft().retry(retry).build()))
        .extracting(Problem::field)
        .containsExactly(field);
  }
}
