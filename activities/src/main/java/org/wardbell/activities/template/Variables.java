package org.wardbell.activities.template;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The values that a template can name. */
public interface Variables {
  /**
   * The variables that say which event and delivery it is. No data can pretend to be one of them,
   * neither the event's nor an element's.
   */
  enum Identity {
    EVENT_ID("event_id"),
    EVENT_TYPE("event_type"),
    EVENT_NAME("event_name"),
    DELIVERY_ID("delivery_id"),
    TIMESTAMP("timestamp"),
    ATTEMPT("attempt");

    private final String word;

    Identity(String word) {
      this.word = word;
    }

    /** Returns the name in a template. */
    public String word() {
      return word;
    }

    /** Returns the one of a name in a template, or null. */
    public static @Nullable Identity of(String word) {
      for (Identity each : values()) {
        if (each.word.equals(word)) {
          return each;
        }
      }
      return null;
    }
  }

  /**
   * Returns the value at a path, for instance {@code [patient, address, city]}; null if there is
   * none.
   */
  @Nullable JsonNode find(List<String> path);

  /**
   * Returns the zone of times that name none, in which the filter {@code date} shows moments: the
   * appointment's, else the clinic's.
   */
  ZoneId zone();

  /**
   * Returns the country of telephone numbers that name none, in two letters: the clinic's; null if
   * it is not known.
   */
  default @Nullable String country() {
    return null;
  }

  /** Hears that a placeholder of this path had no value to write, after its filters. */
  default void hadNothing(List<String> path) {}

  /**
   * Returns whether these are made-up values that try a template out, so that one of the wrong kind
   * proves nothing.
   */
  default boolean areSamples() {
    return false;
  }
}
