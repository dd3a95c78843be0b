package org.wardbell.standalone.storm;

import java.util.List;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.storm.stage.StormServers;

/** The player of a script: one thread, one act after the other, with the script's pauses. */
final class StormPlayer {
  private final StormServers servers;
  private final StormCounts counts;
  private final Progress progress;

  StormPlayer(StormServers servers, StormCounts counts, Progress progress) {
    this.servers = servers;
    this.counts = counts;
    this.progress = progress;
  }

  /**
   * Books a seed's appointments ahead of its other acts, so that their events are there by then.
   */
  void book(StormWorld world, List<Act> script) {
    play(world, script.stream().filter(act -> act.kind() == ActKind.BOOK).toList());
  }

  /** Makes the events of two appointments repeat, so that their series are known by then. */
  void repeat(StormWorld world) {
    play(
        world,
        List.of(
            new Act(ActKind.REPEAT, 0, 0, 0, 0, 0),
            new Act(ActKind.REPEAT, ActScript.SUBJECTS / 2, 0, 0, 0, 0)));
  }

  void play(StormWorld world, List<Act> script) {
    new TroubleActs(servers, world).troublePushes();
    for (int number = 0; number < script.size(); number++) {
      int done = number;
      progress.now(() -> "seed %d: %d of %d acts".formatted(world.seed(), done, script.size()));
      play(world, script.get(number));
    }
  }

  /** Plays one act after its pause. */
  void play(StormWorld world, Act act) {
    pause(act.pauseMillis());
    ActOutcome outcome =
        switch (act.kind().side()) {
          case CLINIC -> new ClinicActs(servers.api(), world).play(act);
          case DOCTOR -> new DoctorActs(servers, world).play(act);
          case TROUBLE -> new TroubleActs(servers, world).play(act);
        };
    servers.note("seed %d: %s %s".formatted(world.seed(), act, outcome));
    counts.add(act, outcome);
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted.", e);
    }
  }
}
