package org.wardbell.api.dashboard.frame;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wardbell.api.dashboard.need.ServerPart;

/**
 * The lamp of the top bar: whether all parts of the server work, and whether anything waits all the
 * same.
 *
 * @param away the parts that do not
 * @param waits what waits, as sentences
 */
public record Lamp(List<ServerPart> away, List<String> waits) {
  /** The states, worst last. */
  public enum State {
    WELL("All well", "delivered"),
    WAITING("Something waits", "waiting"),
    DOWN("A part is down", "failed");

    private final String words;
    private final String style;

    State(String words, String style) {
      this.words = words;
      this.style = style;
    }

    public String words() {
      return words;
    }

    /** Returns the class of the style sheet. */
    public String style() {
      return style;
    }
  }

  public Lamp {
    away = List.copyOf(away);
    waits = List.copyOf(waits);
  }

  public State state() {
    if (!away.isEmpty()) {
      return State.DOWN;
    }
    return waits.isEmpty() ? State.WELL : State.WAITING;
  }

  /** Returns what is the matter, and what goes on all the same. */
  public String sentence() {
    return away.isEmpty() && waits.isEmpty()
        ? "Database, Temporal and a worker answer."
        : Stream.concat(away.stream().map(ServerPart::sentence), waits.stream())
            .collect(Collectors.joining(" "));
  }
}
