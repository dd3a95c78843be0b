package org.wardbell.activities.calendar.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.google.GoogleFailure.Meaning;
import org.wardbell.activities.calendar.google.RequestBudget.Grant;

/** How many requests each doctor gets, on a clock that the test turns. */
class RequestBudgetTest {
  private final AtomicLong clock = new AtomicLong();

  private RequestBudget budget(int perUser, int perProject) {
    return new RequestBudget(perUser, perProject, clock::get);
  }

  private void turn(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  /** Takes until it is refused; returns how many there were. */
  private static int takeAll(RequestBudget budget, String user) {
    int taken = 0;
    while (budget.take(user) instanceof Grant.Given) {
      taken++;
    }
    return taken;
  }

  @Test
  void c45_minute_ofOneDoctor_neverSeesMoreThanTheLimit() {
    RequestBudget budget = budget(600, 10_000);
    int taken = 0;
    for (int second = 0; second < 60; second++) {
      taken += takeAll(budget, "ada");
      turn(Duration.ofSeconds(1));
    }
    assertThat(taken).isLessThanOrEqualTo(600).isGreaterThan(550);
  }

  @Test
  void c45_doctorWhoAsksTooMuch_waitsForTheNextToken_andOthersDoNot() {
    RequestBudget budget = budget(600, 10_000);
    takeAll(budget, "ada");

    assertThat(budget.take("ada"))
        .isInstanceOfSatisfying(
            Grant.UserWaits.class,
            refused -> {
              assertThat(refused.delay()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
              turn(refused.delay());
            });
    assertThat(budget.take("ada")).isInstanceOf(Grant.Given.class);
    assertThat(takeAll(budget, "eva")).isGreaterThan(100);
  }

  @Test
  void c45_projectThatManyUseUp_stillServesTheDoctorWhoAsksLittle() {
    RequestBudget budget = budget(600, 600);
    int busy = 0;
    for (int doctor = 0; doctor < 20; doctor++) {
      busy += takeAll(budget, "busy-" + doctor);
    }
    assertThat(busy).as("the project has an end").isLessThanOrEqualTo(150);
    assertThat(budget.take("busy-0")).isInstanceOf(Grant.ProjectWaits.class);

    // Whoever asks once in a while gets the tokens that come back before those who asked much.
    turn(Duration.ofMillis(200));
    assertThat(budget.take("busy-0")).isInstanceOf(Grant.ProjectWaits.class);
    assertThat(budget.take("quiet")).isInstanceOf(Grant.Given.class);
  }

  @Test
  void c45_projectThatOneUsesAlone_leavesHalfToTheOthers() {
    RequestBudget budget = budget(10_000, 400);
    assertThat(takeAll(budget, "ada")).isBetween(49, 51);
    assertThat(takeAll(budget, "eva")).isBetween(20, 30);
  }

  @Test
  void c45_longWait_isTheCallers_andSaysHowLong() {
    RequestBudget budget = budget(4, 10_000);
    takeAll(budget, "ada");
    assertThatThrownBy(() -> new RequestPace(budget).keep(new CalendarPermission.Consent("ada")))
        .isInstanceOfSatisfying(
            GoogleFailure.class,
            failure -> {
              assertThat(failure.meaning()).isEqualTo(Meaning.SLOW_DOWN);
              assertThat(failure.code()).isEqualTo("google_pace_user");
              assertThat(failure.retryAfter()).isGreaterThan(Duration.ofSeconds(2));
            });
  }

  @Test
  void budget_thatNobodyCouldEverUse_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> budget(3, 10_000))
        .withMessageContaining("WARDBELL_GOOGLE_USER_REQUESTS_PER_MINUTE");
  }
}
