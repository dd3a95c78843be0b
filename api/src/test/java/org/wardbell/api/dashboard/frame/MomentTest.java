package org.wardbell.api.dashboard.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MomentTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant LATER = Instant.parse("2026-11-27T12:00:00Z");

  private static Moment at(String instant, ZoneId zone) {
    return Moment.of(Instant.parse(instant), zone, LATER);
  }

  @Test
  void exact_inTheNightOfTheClockChange_tellsTheTwoHoursApart() {
    assertThat(at("2026-10-25T00:30:00Z", BERLIN).exact())
        .isEqualTo("Sun 25 Oct 2026 02:30:00 GMT+2 Europe/Berlin");
    assertThat(at("2026-10-25T01:30:00Z", BERLIN).exact())
        .isEqualTo("Sun 25 Oct 2026 02:30:00 GMT+1 Europe/Berlin");
  }

  @Test
  void words_areOfThePersonsDay() {
    assertThat(at("2026-10-25T23:30:00Z", BERLIN).words()).isEqualTo("26 Oct 00:30");
    assertThat(at("2026-10-25T23:30:00Z", ZoneId.of("America/New_York")).words())
        .isEqualTo("25 Oct 19:30");
    assertThat(at("2025-12-31T23:30:00Z", BERLIN).words()).isEqualTo("1 Jan 00:30");
    assertThat(at("2026-11-27T11:00:00Z", BERLIN).words()).isEqualTo("1 h ago");
  }
}
