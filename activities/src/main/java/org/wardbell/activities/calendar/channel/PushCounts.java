package org.wardbell.activities.calendar.channel;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.wardbell.activities.calendar.channel.PushOutcome.NoSignalNeeded;
import org.wardbell.activities.calendar.channel.PushOutcome.SignalNeeded;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The counting of pushes. All of a calendar's change one row, so that a flood would wait for a
 * commit each, one after the other. Pushes that come while this process counts others of the same
 * calendar are counted together by the next statement; other calendars wait for nothing.
 */
final class PushCounts {
  private final DSLContext database;
  private final Tracing tracing;
  private final Map<UUID, Line> lines = new ConcurrentHashMap<>();

  PushCounts(DSLContext database, Tracing tracing) {
    this.database = database;
    this.tracing = tracing;
  }

  /** The pushes of one calendar that are here now; changed only under the key of the map. */
  private static final class Line {
    private final ReentrantLock counting = new ReentrantLock();
    private Group open = new Group();
    private int here;
  }

  /** Pushes that are counted by one statement, which begins after the last of them came. */
  private static final class Group {
    private final CompletableFuture<PushOutcome> outcome = new CompletableFuture<>();
    private int pushes;
  }

  /** A push's place: the first of a group counts for all of it. */
  private record Place(Line line, Group group, boolean first) {}

  /** Counts a push; the count is committed when this returns. */
  PushOutcome count(UUID calendarId) {
    Place place = enter(calendarId);
    try {
      return place.first() ? lead(calendarId, place) : follow(place.group());
    } finally {
      leave(calendarId);
    }
  }

  private Place enter(UUID calendarId) {
    Place[] place = new Place[1];
    lines.compute(
        calendarId,
        (_, known) -> {
          Line line = known == null ? new Line() : known;
          line.here++;
          line.open.pushes++;
          place[0] = new Place(line, line.open, line.open.pushes == 1);
          return line;
        });
    return place[0];
  }

  private void leave(UUID calendarId) {
    lines.computeIfPresent(calendarId, (_, line) -> --line.here == 0 ? null : line);
  }

  private PushOutcome lead(UUID calendarId, Place place) {
    place.line().counting.lock();
    try {
      PushOutcome outcome = count(calendarId, close(calendarId, place.line()));
      place.group().outcome.complete(outcome);
      return outcome;
    } catch (RuntimeException | Error failure) {
      place.group().outcome.completeExceptionally(failure);
      throw failure;
    } finally {
      place.line().counting.unlock();
    }
  }

  private static PushOutcome follow(Group group) {
    try {
      return group.outcome.join();
    } catch (CompletionException counting) {
      if (counting.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw counting;
    }
  }

  /** Lets whoever comes from now on begin another group; returns the pushes of this one. */
  private int close(UUID calendarId, Line line) {
    int[] pushes = new int[1];
    lines.computeIfPresent(
        calendarId,
        (_, same) -> {
          pushes[0] = line.open.pushes;
          line.open = new Group();
          return same;
        });
    return pushes[0];
  }

  private PushOutcome count(UUID calendarId, int pushes) {
    var calendar =
        database
            .select(CALENDAR.STATE, CALENDAR.HANDLED)
            .from(CALENDAR)
            .where(CALENDAR.ID.eq(calendarId))
            .fetchSingle();
    database
        .update(CALENDAR_COUNTERS)
        .set(
            CALENDAR_COUNTERS.WAITING_SINCE,
            DSL.when(CALENDAR_COUNTERS.REQUESTED.le(calendar.value2()), DatabaseClock.now())
                .otherwise(CALENDAR_COUNTERS.WAITING_SINCE))
        .set(CALENDAR_COUNTERS.REQUESTED, CALENDAR_COUNTERS.REQUESTED.plus(pushes))
        .set(CALENDAR_COUNTERS.LAST_PUSH_AT, DatabaseClock.now())
        .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(calendarId))
        .execute();
    return CalendarState.valueOf(calendar.value1()).isLive()
        ? unlessCovered(calendarId)
        : new NoSignalNeeded();
  }

  /**
   * Returns whether a signal is still to be handled. It reads after the count was committed, so
   * that a workflow that finishes now either saw the count or is signalled.
   */
  private PushOutcome unlessCovered(UUID calendarId) {
    var counters =
        database
            .select(CALENDAR.HANDLED, CALENDAR_COUNTERS.REQUESTED, CALENDAR_COUNTERS.SIGNALLED_FOR)
            .from(CALENDAR)
            .join(CALENDAR_COUNTERS)
            .on(CALENDAR_COUNTERS.CALENDAR_ID.eq(CALENDAR.ID))
            .where(CALENDAR.ID.eq(calendarId))
            .fetchSingle();
    tracing.pushed(calendarId, counters.value2());
    boolean covered = counters.value3() > counters.value1();
    return covered ? new NoSignalNeeded() : new SignalNeeded(calendarId, counters.value2());
  }
}
