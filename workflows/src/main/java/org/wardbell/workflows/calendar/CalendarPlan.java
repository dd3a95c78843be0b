package org.wardbell.workflows.calendar;

import java.time.Duration;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What to do next for a calendar, and how long it can be left alone if there is nothing to do.
 *
 * @param stop the channels, because the clinic gave the calendar up
 * @param over nothing is left to mind
 */
public record CalendarPlan(
    boolean over, boolean stop, boolean watch, boolean pull, boolean write, Duration idle) {
  /** A calendar is looked at this often even if every wake time were lost. */
  private static final Duration LONGEST_IDLE = Duration.ofHours(1);

  /** Keeps two clocks that round differently from making a busy loop. */
  private static final Duration SHORTEST_IDLE = Duration.ofMillis(50);

  /** Decides from what the database says. */
  public static CalendarPlan of(CalendarFacts facts) {
    if (!facts.state().isLive()) {
      boolean stop = facts.state() == CalendarState.DISCONNECTED && facts.openChannels() > 0;
      return new CalendarPlan(!stop, stop, false, false, false, Duration.ZERO);
    }
    return new CalendarPlan(
        false,
        false,
        due(facts.millisToWatch()),
        facts.unseenPushes() > 0 || due(facts.millisToPoll()),
        due(facts.millisToWrite()),
        idle(facts));
  }

  /** Whether there is anything to do before waiting. */
  public boolean isBusy() {
    return stop || watch || pull || write;
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
