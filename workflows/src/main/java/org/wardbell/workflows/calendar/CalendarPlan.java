package org.wardbell.workflows.calendar;

import java.time.Duration;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a calendar's next round, and the time it can be left alone if there is nothing to do.
 *
 * @param over true if there is nothing left to synchronize
 * @param stop true if the channels are to be stopped, because the calendar is disconnected
 * @param probe true if Google is to be asked whether the calendar is there again
 */
public record CalendarPlan(
    boolean over,
    boolean stop,
    boolean watch,
    boolean pull,
    boolean write,
    boolean probe,
    Duration idle) {
  /** A calendar is looked at this often even if every wake time were lost. */
  private static final Duration LONGEST_IDLE = Duration.ofHours(1);

  /** Keeps two clocks that round differently from making a busy loop. */
  private static final Duration SHORTEST_IDLE = Duration.ofMillis(50);

  /** Returns the plan that follows from the facts. */
  public static CalendarPlan of(CalendarFacts facts) {
    if (!facts.state().isLive()) {
      boolean stop = facts.state() == CalendarState.DISCONNECTED && facts.openChannels() > 0;
      boolean probe = facts.state() == CalendarState.RECONNECT_NEEDED && due(facts.millisToProbe());
      return new CalendarPlan(!stop && !probe, stop, false, false, false, probe, Duration.ZERO);
    }
    return new CalendarPlan(
        false,
        false,
        due(facts.millisToWatch()),
        facts.unseenPushes() > 0 || due(facts.millisToPoll()),
        due(facts.millisToWrite()),
        false,
        idle(facts));
  }

  /** Returns whether there is anything to do before waiting. */
  public boolean isBusy() {
    return stop || watch || pull || write || probe;
  }

  private static boolean due(@Nullable Long millis) {
    return millis != null && millis <= 0;
  }

  private static Duration idle(CalendarFacts facts) {
    long millis =
        LongStream.of(
                facts.millisToPoll(),
                orLongest(facts.millisToWatch()),
                orLongest(facts.millisToWrite()),
                LONGEST_IDLE.toMillis())
            .min()
            .getAsLong();
    return Duration.ofMillis(Math.max(millis, SHORTEST_IDLE.toMillis()));
  }

  private static long orLongest(@Nullable Long millis) {
    return millis == null ? LONGEST_IDLE.toMillis() : millis;
  }
}
