package org.wardbell.standalone.storm;

import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.storm.stage.StormServers;

/**
 * The quiet after a storm. Nothing goes wrong any more, and each doctor makes one more event, whose
 * push arrives: it stands for the poll that would find within a quarter of an hour what lost pushes
 * did not tell. The pull that it starts reads from the stored sync token, so a token that was ahead
 * of the changes is found out.
 */
final class StormQuiet {
  /** A worker's death is noticed 90 s after its last sign of life; then writes take turns. */
  static final Duration LONGEST = Duration.ofMinutes(8);

  /** The title of events that are no appointments. */
  static final String PRIVATE = "Private";

  private static final long LOOK_EVERY_MILLIS = 500;

  /** The half hour of that event, after all others. */
  private static final int LAST_SLOT = ActScript.SLOTS + 1;

  private final StormServers servers;
  private final Progress progress;

  StormQuiet(StormServers servers, Progress progress) {
    this.servers = servers;
    this.progress = progress;
  }

  /**
   * Waits until nothing is left to do.
   *
   * @return what is still to do after {@link #LONGEST}, by seed; empty if nothing is
   */
  Map<Long, List<String>> await(List<StormWorld> worlds) {
    servers.google().behaveWell();
    Map<UUID, String> last = new HashMap<>();
    for (StormWorld world : worlds) {
      for (StormCalendar calendar : world.calendars()) {
        String event =
            servers
                .google()
                .doctor(calendar.googleId())
                .create(PRIVATE, world.start(LAST_SLOT), world.end(LAST_SLOT));
        world.ownEvents().add(new StormWorld.OwnEvent(calendar, event));
        last.put(calendar.id(), event);
      }
    }
    long began = System.nanoTime();
    boolean quietBefore = false;
    while (true) {
      Map<Long, List<String>> open = open(worlds, last);
      if (open.isEmpty() && quietBefore) {
        return open;
      }
      quietBefore = open.isEmpty();
      if (System.nanoTime() - began > LONGEST.toNanos()) {
        return open;
      }
      progress.now(
          () ->
              "waiting for quiet: "
                  + open.values().stream().mapToInt(List::size).sum()
                  + " calendars are still at work");
      StormPlayer.pause(LOOK_EVERY_MILLIS);
    }
  }

  private Map<Long, List<String>> open(List<StormWorld> worlds, Map<UUID, String> last) {
    DSLContext database = servers.database();
    Map<Long, List<String>> open = new HashMap<>();
    for (StormWorld world : worlds) {
      for (StormCalendar each : world.calendars()) {
        UUID calendar = each.id();
        int writes =
            database.fetchCount(LINK, LINK.CALENDAR_ID.eq(calendar).and(LINK.DUE_AT.isNotNull()));
        boolean pushes =
            database.fetchExists(
                CALENDAR.join(CALENDAR_COUNTERS).on(CALENDAR_COUNTERS.CALENDAR_ID.eq(CALENDAR.ID)),
                CALENDAR.ID.eq(calendar).and(CALENDAR_COUNTERS.REQUESTED.gt(CALENDAR.HANDLED)));
        boolean seen =
            database.fetchExists(
                BUSY_TIME,
                BUSY_TIME
                    .CALENDAR_ID
                    .eq(calendar)
                    .and(BUSY_TIME.GOOGLE_EVENT_ID.eq(last.get(calendar))));
        boolean watched =
            !each.pushed()
                || database.fetchExists(
                    CHANNEL, CHANNEL.CALENDAR_ID.eq(calendar).and(CHANNEL.STATE.eq("ACTIVE")));
        if (writes > 0 || pushes || !seen || !watched) {
          open.computeIfAbsent(world.seed(), _ -> new ArrayList<>())
              .add(
                  "seed %d, calendar %d: after %d minutes %d events wait to be written%s%s%s; the calendar's last error is %s"
                      .formatted(
                          world.seed(),
                          each.number(),
                          LONGEST.toMinutes(),
                          writes,
                          pushes ? ", pushes are not covered" : "",
                          seen ? "" : ", the newest event was not pulled",
                          watched ? "" : ", no channel is open",
                          database
                              .select(CALENDAR.LAST_ERROR)
                              .from(CALENDAR)
                              .where(CALENDAR.ID.eq(calendar))
                              .fetchSingle(CALENDAR.LAST_ERROR)));
        }
      }
    }
    return open;
  }
}
