package org.wardbell.workflows.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration HORIZON = Duration.ofSeconds(3);

  @Test
  void pace_beforeTheFirstRequest_allowsTheBurstAtOnceAndThenOneByOne() {
    Pace pace = new Pace(new Rate(10, 1, 3), null);

    assertThat(pace.waitAfter(0, NOW)).isZero();
    assertThat(pace.waitAfter(2, NOW)).isZero();
    assertThat(pace.waitAfter(3, NOW)).isEqualTo(Duration.ofMillis(100));
    assertThat(pace.waitAfter(4, NOW)).isEqualTo(Duration.ofMillis(200));
    assertThat(pace.permits(NOW, Duration.ZERO, 100)).isEqualTo(3);
    assertThat(pace.permits(NOW, Duration.ofSeconds(1), 100)).isEqualTo(13);
  }

  @Test
  void pace_afterRequests_waitsForItsTurnAndForgetsWithTime() {
    Rate rate = new Rate(60, 60, 1);
    Pace used = new Pace(rate, new Pace(rate, null).after(1, NOW));

    assertThat(used.waitAfter(0, NOW)).isEqualTo(Duration.ofSeconds(1));
    assertThat(used.waitAfter(0, NOW.plusSeconds(1))).isZero();
    assertThat(used.permits(NOW.plusSeconds(100), Duration.ZERO, 10)).isEqualTo(1);
  }

  /**
   * Checks the promise to the receiver: in no period more than the burst and the allowance of the
   * period.
   */
  @Property(tries = 200)
  void requests_takenAtAnyTimes_neverExceedRateAndBurst(
      @ForAll @IntRange(min = 1, max = 1_000) int limit,
      @ForAll @IntRange(min = 1, max = 60) int period,
      @ForAll @IntRange(min = 1, max = 40) int burst,
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 5_000) Integer> waits) {
    Rate rate = new Rate(limit, period, burst);
    Pace pace = new Pace(rate, null);
    List<Instant> sent = new ArrayList<>();
    Instant now = NOW;
    for (int wait : waits) {
      now = now.plusMillis(wait);
      int permits = pace.permits(now, HORIZON, 50);
      for (int i = 0; i < permits; i++) {
        sent.add(now.plus(pace.waitAfter(i, now)));
      }
      pace = new Pace(rate, pace.after(permits, now));
    }

    assertThat(sent).isSorted();
    for (int first = 0; first < sent.size(); first++) {
      for (int last = first + burst; last < sent.size(); last++) {
        double seconds = Duration.between(sent.get(first), sent.get(last)).toNanos() / 1e9;
        assertThat(last - first + 1.0)
            .isLessThanOrEqualTo(burst + seconds * limit / period + 0.001);
      }
    }
  }
}
