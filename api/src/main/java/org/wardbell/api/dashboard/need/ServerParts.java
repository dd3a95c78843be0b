package org.wardbell.api.dashboard.need;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.wardbell.api.health.Presence;
import org.wardbell.api.health.TemporalState;
import org.wardbell.api.health.WorkerState;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The parts of the server that are away, as far as is known; nobody waits for them to say so. */
@Component
public final class ServerParts {
  private final TemporalState temporal;
  private final WorkerState workers;

  ServerParts(TemporalState temporal, WorkerState workers) {
    this.temporal = temporal;
    this.workers = workers;
  }

  /** Returns those that are away, the one to see to first at first. */
  public List<ServerPart> away() {
    List<ServerPart> away = new ArrayList<>();
    if (temporal.isAway()) {
      away.add(ServerPart.TEMPORAL);
    }
    if (workers.presence() == Presence.AWAY) {
      away.add(ServerPart.WORKER);
    }
    return away;
  }

  /**
   * Refuses what would wait for a worker in vain.
   *
   * @param undone what was not done, as a sentence
   * @throws ProblemException 503 with the reason
   */
  public void require(String undone) {
    if (temporal.isAway()) {
      throw ProblemException.of(
          ProblemKind.UNAVAILABLE,
          "Temporal does not answer, so no worker would hear of this. "
              + undone
              + " Try again when the lamp at the top says that all is well.");
    }
    workers.require(undone);
  }
}
