package org.wardbell.activities.webhook.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.NearNames;

/**
 * The rule for the events that a webhook names: canonical types, KiviCare's names for them, and
 * wildcards.
 */
final class EventsRule {
  /** Twice as many as there are kinds of events. */
  static final int MAXIMUM_PATTERNS = 100;

  private static final String FIELD = "events";

  private final EventCatalogue catalogue;

  EventsRule(EventCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Returns the canonical patterns, each once. */
  List<String> check(@Nullable List<@Nullable String> given, Problems problems) {
    Set<String> canonical = new LinkedHashSet<>();
    if (given == null || given.isEmpty() || given.size() > MAXIMUM_PATTERNS) {
      problems.add(
          FIELD,
          "A webhook needs 1 to " + MAXIMUM_PATTERNS + " events.",
          "Name them, for instance appointment.booked, or appointment.*, or *.");
      return List.of();
    }
    for (int i = 0; i < given.size(); i++) {
      String pattern = given.get(i) == null ? "" : String.valueOf(given.get(i)).strip();
      String known = catalogue.canonicalPattern(pattern);
      if (known == null) {
        problems.add(
            FIELD + "[" + i + "]", "There is no event \"" + shown(pattern) + "\".", hint(pattern));
      } else {
        canonical.add(known);
      }
    }
    return List.copyOf(canonical);
  }

  private String hint(String pattern) {
    return NearNames.question(
        catalogue.near(pattern),
        "Choose from the event catalogue, for instance appointment.booked.");
  }

  private static String shown(String pattern) {
    return pattern.length() > 60 ? pattern.substring(0, 60) + "…" : pattern;
  }
}
