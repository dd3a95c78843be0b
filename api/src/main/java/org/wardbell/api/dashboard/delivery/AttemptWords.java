package org.wardbell.api.dashboard.delivery;

import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.AttemptOutcome;

/**
 * The outcome of a request in words.
 *
 * @param style a class of the style sheet
 */
public record AttemptWords(String style, String verdict) {
  /** Returns the words for an outcome; null stands for a request under way. */
  public static AttemptWords of(@Nullable AttemptOutcome outcome) {
    return switch (outcome) {
      case null -> new AttemptWords("waiting", "Under way");
      case DELIVERED -> new AttemptWords("delivered", "Delivered");
      case REFUSED -> new AttemptWords("refused", "Refused for good");
      case GONE -> new AttemptWords("refused", "Gone");
      case FAILED -> new AttemptWords("failed", "Failed");
      case BLOCKED -> new AttemptWords("failed", "Address not allowed");
      case TIMEOUT -> new AttemptWords("failed", "No answer in time");
      case CONNECT -> new AttemptWords("failed", "No connection");
      case TLS -> new AttemptWords("failed", "TLS failed");
      case PROTOCOL -> new AttemptWords("failed", "No HTTP answer");
      case LOST -> new AttemptWords("failed", "Outcome unknown");
    };
  }
}
