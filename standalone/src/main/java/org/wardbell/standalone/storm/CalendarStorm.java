package org.wardbell.standalone.storm;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.storm.stage.StormServers;

/**
 * A storm over many seeds. Seeds are played one after the other, some of them before a common
 * quiet: a killed worker's calendars stand still for 90 s, and the next seeds use that time.
 */
final class CalendarStorm {
  /**
   * Seeds before a quiet. Each has five calendars, so this is what two small workers keep up with.
   */
  private static final int SEEDS_AT_ONCE = 10;

  private static final Duration CONNECT_LIMIT = Duration.ofMinutes(3);

  private final StormServers servers;
  private final Progress progress;
  private final StormCounts counts = new StormCounts();
  private final List<Long> played = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();
  private int appointments;
  private double quietSeconds;

  private CalendarStorm(StormServers servers, Progress progress) {
    this.servers = servers;
    this.progress = progress;
  }

  /**
   * Plays seeds until they or the time are over.
   *
   * @param first the first seed
   * @param step by which each seed is greater than the one before
   * @param length acts of each seed after its bookings
   * @param end when no other seeds are begun
   */
  static StormFigures run(
      Path parent, long first, int step, int seeds, int length, Deadline end, Progress progress) {
    Deadline starting = Deadline.in(Duration.ofMinutes(15));
    try (StormServers servers = StormServers.start(parent, starting, progress)) {
      CalendarStorm storm = new CalendarStorm(servers, progress);
      for (int done = 0; done < seeds && (done == 0 || !end.isOver()); done += SEEDS_AT_ONCE) {
        storm.play(first + (long) done * step, step, Math.min(SEEDS_AT_ONCE, seeds - done), length);
      }
      StormFigures figures = storm.figures();
      if (!figures.converged()) {
        servers.keepFolder();
        progress.step("The logs stay in " + servers.folder());
      }
      return figures;
    }
  }

  private void play(long first, int step, int seeds, int length) {
    long last = first + (seeds - 1L) * step;
    progress.step("Connecting calendars for seeds " + first + " to " + last);
    List<StormWorld> worlds = new ArrayList<>();
    for (long seed = first; seed <= last; seed += step) {
      worlds.add(StormWorld.make(servers, seed, UUID.randomUUID().toString()));
    }
    awaitConnected(servers, worlds, progress);
    StormPlayer player = new StormPlayer(servers, counts, progress);
    // Every other seed changes what is in step already, the rest what was booked a moment ago.
    List<StormWorld> ahead = worlds.stream().filter(world -> world.seed() % 2 != 0).toList();
    ahead.forEach(world -> player.book(world, ActScript.of(world.seed(), length)));
    ahead.forEach(player::repeat);
    for (StormWorld world : worlds) {
      progress.step("Seed " + world.seed());
      player.play(world, ActScript.of(world.seed(), length));
      played.add(world.seed());
    }
    long began = System.nanoTime();
    Map<Long, List<String>> open = new StormQuiet(servers, progress).await(worlds);
    quietSeconds =
        Math.max(
            quietSeconds, (System.nanoTime() - began) / (double) Duration.ofSeconds(1).toNanos());
    for (StormWorld world : worlds) {
      StormComparison comparison = new StormComparison(servers, world);
      List<String> found = new ArrayList<>(open.getOrDefault(world.seed(), List.of()));
      found.addAll(comparison.differences());
      appointments += comparison.appointments();
      differences.addAll(found);
      // Told at once: whoever stops a long storm has them.
      progress.step(
          "Seed %d: %s"
              .formatted(world.seed(), found.isEmpty() ? "both sides agree" : "both sides differ"));
      found.forEach(each -> progress.step("DIFFERENCE  " + each));
    }
    progress.step(
        "Seeds %d to %d are compared; differences so far: %d"
            .formatted(first, last, differences.size()));
  }

  /** Waits until all calendars of these worlds are connected. */
  static void awaitConnected(StormServers servers, List<StormWorld> worlds, Progress progress) {
    List<UUID> calendars =
        worlds.stream()
            .flatMap(world -> world.calendars().stream())
            .map(StormCalendar::id)
            .toList();
    Deadline deadline = Deadline.in(CONNECT_LIMIT);
    while (true) {
      int connected =
          servers
              .database()
              .fetchCount(
                  CALENDAR,
                  CALENDAR.ID.in(calendars).and(CALENDAR.STATE.in("CONNECTED", "POLL_ONLY")));
      if (connected == calendars.size()) {
        return;
      }
      if (deadline.isOver()) {
        throw new BenchmarkException(
            "Only %d of %d calendars were connected in time."
                .formatted(connected, calendars.size()),
            null);
      }
      progress.now(() -> connected + " of " + calendars.size() + " calendars are connected");
      StormPlayer.pause(200);
    }
  }

  private StormFigures figures() {
    return new StormFigures(
        List.copyOf(played),
        counts.acts,
        counts.refused,
        counts.skipped,
        Map.copyOf(counts.done),
        counts.faults,
        counts.kills,
        servers.google().count(ApiMethod.EVENTS_LIST),
        servers.google().writes(),
        servers.database().fetchCount(EVENT, EVENT.TYPE.eq("calendar.conflict_reverted")),
        appointments,
        quietSeconds,
        differences.isEmpty(),
        List.copyOf(differences));
  }
}
