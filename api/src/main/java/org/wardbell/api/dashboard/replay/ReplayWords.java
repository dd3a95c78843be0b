package org.wardbell.api.dashboard.replay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.replay.KeptReplay;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.workflows.delivery.ReplaySelection;

/**
 * The state of a replay in words.
 *
 * @param style a class of the style sheet
 */
public record ReplayWords(String style, String word, String reason) {
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int MINUTES_PER_HOUR = 60;
  private static final int HOURS_PER_DAY = 48;

  /** Returns the words for a job. */
  public static ReplayWords of(KeptReplay replay) {
    return switch (replay.status()) {
      case RUNNING -> new ReplayWords("waiting", "Running", "");
      case PAUSED -> new ReplayWords("idle", "Paused", reason(replay.reason()));
      case CANCELLED -> new ReplayWords("idle", "Cancelled", reason(replay.reason()));
      case DONE -> new ReplayWords("delivered", "Done", "");
    };
  }

  private static String reason(@Nullable String reason) {
    return switch (reason == null ? "" : reason) {
      case "webhook_disabled" -> "its webhook is off";
      case "webhook_deleted" -> "its webhook was deleted";
      default -> "";
    };
  }

  /** Returns what is delivered again. */
  public static String selection(ReplaySelection selection) {
    return switch (selection) {
      case FAILED -> "what failed";
      case ALL -> "everything it asks for";
      case NOT_RECEIVED -> "what it never received";
    };
  }

  /** Returns about how long something takes. */
  public static String about(long seconds) {
    if (seconds < SECONDS_PER_MINUTE) {
      return "less than a minute";
    }
    long minutes = Math.ceilDiv(seconds, SECONDS_PER_MINUTE);
    if (minutes < 2L * MINUTES_PER_HOUR) {
      return "about " + minutes + (minutes == 1 ? " minute" : " minutes");
    }
    long hours = Math.ceilDiv(minutes, MINUTES_PER_HOUR);
    return hours < HOURS_PER_DAY
        ? "about " + hours + " hours"
        : "about " + Duration.ofHours(hours).toDays() + " days";
  }

  /** Returns a pace. */
  public static String pace(double perMinute) {
    return Figures.count(Math.round(perMinute)) + " a minute";
  }
}
