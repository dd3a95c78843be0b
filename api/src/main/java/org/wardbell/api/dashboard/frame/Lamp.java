package org.wardbell.api.dashboard.frame;

import java.util.List;
import java.util.stream.Collectors;
import org.wardbell.api.dashboard.need.ServerPart;

/**
 * The lamp of the top bar: whether all is well with the server itself.
 *
 * @param away what is not
 */
public record Lamp(List<ServerPart> away) {
  /** The states, worst last. */
  public enum State {
    WELL("All well"),
    DOWN("A part is down");

    private final String words;

    State(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }

    /** Returns the class of the style sheet. */
    public String style() {
      return this == WELL ? "delivered" : "failed";
    }
  }

  public Lamp {
    away = List.copyOf(away);
  }

  public State state() {
    return away.isEmpty() ? State.WELL : State.DOWN;
  }

  /** Returns what is the matter, and what goes on all the same. */
  public String sentence() {
    return away.isEmpty()
        ? "Database, Temporal and a worker answer."
        : away.stream().map(ServerPart::sentence).collect(Collectors.joining(" "));
  }
}
