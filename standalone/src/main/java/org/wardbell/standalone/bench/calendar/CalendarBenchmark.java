package org.wardbell.standalone.bench.calendar;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.environment.Target;

/** All phases, one after the other, against one server. */
public final class CalendarBenchmark {
  /** The calendars of the phases that are not about many. */
  private static final int FEW = 10;

  private final CalendarStage stage;

  /**
   * The size of each phase.
   *
   * @param events of the full sync
   * @param pushes that are sent as fast as they are answered
   * @param connections over which they are
   * @param perSecond changes a second over 10 calendars
   * @param seconds how long they go on; perSecond times seconds is at least 10
   * @param flood pushes within 10 s to one calendar; at least 10
   * @param calendars of the last phase
   * @param minutes how long it lasts; at most 40, for each is a half hour of one day
   */
  public record Sizes(
      int events,
      int pushes,
      int connections,
      int perSecond,
      int seconds,
      int flood,
      int calendars,
      int minutes) {}

  public CalendarBenchmark(
      Target target, GoogleCalendarSimulator google, Progress progress, Deadline deadline) {
    this.stage = new CalendarStage(target, google, progress, deadline);
  }

  /** Runs it. What is lost is a figure, not an exception. */
  public CalendarFigures run(Sizes sizes) {
    Instant startedAt = Instant.now();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    CalendarFigures.FullSync fullSync = new FullSync(stage).measure(sizes.events());
    int each = Math.max(1, sizes.perSecond() * sizes.seconds() / FEW);
    stage.progress.step("Connecting %d calendars, booking %d each".formatted(FEW, each));
    List<BenchCalendar> few = stage.calendars("few", FEW, each);
    CalendarFigures.Pushes answering =
        new PushAnswering(stage).measure(few, sizes.pushes(), sizes.connections());
    few.forEach(stage::settle);
    SteadyChanges changes = new SteadyChanges(stage);
    CalendarFigures.Changes steady = changes.once(few, sizes.perSecond());
    CalendarFigures.Requests requests = new SimpleChanges(stage).measure(few.getFirst());
    CalendarFigures.Flood flood = new PushFlood(stage).measure(few.get(1), sizes.flood());
    stage.progress.step("Connecting %d calendars".formatted(sizes.calendars()));
    List<BenchCalendar> many = stage.calendars("many", sizes.calendars(), 1);
    CalendarFigures.Changes minutely = changes.everyMinute(many, sizes.minutes());
    return new CalendarFigures(
        startedAt,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        load,
        fullSync,
        answering,
        steady,
        requests,
        flood,
        sizes.calendars(),
        sizes.minutes(),
        minutely);
  }
}
