package org.wardbell.api.kivicare;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** KiviCare's timeout and retries as ours, within KiviCare's limits and with its defaults. */
final class PaceTranslation {
  static final int DEFAULT_TIMEOUT = 30;
  static final int MAXIMUM_TIMEOUT = 300;
  static final int DEFAULT_RETRIES = 3;
  static final int MAXIMUM_RETRIES = 10;
  static final int DEFAULT_DELAY = 5;
  static final int MAXIMUM_DELAY = 60;

  /** The old add-on waited so long, and never tried again. */
  private static final int OLD_TIMEOUT = 60;

  private PaceTranslation() {}

  /**
   * Fills in timeout and retries.
   *
   * @param old whether the record is one of the old add-on
   */
  static void translate(JsonNode data, boolean old, Findings findings, ObjectNode ours) {
    Integer timeout = within(data, "timeout", 1, MAXIMUM_TIMEOUT, findings);
    ours.put(
        "timeout_seconds",
        timeout == null ? (Integer) (old ? OLD_TIMEOUT : DEFAULT_TIMEOUT) : timeout);
    Integer retries = within(data, "retry_attempts", 0, MAXIMUM_RETRIES, findings);
    Integer delay = within(data, "retry_delay", 1, MAXIMUM_DELAY, findings);
    if (old && retries == null) {
      findings.changed(
          "retry_attempts",
          "becomes Wardbell's schedule of 10 attempts over 75.6 hours",
          "The old add-on sent once and lost what failed.");
      return;
    }
    ArrayNode schedule = ours.putObject("retry").putArray("schedule_seconds").add(0);
    int attempts = Objects.requireNonNullElse(retries, DEFAULT_RETRIES);
    for (int i = 0; i < attempts; i++) {
      schedule.add(Objects.requireNonNullElse(delay, DEFAULT_DELAY));
    }
  }

  private static @Nullable Integer within(
      JsonNode data, String field, int least, int most, Findings findings) {
    Integer given = Given.number(data.path(field));
    if (given == null) {
      if (!Given.isEmpty(data.path(field))) {
        findings.changed(field, "is left out", "It is no whole number; the default holds.");
      }
      return null;
    }
    int kept = Math.clamp(given, least, most);
    if (kept != given) {
      findings.changed(field, "becomes " + kept, "KiviCare allows " + least + " to " + most + ".");
    }
    return kept;
  }
}
