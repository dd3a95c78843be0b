package org.wardbell.workflows.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalRuleTest {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final TimeSlot SLOT = new TimeSlot(START, START.plusSeconds(1_800));

  @ParameterizedTest
  @CsvSource({
    "ACCEPTED, BOOKED, -1801, false",
    "ACCEPTED, BOOKED, -1800, true",
    "ACCEPTED, PENDING, 0, true",
    "ACCEPTED, BOOKED, 1799, true",
    "ACCEPTED, BOOKED, 1800, false",
    "ACCEPTED, CHECKED_IN, 0, false",
    "ACCEPTED, CANCELLED, 0, false",
    "TENTATIVE, BOOKED, 0, false",
    "DECLINED, BOOKED, 0, false"
  })
  void arrives_onlyWithAYesInsideTheWindow(
      Rsvp answer, AppointmentStatus status, long secondsAfterStart, boolean arrives) {
    assertThat(ArrivalRule.arrives(answer, status, SLOT, START.plusSeconds(secondsAfterStart)))
        .isEqualTo(arrives);
  }
}
