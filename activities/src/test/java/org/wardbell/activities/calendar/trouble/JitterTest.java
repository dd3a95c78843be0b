package org.wardbell.activities.calendar.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The spread of waits. */
class JitterTest {
  private static final Duration WAIT = Duration.ofMinutes(5);

  @Test
  void c45_waits_ofManyCalendars_areSpread_andNoneIsShorter() {
    Set<Duration> waits = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      waits.add(Jitter.over(WAIT, UUID.randomUUID(), 1));
    }
    assertThat(waits).hasSizeGreaterThan(50);
    assertThat(waits)
        .allSatisfy(wait -> assertThat(wait).isBetween(WAIT, WAIT.plus(Duration.ofSeconds(75))));
  }

  @Test
  void c45_wait_ofOneTry_isTheSameAgain_andAnotherTryWaitsOtherwise() {
    UUID calendar = UUID.fromString("01940000-0000-7000-8000-0000000000ca");
    assertThat(Jitter.over(WAIT, calendar, 1)).isEqualTo(Jitter.over(WAIT, calendar, 1));
    assertThat(Jitter.over(WAIT, calendar, 1)).isNotEqualTo(Jitter.over(WAIT, calendar, 2));
  }
}
