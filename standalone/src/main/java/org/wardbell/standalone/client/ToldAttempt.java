package org.wardbell.standalone.client;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A finished request of a delivery, in the words of a terminal.
 *
 * @param number in its delivery
 * @param answer the status, or the code of what happened in its place
 * @param took how long it took, or empty if that is not known
 * @param next when the next try is due, or null if there is none
 */
public record ToldAttempt(int number, String answer, String took, @Nullable Instant next) {
  private static final double MICROS_PER_MILLI = 1_000.0;

  /** Returns whether an attempt, as the API shows it, has ended. */
  public static boolean isOver(JsonNode attempt) {
    return attempt.has("finished_at");
  }

  /** Returns the words for an attempt that has ended, as the API shows it. */
  public static ToldAttempt of(JsonNode attempt) {
    long micros = attempt.path("timings").path("total_micros").asLong(0);
    return new ToldAttempt(
        attempt.path("number").asInt(),
        attempt.has("http_status")
            ? attempt.path("http_status").asString()
            : attempt.path("code").asString("no answer"),
        micros == 0 ? "" : String.format(Locale.ROOT, "%.0f ms", micros / MICROS_PER_MILLI),
        attempt.has("next_attempt_at")
            ? Instant.parse(attempt.path("next_attempt_at").asString())
            : null);
  }
}
