package org.wardbell.standalone.bench.calendar;

import java.util.List;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.standalone.bench.load.Load;
import org.wardbell.standalone.bench.load.PushGenerator;
import org.wardbell.standalone.bench.load.PushGenerator.PushAnswers;
import org.wardbell.standalone.bench.load.PushGenerator.PushedChannel;
import org.wardbell.standalone.bench.report.Figures.Percentiles;

/** The second phase: pushes as fast as they are answered. */
final class PushAnswering {
  private final CalendarStage stage;

  PushAnswering(CalendarStage stage) {
    this.stage = stage;
  }

  CalendarFigures.Pushes measure(List<BenchCalendar> calendars, int pushes, int connections) {
    stage.progress.step(
        "Pushes: %,d to %d calendars, as fast as answered, over %d connections"
            .formatted(pushes, calendars.size(), connections));
    List<PushedChannel> channels =
        calendars.stream().map(each -> channel(stage.google, each)).toList();
    Load load = new Load.ClosedLoop(pushes, connections);
    return figures(
        new PushGenerator(stage.target.port(), channels).post(load, stage.deadline), pushes);
  }

  static CalendarFigures.Pushes figures(PushAnswers answers, int pushes) {
    return new CalendarFigures.Pushes(
        pushes,
        answers.latency().getTotalCount(),
        answers.latency().getTotalCount() / answers.seconds(),
        Percentiles.of(answers.latency()));
  }

  /** Returns the channel on which Google pushes to a calendar. */
  static PushedChannel channel(GoogleCalendarSimulator google, BenchCalendar calendar) {
    var channel = google.channels(calendar.account()).getLast();
    String token = channel.token() == null ? "" : channel.token();
    return new PushedChannel(channel.id(), token, channel.resourceId(), channel.resourceUri());
  }
}
