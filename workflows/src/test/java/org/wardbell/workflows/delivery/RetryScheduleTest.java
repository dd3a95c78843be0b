package org.wardbell.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.wardbell.workflows.webhook.RetryPolicy;

class RetryScheduleTest {
  private static final UUID DELIVERY = UUID.fromString("01940000-0000-7000-8000-000000000001");

  @Example
  void standard_hasTenAttemptsOverThreeDaysAndAHalf() {
    RetrySchedule schedule = RetrySchedule.of(new RetryPolicy(null, null, null, null, null, null));

    assertThat(schedule.attempts()).isEqualTo(10);
    assertThat(schedule.span()).isEqualTo(Duration.ofSeconds(272_105));
    assertThat(schedule.delayBefore(1, DELIVERY)).isZero();
  }

  @Example
  void exponential_growsToItsLongestWait() {
    RetrySchedule schedule = RetrySchedule.of(new RetryPolicy(null, 5, 10, 3.0, 60, null));

    assertThat(schedule.attempts()).isEqualTo(5);
    assertThat(schedule.span()).isEqualTo(Duration.ofSeconds(10 + 30 + 60 + 60));
  }

  @Example
  void exponential_withFactorOne_isAFixedWait() {
    assertThat(RetrySchedule.of(new RetryPolicy(null, 4, 5, 1.0, null, null)).span())
        .isEqualTo(Duration.ofSeconds(15));
  }

  @Example
  void exponential_withAttemptsOnly_takesTheDefaults() {
    assertThat(RetrySchedule.of(new RetryPolicy(null, 4, null, null, null, null)).span())
        .isEqualTo(Duration.ofSeconds(5 + 10 + 20));
  }

  @Example
  void delayBefore_anAttemptThatDoesNotExist_throws() {
    RetrySchedule schedule = RetrySchedule.of(RetryPolicy.ofSchedule(List.of(0, 1)));

    assertThatThrownBy(() -> schedule.delayBefore(3, DELIVERY))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> schedule.delayBefore(0, DELIVERY))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Property
  void delayBefore_anyAttempt_staysWithinAFifthAndIsTheSameAgain(
      @ForAll("waits") List<Integer> waits, @ForAll("ids") UUID delivery) {
    RetrySchedule schedule = RetrySchedule.of(RetryPolicy.ofSchedule(waits));
    RetrySchedule again = RetrySchedule.of(RetryPolicy.ofSchedule(waits));
    for (int ordinal = 1; ordinal <= schedule.attempts(); ordinal++) {
      Duration delay = schedule.delayBefore(ordinal, delivery);
      long wait = waits.get(ordinal - 1) * 1_000L;
      assertThat(delay.toMillis()).isBetween(wait * 8 / 10, (wait * 12 + 9) / 10);
      assertThat(again.delayBefore(ordinal, delivery)).isEqualTo(delay);
    }
  }

  @Property
  void exponential_anyPolicy_neverWaitsLongerThanItsMaximumNorShrinks(
      @ForAll @IntRange(min = 1, max = 20) int attempts,
      @ForAll @IntRange(min = 1, max = 86_400) int initial,
      @ForAll @IntRange(min = 10, max = 100) int tenths,
      @ForAll @IntRange(min = 1, max = 86_400) int longest) {
    RetryPolicy policy = new RetryPolicy(null, attempts, initial, tenths / 10.0, longest, null);

    RetrySchedule schedule = RetrySchedule.of(policy);

    assertThat(schedule.attempts()).isEqualTo(attempts);
    assertThat(schedule.span()).isLessThanOrEqualTo(Duration.ofSeconds(longest * (attempts - 1L)));
    assertThat(schedule.span())
        .isGreaterThanOrEqualTo(
            Duration.ofSeconds(Math.min(initial, longest)).multipliedBy(attempts - 1L));
  }

  @Example
  void jitter_overManyDeliveries_fillsItsWholeRange() {
    RetrySchedule schedule = RetrySchedule.of(RetryPolicy.ofSchedule(List.of(0, 1_000)));
    int[] fifths = new int[5];
    for (int i = 0; i < 10_000; i++) {
      long millis = schedule.delayBefore(2, new UUID(0x0194_0000_0000_7000L, i)).toMillis();
      fifths[(int) Math.min(4, (millis - 800_000) / 80_000)]++;
    }
    for (int fifth : fifths) {
      assertThat(fifth).isBetween(1_800, 2_200);
    }
  }

  @Property
  void bounded_anyRetryAfter_liesBetweenOurDelayAndADay(
      @ForAll @IntRange(min = 0, max = 100_000) int own,
      @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int asked) {
    Duration wait = RetrySchedule.bounded(Duration.ofSeconds(own), Duration.ofSeconds(asked));

    assertThat(wait.toSeconds()).isEqualTo(Math.max(own, Math.min(asked, 86_400)));
  }

  @Example
  void delayBefore_withRetryAfter_takesTheLaterOfBoth() {
    RetrySchedule schedule = RetrySchedule.of(RetryPolicy.ofSchedule(List.of(0, 100)));
    Duration own = schedule.delayBefore(2, DELIVERY);

    assertThat(schedule.delayBefore(2, DELIVERY, null)).isEqualTo(own);
    assertThat(schedule.delayBefore(2, DELIVERY, Duration.ofSeconds(1))).isEqualTo(own);
    assertThat(schedule.delayBefore(2, DELIVERY, Duration.ofSeconds(500)))
        .isEqualTo(Duration.ofSeconds(500));
  }

  @Provide
  Arbitrary<List<Integer>> waits() {
    return Arbitraries.integers().between(0, 86_400).list().ofMinSize(1).ofMaxSize(20);
  }

  @Provide
  Arbitrary<UUID> ids() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
  }
}
