package org.wardbell.standalone.bench.calendar;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.wardbell.standalone.bench.calendar.BenchCalendar.Booked;
import org.wardbell.standalone.bench.report.Figures.Percentiles;
import org.wardbell.standalone.bench.report.ProcessMeter;

/** The phases in which doctors drag events at fixed times, each of which is one push. */
final class SteadyChanges {
  private final CalendarStage stage;

  SteadyChanges(CalendarStage stage) {
    this.stage = stage;
  }

  /** Drags each event of these once, at a rate; the calendars take turns. */
  CalendarFigures.Changes once(List<BenchCalendar> calendars, int perSecond) {
    int each = calendars.getFirst().appointments().size();
    int all = each * calendars.size();
    stage.progress.step(
        "Changes: %,d pushes to %d calendars, %d a second"
            .formatted(all, calendars.size(), perSecond));
    return measure(
        all,
        TimeUnit.SECONDS.toNanos(1) / perSecond,
        (number, moves) ->
            stage.drag(
                calendars
                    .get(number % calendars.size())
                    .appointments()
                    .get(number / calendars.size()),
                1,
                moves));
  }

  /** Drags the one event of each of these once a minute. */
  CalendarFigures.Changes everyMinute(List<BenchCalendar> calendars, int minutes) {
    stage.progress.step(
        "Many: %d calendars, a push a minute each, for %d minutes"
            .formatted(calendars.size(), minutes));
    return measure(
        calendars.size() * minutes,
        TimeUnit.MINUTES.toNanos(1) / calendars.size(),
        (number, moves) -> {
          Booked only = calendars.get(number % calendars.size()).appointments().getFirst();
          stage.drag(only, 1 + number / calendars.size(), moves);
        });
  }

  /** One drag. */
  private interface Drag {
    void make(int number, Moves moves);
  }

  private CalendarFigures.Changes measure(int count, long intervalNanos, Drag drag) {
    Moves moves = new Moves();
    long before = stage.lastCall();
    ProcessMeter meter = ProcessMeter.start(stage.target.processes());
    atFixedTimes(count, intervalNanos, number -> drag.make(number, moves));
    Moves.Result result = stage.follow(moves);
    long requests = stage.lastCall() - before;
    return new CalendarFigures.Changes(
        count,
        result.lost(),
        Percentiles.of(result.latency()),
        (double) requests / count,
        meter.figures(meter.used(), count));
  }

  private void atFixedTimes(int count, long intervalNanos, IntConsumer act) {
    long began = System.nanoTime();
    for (int i = 0; i < count && !stage.deadline.isOver(); i++) {
      long left = began + i * intervalNanos - System.nanoTime();
      while (left > 0) {
        LockSupport.parkNanos(left);
        left = began + i * intervalNanos - System.nanoTime();
      }
      act.accept(i);
      int done = i + 1;
      stage.progress.now(() -> "%,d of %,d".formatted(done, count));
    }
  }
}
