package org.wardbell.workflows.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalRuleTest {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final TimeSlot SLOT = new TimeSlot(START, START.plusSeconds(1_800));

  @ParameterizedTest
  @CsvSource({
    "WINDOW, 30, ACCEPTED, BOOKED, -1801, false",
    "WINDOW, 30, ACCEPTED, BOOKED, -1800, true",
    "WINDOW, 30, ACCEPTED, PENDING, 0, true",
    "WINDOW, 30, ACCEPTED, BOOKED, 1799, true",
    "WINDOW, 30, ACCEPTED, BOOKED, 1800, false",
    "WINDOW, 30, ACCEPTED, CHECKED_IN, 0, false",
    "WINDOW, 30, ACCEPTED, CANCELLED, 0, false",
    "WINDOW, 30, TENTATIVE, BOOKED, 0, false",
    "WINDOW, 30, DECLINED, BOOKED, 0, false",
    "WINDOW, 0, ACCEPTED, BOOKED, -1, false",
    "WINDOW, 120, ACCEPTED, BOOKED, -7200, true",
    "ALWAYS, 30, ACCEPTED, BOOKED, -86400, true",
    "ALWAYS, 30, ACCEPTED, BOOKED, 86400, true",
    "ALWAYS, 30, DECLINED, BOOKED, 0, false",
    "ALWAYS, 30, ACCEPTED, CHECKED_OUT, 0, false",
    "RECORD_ONLY, 30, ACCEPTED, BOOKED, 0, false"
  })
  void arrives_onlyWithAYesThatThePolicyTakesForOne(
      RsvpRule rule,
      int minutes,
      Rsvp answer,
      AppointmentStatus status,
      long secondsAfterStart,
      boolean arrives) {
    AppointmentPolicy policy =
        new AppointmentPolicy(
            List.of(), AfterEnd.LEAVE, 0, rule, AppointmentStatus.ARRIVED, minutes);
    assertThat(
            ArrivalRule.arrives(policy, answer, status, SLOT, START.plusSeconds(secondsAfterStart)))
        .isEqualTo(arrives);
  }
}
