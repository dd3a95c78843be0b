package org.wardbell.standalone.bench.calendar;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.wardbell.simulator.google.api.ApiCall;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.standalone.bench.calendar.BenchCalendar.Booked;
import org.wardbell.standalone.bench.environment.Pause;
import org.wardbell.standalone.bench.load.Load;
import org.wardbell.standalone.bench.load.PushGenerator;
import org.wardbell.standalone.bench.load.PushGenerator.PushAnswers;

/**
 * The phase of a flood: one calendar gets pushes at a high rate while its doctor goes on changing
 * it, once a second and once more at the very end.
 */
final class PushFlood {
  private static final Duration LASTS = Duration.ofSeconds(10);
  private static final int CONNECTIONS = 8;
  private static final int FIRST_HALF_HOUR = 24;

  private final CalendarStage stage;

  PushFlood(CalendarStage stage) {
    this.stage = stage;
  }

  /**
   * Sends the flood.
   *
   * @param pushes that arrive within 10 s, those of the doctor's own changes not counted
   */
  CalendarFigures.Flood measure(BenchCalendar calendar, int pushes) {
    stage.progress.step(
        "Flood: %,d pushes in %d s to one calendar".formatted(pushes, LASTS.toSeconds()));
    stage.settle(calendar);
    Booked appointment = calendar.appointments().getFirst();
    PushGenerator generator =
        new PushGenerator(
            stage.target.port(), List.of(PushAnswering.channel(stage.google, calendar)));
    int perSecond = (int) (pushes / LASTS.toSeconds());
    Load load = new Load.OpenLoop(perSecond, LASTS, CONNECTIONS);
    long before = stage.lastCall();
    CompletableFuture<PushAnswers> answers =
        CompletableFuture.supplyAsync(() -> generator.post(load, stage.deadline));
    Moves moves = new Moves();
    int halfHour = FIRST_HALF_HOUR;
    while (!answers.isDone()) {
      stage.drag(appointment, halfHour++, moves);
      Pause.of(Duration.ofSeconds(1));
    }
    stage.drag(appointment, halfHour, moves);
    Moves.Result result = stage.follow(moves);
    stage.settle(calendar);
    long syncs =
        stage.calls(calendar.account(), before).stream().filter(PushFlood::beginsASync).count();
    return new CalendarFigures.Flood(
        PushAnswering.figures(answers.join(), load.events()), syncs, result.lost() == 0);
  }

  private static boolean beginsASync(ApiCall call) {
    return call.method() == ApiMethod.EVENTS_LIST && !call.query().contains("pageToken");
  }
}
