package org.wardbell.api.brake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

class AllowanceTest {
  private static final Instant NOW = Instant.parse("2031-05-01T09:00:00.25Z");

  private static MockHttpServletResponse told(Allowance allowance) {
    MockHttpServletResponse answer = new MockHttpServletResponse();
    allowance.tell(answer);
    return answer;
  }

  @Test
  void requests_ofOneSecond_countDownToNothing_andTheNextSecondBeginsAnew() {
    RequestBudget budget = new RequestBudget(2);

    Allowance first = budget.spend(NOW);
    assertThat(told(first).getHeader("RateLimit-Policy")).isEqualTo("\"requests\";q=2;w=1");
    assertThat(told(first).getHeader("RateLimit")).isEqualTo("\"requests\";r=1;t=1");
    Allowance second = budget.spend(NOW);
    second.orThrow();
    assertThat(told(second).getHeader("RateLimit")).isEqualTo("\"requests\";r=0;t=1");

    Allowance third = budget.spend(NOW.plusMillis(500));
    assertThat(told(third).getHeader("RateLimit")).isEqualTo("\"requests\";r=0;t=1");
    assertThatThrownBy(third::orThrow)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.kind()).isEqualTo(ProblemKind.TOO_MANY_REQUESTS);
              assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(1));
            });
    assertThat(told(budget.spend(NOW.plusSeconds(1))).getHeader("RateLimit"))
        .isEqualTo("\"requests\";r=1;t=1");
  }
}
