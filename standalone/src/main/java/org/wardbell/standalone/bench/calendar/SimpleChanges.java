package org.wardbell.standalone.bench.calendar;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.wardbell.standalone.bench.calendar.BenchCalendar.Booked;

/** The phase that counts the requests to Google for one change, on either side. */
final class SimpleChanges {
  private static final int ROUNDS = 3;

  /** Half hours of the day that the other phases leave free. */
  private static final int FIRST_HALF_HOUR = 10;

  private final CalendarStage stage;

  SimpleChanges(CalendarStage stage) {
    this.stage = stage;
  }

  /** Moves an appointment here, and its event there, a few times; counts until all is quiet. */
  CalendarFigures.Requests measure(BenchCalendar calendar) {
    stage.progress.step("Requests: %d simple changes on either side".formatted(ROUNDS));
    Booked appointment = calendar.appointments().getFirst();
    long here = 0;
    long there = 0;
    for (int round = 0; round < ROUNDS; round++) {
      stage.settle(calendar);
      int halfHour = FIRST_HALF_HOUR + 2 * round;
      here = Math.max(here, moveHere(calendar, appointment, halfHour));
      stage.settle(calendar);
      there = Math.max(there, moveThere(calendar, appointment, halfHour + 1));
    }
    return new CalendarFigures.Requests(ROUNDS, here, there);
  }

  private long moveHere(BenchCalendar calendar, Booked appointment, int halfHour) {
    Instant start = appointment.day().plus(halfHour * 30L, ChronoUnit.MINUTES);
    long before = stage.lastCall();
    stage.clinic.move(appointment.id(), appointment.account(), start);
    stage.until(() -> shown(appointment).equals(start), () -> "the event follows");
    stage.settle(calendar);
    return stage.calls(appointment.account(), before).size();
  }

  private Instant shown(Booked appointment) {
    return Instant.parse(
        stage
            .google
            .doctor(appointment.account())
            .event(appointment.event())
            .path("start")
            .path("dateTime")
            .asString());
  }

  private long moveThere(BenchCalendar calendar, Booked appointment, int halfHour) {
    Moves moves = new Moves();
    long before = stage.lastCall();
    stage.drag(appointment, halfHour, moves);
    stage.follow(moves);
    stage.settle(calendar);
    return stage.calls(appointment.account(), before).size();
  }
}
