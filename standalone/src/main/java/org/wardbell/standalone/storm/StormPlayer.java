package org.wardbell.standalone.storm;

import java.util.List;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Progress;

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
    ClinicActs clinics = new ClinicActs(servers.api(), world);
    DoctorActs doctors = new DoctorActs(servers, world);
    TroubleActs troubles = new TroubleActs(servers, world);
    troubles.troublePushes();
    for (int number = 0; number < script.size(); number++) {
      int done = number;
      progress.now(() -> "seed %d: %d of %d acts".formatted(world.seed(), done, script.size()));
      Act act = script.get(number);
      pause(act.pauseMillis());
      ActOutcome outcome =
          switch (act.kind().side()) {
            case CLINIC -> clinics.play(act);
            case DOCTOR -> doctors.play(act);
            case TROUBLE -> troubles.play(act);
          };
      servers.note("seed %d: %s %s".formatted(world.seed(), act, outcome));
      counts.add(act, outcome);
    }
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
