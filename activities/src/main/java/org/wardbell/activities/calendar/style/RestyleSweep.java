package org.wardbell.activities.calendar.style;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sweep that brings coming events up to what they are to say now. It marks a few events of each
 * calendar at a time; the calendar's own workflow writes them, at the pace that Google allows it.
 * Each step is a transaction of its own, so a crash loses none. One of the relay's scans.
 */
public final class RestyleSweep implements Runnable {
  /** A change of a style is seen to begin within this time, and a look costs one index. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Calendars and clinics in one round; the others come first in the next. */
  private static final int PER_ROUND = 100;

  private static final Logger log = LoggerFactory.getLogger(RestyleSweep.class);

  private final DSLContext database;
  private final Consumer<Collection<UUID>> wake;
  private long next = System.nanoTime();

  /**
   * @param wake tells calendars that they have something to write
   */
  public RestyleSweep(DSLContext database, Consumer<Collection<UUID>> wake) {
    this.database = database;
    this.wake = wake;
  }

  /** Runs one round, or nothing if the last one was less than two seconds ago. */
  @Override
  public void run() {
    if (System.nanoTime() - next >= 0) {
      next = System.nanoTime() + PAUSE.toNanos();
      round();
    }
  }

  /** Takes one step for each clinic and each calendar. */
  public void round() {
    for (UUID clinic : Restyling.spreading(database, PER_ROUND)) {
      step(() -> Restyling.spread(database, clinic));
    }
    for (UUID calendar : Restyling.underWay(database, PER_ROUND)) {
      step(
          () -> {
            if (Restyling.advance(database, calendar) > 0) {
              wake.accept(List.of(calendar));
            }
          });
    }
  }

  /** One that fails, for a deadlock perhaps, is tried again and holds up no other. */
  private static void step(Runnable step) {
    try {
      step.run();
    } catch (DataAccessException failure) {
      log.warn("a step of new event texts failed, tried again: {}", failure.getClass().getName());
    }
  }
}
