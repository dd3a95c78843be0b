package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.appointment.AppointmentRefusal;
import org.wardbell.activities.appointment.FreeTimes;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.workflows.appointment.FreeSlots;
import org.wardbell.workflows.appointment.TimeSlot;

/** The doctor's events of whole and of several days, and which of them take the doctor's time. */
@Tag("servers")
class WholeDaysTest extends TwoSides {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final LocalDate DAY = LocalDate.ofInstant(Instant.now(), Clinic.ZONE).plusDays(20);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "America/New_York",
        "Pacific/Auckland",
        "Asia/Kathmandu",
        "Pacific/Kiritimati",
        "Etc/GMT+12"
      })
  void eventOfTwoDays_blocksTheDaysOfItsCalendarsZone_andNothingBesides(String name) {
    ZoneId zone = ZoneId.of(name);
    google.changeZone(CALENDAR, zone);
    wholeDays(DAY, DAY.plusDays(2), "");
    pull();

    Instant begin = DAY.atStartOfDay(zone).toInstant();
    Instant end = DAY.plusDays(2).atStartOfDay(zone).toInstant();
    assertBlocks(begin, end);
    assertThat(free(begin.minus(HOUR), end.plus(HOUR))).containsExactly(begin.minus(HOUR), end);
  }

  /** Days of 23 and of 25 hours. */
  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  void dayOnWhichTheClocksChange_isBlockedFromMidnightToMidnight(String name) {
    ZoneId zone = ZoneId.of(name);
    google.changeZone(CALENDAR, zone);
    Instant first = zone.getRules().nextTransition(Instant.now()).getInstant();
    Instant second = zone.getRules().nextTransition(first).getInstant();
    for (Instant change : List.of(first, second)) {
      LocalDate day = LocalDate.ofInstant(change, zone);
      wholeDays(day, day.plusDays(1), "");
      pull();
      Instant begin = day.atStartOfDay(zone).toInstant();
      Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
      assertThat(Duration.between(begin, end)).isNotEqualTo(Duration.ofDays(1));
      assertBlocks(begin, end);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "false | \"transparency\": \"transparent\"",
        "false | \"eventType\": \"workingLocation\", \"transparency\": \"transparent\"",
        "true  | \"visibility\": \"private\"",
        "true  | \"eventType\": \"outOfOffice\"",
        "true  | \"status\": \"tentative\"",
        "true  | \"attendees\": [{\"email\": \"ada@clinic.example\", \"responseStatus\": \"tentative\"}]",
        "true  | \"attendees\": [{\"email\": \"ada@clinic.example\", \"responseStatus\": \"needsAction\"}]",
        "true  | \"attendees\": [{\"email\": \"other@x.example\", \"responseStatus\": \"declined\"}]",
        "false | \"attendees\": [{\"email\": \"ada@clinic.example\", \"responseStatus\": \"declined\"}]"
      })
  void wholeDay_blocksUnlessItIsShownAsFreeOrDeclined(boolean blocks, String field) {
    wholeDays(DAY, DAY.plusDays(1), ", " + field);
    pull();
    Instant noon = DAY.atStartOfDay(Clinic.ZONE).plusHours(12).toInstant();
    assertThat(isTaken(noon)).isEqualTo(blocks);
    assertThat(free(noon, noon.plus(HOUR)).isEmpty()).isEqualTo(blocks);
  }

  @Test
  void eventThatBecomesFree_orIsDeclinedLater_blocksNoMore_andAgainWhenItIsTakenBack() {
    String event = wholeDays(DAY, DAY.plusDays(1), "");
    pull();
    Instant noon = DAY.atStartOfDay(Clinic.ZONE).plusHours(12).toInstant();
    assertThat(isTaken(noon)).isTrue();

    doctor().edit(event, "{\"transparency\": \"transparent\"}");
    pull();
    assertThat(isTaken(noon)).isFalse();

    doctor().edit(event, "{\"transparency\": \"opaque\"}");
    pull();
    assertThat(isTaken(noon)).isTrue();
  }

  @Test
  void timedEventOfSeveralDays_blocksEachOfThem() {
    ZonedDateTime begin = DAY.atStartOfDay(Clinic.ZONE).plusHours(15);
    ZonedDateTime end = begin.plusDays(3).plusHours(2);
    doctor().create("Congress", begin.toInstant(), end.toInstant());
    pull();
    assertBlocks(begin.toInstant(), end.toInstant());
    assertThat(isTaken(begin.plusDays(1).toInstant())).isTrue();
    assertThat(free(begin.toInstant(), end.toInstant())).isEmpty();
  }

  /** Google tells of no event: their dates are the same, only the days begin elsewhere. */
  @Test
  void calendarThatGetsAnotherZone_hasItsWholeDaysReadAgain() {
    ZoneId there = ZoneId.of("America/New_York");
    wholeDays(DAY, DAY.plusDays(1), "");
    pull();
    assertBlocks(
        DAY.atStartOfDay(Clinic.ZONE).toInstant(),
        DAY.plusDays(1).atStartOfDay(Clinic.ZONE).toInstant());

    google.changeZone(CALENDAR, there);
    pull();

    assertBlocks(
        DAY.atStartOfDay(there).toInstant(), DAY.plusDays(1).atStartOfDay(there).toInstant());
    google.clearLogs();
    pull();
    assertThat(google.calls()).noneMatch(call -> call.query().contains("timeMin="));
  }

  @Test
  void alternatives_duringALongAbsence_comeAfterIt() {
    wholeDays(DAY, DAY.plusDays(40), "");
    pull();
    Instant begin = DAY.atStartOfDay(Clinic.ZONE).toInstant();
    Instant end = DAY.plusDays(40).atStartOfDay(Clinic.ZONE).toInstant();
    clinic.book(Clinic.slot(2, 9));

    assertThat(times().alternatives(doctorId(), new TimeSlot(begin, begin.plus(HOUR)), 2))
        .containsExactly(
            new TimeSlot(end, end.plus(HOUR)),
            new TimeSlot(end.plus(HOUR), end.plus(HOUR).plus(HOUR)));
  }

  /** Creates an event of whole days; {@code end} is the day after the last. */
  private String wholeDays(LocalDate first, LocalDate end, String further) {
    return doctor()
        .create(
            "{\"start\": {\"date\": \"%s\"}, \"end\": {\"date\": \"%s\"}%s}"
                .formatted(first, end, further));
  }

  private void assertBlocks(Instant begin, Instant end) {
    assertThat(isTaken(begin.minus(HOUR))).as("before it").isFalse();
    assertThat(isTaken(begin)).as("its first hour").isTrue();
    assertThat(isTaken(end.minus(HOUR))).as("its last hour").isTrue();
    assertThat(isTaken(end)).as("after it").isFalse();
  }

  /** Returns whether an hour cannot be booked. */
  private boolean isTaken(Instant start) {
    try {
      var booked = clinic.book(new TimeSlot(start, start.plus(HOUR)));
      clinic.appointments().cancel(clinic.id(), booked.appointment().id(), AuditOrigin.SYSTEM);
      return false;
    } catch (AppointmentRefusal taken) {
      return true;
    }
  }

  private List<Instant> free(Instant from, Instant to) {
    return times()
        .free(
            doctorId(),
            new TimeSlot(from, to),
            new FreeSlots.Grid(HOUR, HOUR.dividedBy(4)),
            Clinic.ZONE,
            500)
        .stream()
        .map(TimeSlot::start)
        .toList();
  }

  private FreeTimes times() {
    return new FreeTimes(clinic.dsl(), clinic.doctors());
  }

  private UUID doctorId() {
    return times().doctor(clinic.id(), Clinic.DOCTOR).orElseThrow().id();
  }
}
