package org.wardbell.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LocalMomentTest {
  private static final Instant NOW = Instant.parse("2026-03-05T22:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-03-05T22:31:05.123456Z, Etc/UTC, 22:31:05",
    "2026-03-05T22:31:05.123456Z, Europe/Berlin, 23:31:05",
    "2026-03-05T23:31:05Z, Europe/Berlin, 2026-03-06 00:31:05",
    "2026-03-06T22:31:05Z, Etc/UTC, 2026-03-06 22:31:05",
  })
  void moment_isOfThisMachinesClock_withItsDayUnlessThatIsToday(
      Instant moment, ZoneId zone, String shown) {
    assertThat(LocalMoment.of(moment, NOW, zone)).isEqualTo(shown);
  }
}
