package org.wardbell.api.dashboard.frame;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wardbell.api.dashboard.need.ServerPart;

/**
 * The lamp of the top bar: whether all parts of the server work, and whether anything waits or
 * needs somebody all the same.
 *
 * @param away the parts that do not
 * @param waits what waits, as sentences
 * @param needed whether something needs somebody, although nothing waits for it
 */
public record Lamp(List<ServerPart> away, List<String> waits, boolean needed) {
  /** The states, worst last. */
  public enum State {
    WELL("All well", "delivered"),
    NEEDED("Something needs you", "waiting"),
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
    if (!waits.isEmpty()) {
      return State.WAITING;
    }
    return needed ? State.NEEDED : State.WELL;
  }

  /** Returns what is the matter, and what goes on all the same. */
  public String sentence() {
    if (away.isEmpty() && waits.isEmpty()) {
      return needed
          ? "All parts of the server work; a webhook or a calendar needs somebody. The overview says which."
          : "Database, Temporal and a worker answer.";
    }
    return Stream.concat(away.stream().map(ServerPart::sentence), waits.stream())
        .collect(Collectors.joining(" "));
  }
}
