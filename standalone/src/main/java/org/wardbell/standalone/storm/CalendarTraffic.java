package org.wardbell.standalone.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jooq.exception.DataAccessException;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.storm.fault.Pauses;
import org.wardbell.standalone.storm.stage.StormServers;

/**
 * Clinics and doctors who change the same appointments, as a part of a larger storm: for as long as
 * it lasts, while somebody else kills servers.
 */
public final class CalendarTraffic {
  /** Acts of one script; the next one begins with the seed after it. */
  private static final int ACTS = 60;

  /** Beside an act's own pause: calendars are not all that goes on. */
  private static final Duration PAUSE = Duration.ofMillis(700);

  private final StormServers servers;
  private final Progress progress;
  private final StormWorld world;
  private final StormCounts counts = new StormCounts();
  private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
  private final Thread thread = Thread.ofVirtual().name("calendars").unstarted(this::play);
  private volatile boolean wanted = true;
  private int appointments;

  private CalendarTraffic(StormServers servers, Progress progress, StormWorld world) {
    this.servers = servers;
    this.progress = progress;
    this.world = world;
  }

  /** Makes clinics, doctors and calendars, and waits until these are connected. */
  public static CalendarTraffic make(StormServers servers, long seed, Progress progress) {
    StormWorld world = StormWorld.make(servers, seed, UUID.randomUUID().toString());
    CalendarStorm.awaitConnected(servers, List.of(world), progress);
    return new CalendarTraffic(servers, progress, world);
  }

  /** Lets clinics, doctors and Google's troubles begin. */
  public void begin() {
    thread.start();
  }

  private void play() {
    StormPlayer player = new StormPlayer(servers, counts, progress);
    new TroubleActs(servers, world).troublePushes();
    for (long seed = world.seed(); wanted; seed++) {
      for (Act act : ActScript.of(seed, ACTS)) {
        // Whoever kills workers here knows when they are back.
        if (wanted && act.kind() != ActKind.KILL) {
          Pauses.atMost(PAUSE, () -> wanted);
          play(player, act);
        }
      }
    }
  }

  private void play(StormPlayer player, Act act) {
    try {
      player.play(world, act);
    } catch (DataAccessException away) {
      // A doctor's act looks for its event in a database that is down.
      servers.note("seed %d: %s left out, no database".formatted(world.seed(), act));
    } catch (BenchmarkException unanswered) {
      problems.add("%s: %s".formatted(act, unanswered.getMessage()));
    }
  }

  /** Lets nothing happen any more. */
  public void end() {
    wanted = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted.", e);
    }
  }

  /** Waits until calendars are quiet; returns in what both sides differ, each in words. */
  public List<String> differences() {
    List<String> differences = new ArrayList<>(problems);
    new StormQuiet(servers, progress).await(List.of(world)).values().forEach(differences::addAll);
    StormComparison comparison = new StormComparison(servers, world);
    differences.addAll(comparison.differences());
    appointments = comparison.appointments();
    return differences;
  }

  /** Returns how many appointments were compared. */
  public int appointments() {
    return appointments;
  }

  /** Returns how many acts of clinics and doctors were done. */
  public int acts() {
    return counts.acts;
  }
}
