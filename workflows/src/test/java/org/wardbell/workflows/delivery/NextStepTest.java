package org.wardbell.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.wardbell.workflows.delivery.NextStep.Ended;
import org.wardbell.workflows.delivery.NextStep.TryAgain;
import org.wardbell.workflows.webhook.RetryPolicy;

class NextStepTest {
  private static final Duration DAY = Duration.ofHours(24);
  private static final UUID DELIVERY = UUID.fromString("01940000-0000-7000-8000-000000000011");

  @Property
  void after_theLastAttempt_neverTriesAgain(
      @ForAll AttemptOutcome outcome,
      @ForAll("schedules") RetrySchedule schedule,
      @ForAll("ids") UUID delivery,
      @ForAll @IntRange(min = 0, max = 1_000_000) int retryAfter) {
    NextStep step =
        NextStep.after(
            outcome, schedule.attempts(), schedule, delivery, Duration.ofSeconds(retryAfter));

    assertThat(step).isInstanceOf(Ended.class);
    assertThat(((Ended) step).status().isFinal()).isTrue();
  }

  @Property
  void after_anyAttempt_endsOrTriesAgainAsItsOutcomeSays(
      @ForAll AttemptOutcome outcome,
      @ForAll("schedules") RetrySchedule schedule,
      @ForAll @IntRange(min = 1, max = 20) int ordinal,
      @ForAll("ids") UUID delivery) {
    NextStep step = NextStep.after(outcome, ordinal, schedule, delivery, null);

    NextStep expected =
        switch (outcome) {
          case DELIVERED -> new Ended(DeliveryStatus.DELIVERED);
          case REFUSED -> new Ended(DeliveryStatus.REFUSED);
          case GONE -> new Ended(DeliveryStatus.GONE);
          case FAILED, BLOCKED, TIMEOUT, CONNECT, TLS, PROTOCOL, LOST ->
              ordinal < schedule.attempts()
                  ? new TryAgain(schedule.delayBefore(ordinal + 1, delivery))
                  : new Ended(DeliveryStatus.EXHAUSTED);
        };
    assertThat(step).isEqualTo(expected);
  }

  @Property
  void after_withRetryAfter_neverWaitsLessThanWithoutNorLongerThanADay(
      @ForAll("schedules") RetrySchedule schedule,
      @ForAll @IntRange(min = 1, max = 19) int ordinal,
      @ForAll("ids") UUID delivery,
      @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int retryAfter) {
    if (ordinal >= schedule.attempts()) {
      return;
    }
    Duration own = wait(schedule, ordinal, delivery, null);
    Duration asked = Duration.ofSeconds(retryAfter);

    Duration waited = wait(schedule, ordinal, delivery, asked);

    assertThat(waited).isGreaterThanOrEqualTo(own);
    // A wait of our own may pass a day by its jitter; a receiver cannot make it longer than that.
    assertThat(waited).isLessThanOrEqualTo(own.compareTo(DAY) > 0 ? own : DAY);
    if (asked.compareTo(own) > 0 && asked.compareTo(DAY) <= 0) {
      assertThat(waited).isEqualTo(asked);
    }
  }

  @Property
  void after_theSameAttempt_waitsTheSameAgain(
      @ForAll("schedules") RetrySchedule schedule,
      @ForAll @IntRange(min = 1, max = 20) int ordinal,
      @ForAll("ids") UUID delivery) {
    assertThat(NextStep.after(AttemptOutcome.TIMEOUT, ordinal, schedule, delivery, null))
        .isEqualTo(NextStep.after(AttemptOutcome.TIMEOUT, ordinal, schedule, delivery, null));
  }

  @Example
  void after_aStandardDeliveryThatNeverWorks_takesTenAttempts() {
    RetrySchedule schedule = RetrySchedule.of(RetryPolicy.STANDARD);
    int attempts = 1;
    Duration spent = Duration.ZERO;
    while (NextStep.after(AttemptOutcome.FAILED, attempts, schedule, DELIVERY, null)
        instanceof TryAgain(Duration delay)) {
      spent = spent.plus(delay);
      attempts++;
    }

    assertThat(attempts).isEqualTo(10);
    assertThat(spent.toSeconds()).isBetween(272_105L * 8 / 10, 272_105L * 12 / 10);
  }

  private static Duration wait(
      RetrySchedule schedule, int ordinal, UUID delivery, Duration retryAfter) {
    NextStep step = NextStep.after(AttemptOutcome.FAILED, ordinal, schedule, delivery, retryAfter);
    return ((TryAgain) step).delay();
  }

  @Provide
  Arbitrary<RetrySchedule> schedules() {
    return Arbitraries.integers()
        .between(0, 86_400)
        .list()
        .ofMinSize(1)
        .ofMaxSize(20)
        .map((List<Integer> waits) -> RetrySchedule.of(RetryPolicy.ofSchedule(waits)));
  }

  @Provide
  Arbitrary<UUID> ids() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
  }
}
