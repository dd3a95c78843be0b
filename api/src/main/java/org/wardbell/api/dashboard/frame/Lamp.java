package org.wardbell.api.dashboard.frame;

/**
 * The lamp of the top bar: whether all is well with the server itself.
 *
 * @param sentence what is the matter, and what goes on all the same
 */
public record Lamp(State state, String sentence) {
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

  static Lamp of(boolean temporalIsAway) {
    return temporalIsAway
        ? new Lamp(
            State.DOWN,
            "Temporal does not answer. Events are still accepted, and delivered once it is back.")
        : new Lamp(State.WELL, "Database and Temporal answer.");
  }
}
