package org.wardbell.workflows.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.appointment.AppointmentAgenda.Entry;
import org.wardbell.workflows.appointment.AppointmentAgenda.Kind;

class AppointmentAgendaTest {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final TimeSlot SLOT = new TimeSlot(START, START.plusSeconds(1_800));
  private static final AppointmentPolicy POLICY =
      new AppointmentPolicy(
          List.of(60, 1_440), AfterEnd.NO_SHOW, 15, RsvpRule.WINDOW, AppointmentStatus.ARRIVED, 30);

  private static Instant minutes(long afterStart) {
    return START.plusSeconds(60 * afterStart);
  }

  @Test
  void looks_goFromOneMomentToTheNext() {
    assertThat(AppointmentAgenda.planned(SLOT, POLICY, minutes(-2_000))).isEqualTo(minutes(-1_440));
    assertThat(AppointmentAgenda.next(SLOT, POLICY, minutes(-1_440))).isEqualTo(minutes(-60));
    assertThat(AppointmentAgenda.next(SLOT, POLICY, minutes(-60))).isEqualTo(START);
    assertThat(AppointmentAgenda.next(SLOT, POLICY, START)).isEqualTo(minutes(45));
    assertThat(AppointmentAgenda.next(SLOT, POLICY, minutes(45))).isNull();
  }

  @Test
  void everyMoment_isInExactlyOneLook() {
    Instant from = minutes(-1_440);
    List<Entry> first = AppointmentAgenda.between(SLOT, POLICY, from, minutes(-30));
    Instant next = AppointmentAgenda.next(SLOT, POLICY, minutes(-30));
    assertThat(next).isNotNull();
    List<Entry> second = AppointmentAgenda.between(SLOT, POLICY, next, minutes(90));

    assertThat(first).extracting(Entry::minutesBefore).containsExactly(1_440, 60);
    assertThat(second).extracting(Entry::kind).containsExactly(Kind.STARTED, Kind.ENDED);
  }

  @Test
  void bookingAfterTheStart_isToldToHaveStarted_onlyForAWhile() {
    assertThat(AppointmentAgenda.planned(SLOT, POLICY, minutes(10))).isEqualTo(START);
    assertThat(AppointmentAgenda.planned(SLOT, POLICY, minutes(16))).isEqualTo(minutes(45));
    assertThat(AppointmentAgenda.planned(SLOT, POLICY, minutes(46))).isNull();
  }

  @Test
  void moment_thatPassedLongAgo_isNotToldAsIfNow() {
    Entry started = new Entry(Kind.STARTED, START, 0);
    assertThat(started.isTimely(SLOT, minutes(15))).isTrue();
    assertThat(started.isTimely(SLOT, minutes(16))).isFalse();

    Entry dayBefore = new Entry(Kind.REMINDER, minutes(-1_440), 1_440);
    assertThat(dayBefore.isTimely(SLOT, minutes(-1_380))).isTrue();
    assertThat(dayBefore.isTimely(SLOT, minutes(-1_379))).isFalse();

    Entry tenMinutes = new Entry(Kind.REMINDER, minutes(-10), 10);
    assertThat(tenMinutes.isTimely(SLOT, minutes(-1))).isTrue();
    assertThat(tenMinutes.isTimely(SLOT, START)).isFalse();

    assertThat(new Entry(Kind.ENDED, minutes(45), 0).isTimely(SLOT, minutes(100_000))).isTrue();
  }

  @Test
  void shortAppointment_thatIsOver_hasNotJustStarted() {
    TimeSlot fiveMinutes = new TimeSlot(START, minutes(5));
    assertThat(new Entry(Kind.STARTED, START, 0).isTimely(fiveMinutes, minutes(6))).isFalse();
  }

  @Test
  void policyThatLeavesTheEnd_hasNoMomentForIt() {
    assertThat(AppointmentAgenda.next(SLOT, AppointmentPolicy.STANDARD, START)).isNull();
  }
}
