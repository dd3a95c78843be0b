package org.wardbell.workflows.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatusRuleTest {
  @ParameterizedTest
  @CsvSource({
    "0, CANCELLED",
    "1, BOOKED",
    "2, PENDING",
    "3, CHECKED_OUT",
    "4, CHECKED_IN",
    "check-in, CHECKED_IN",
    "Check out, CHECKED_OUT",
    "booked, BOOKED",
    "no-show, NO_SHOW",
    "noshow, NO_SHOW",
    "fulfilled, CHECKED_OUT",
    "CHECKED_IN, CHECKED_IN",
    "arrived, ARRIVED"
  })
  void word_ofOursOrKiviCares_isUnderstood(String word, AppointmentStatus status) {
    assertThat(StatusRule.named(word)).contains(status);
  }

  @ParameterizedTest
  @CsvSource({"5", "-1", "updated", "''"})
  void word_ofNobody_isNot(String word) {
    assertThat(StatusRule.named(word)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(AppointmentStatus.class)
  void status_doesNotFollowItself_andHasAWayOut(AppointmentStatus status) {
    assertThat(StatusRule.after(status)).isNotEmpty().doesNotContain(status);
  }

  @Test
  void cancelled_isBookedAgainOrNothing() {
    assertThat(StatusRule.after(AppointmentStatus.CANCELLED))
        .containsExactlyInAnyOrder(AppointmentStatus.BOOKED, AppointmentStatus.PENDING);
  }

  @ParameterizedTest
  @CsvSource({
    "NO_SHOW, BOOKED, NO_SHOW",
    "NO_SHOW, PENDING, NO_SHOW",
    "NO_SHOW, ARRIVED, CHECKED_OUT",
    "NO_SHOW, CHECKED_IN, CHECKED_OUT",
    "CHECKED_OUT, BOOKED, CHECKED_OUT"
  })
  void end_closesWhatIsOpen(AfterEnd rule, AppointmentStatus before, AppointmentStatus after) {
    assertThat(rule.after(before)).isEqualTo(after);
  }

  @Test
  void end_leavesWhatIsClosed_andEverythingIfThePolicySaysSo() {
    assertThat(AfterEnd.NO_SHOW.after(AppointmentStatus.CANCELLED)).isNull();
    assertThat(AfterEnd.LEAVE.after(AppointmentStatus.BOOKED)).isNull();
  }
}
