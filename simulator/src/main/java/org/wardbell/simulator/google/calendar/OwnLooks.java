package org.wardbell.simulator.google.calendar;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Google's demands on what belongs to one copy of an event: its colour and its reminders (Events
 * resource, fields {@code colorId} and {@code reminders}).
 */
final class OwnLooks {
  /** Resource Colors: the palette of events. */
  private static final int MOST_COLOUR = 11;

  private static final int MOST_OVERRIDES = 5;
  private static final int MOST_MINUTES = 40_320;
  private static final Set<String> METHODS = Set.of("email", "popup");

  private OwnLooks() {}

  /** Checks the fields of a new state. */
  static void check(ObjectNode event) {
    if (event.hasNonNull("colorId")) {
      checkColour(event.path("colorId").asString(""));
    }
    JsonNode reminders = event.path("reminders");
    JsonNode overrides = reminders.path("overrides");
    if (reminders.path("useDefault").asBoolean(false) && !overrides.isEmpty()) {
      throw new GoogleException(
          400,
          "cannotUseDefaultRemindersAndSpecifyOverride",
          "Cannot specify both default reminders and overrides at the same time.");
    }
    if (overrides.size() > MOST_OVERRIDES) {
      throw GoogleException.invalid("Too many override reminders.");
    }
    for (JsonNode each : overrides) {
      int minutes = each.path("minutes").asInt(-1);
      if (!METHODS.contains(each.path("method").asString(""))
          || minutes < 0
          || minutes > MOST_MINUTES) {
        throw GoogleException.invalid("Invalid reminder.");
      }
    }
  }

  private static void checkColour(String colour) {
    boolean known = colour.matches("[1-9][0-9]?") && Integer.parseInt(colour) <= MOST_COLOUR;
    if (!known) {
      throw GoogleException.invalid("Invalid color.");
    }
  }
}
