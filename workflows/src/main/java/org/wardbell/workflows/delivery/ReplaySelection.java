package org.wardbell.workflows.delivery;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The events that a replay job delivers again. The stored word is part of the API. */
public enum ReplaySelection {
  /** Events whose latest delivery ended without success. */
  FAILED("failed"),
  /** Every event that the webhook asks for. */
  ALL("all"),
  /** Events that the webhook asks for, which never arrived and are not on their way. */
  NOT_RECEIVED("not_received");

  /** The stored form, also used in the API. */
  public final String word;

  ReplaySelection(String word) {
    this.word = word;
  }

  /** An earlier delivery of one event to the webhook. */
  public record Earlier(int repetition, DeliveryStatus status) {}

  /** Returns the selection of that word. */
  public static Optional<ReplaySelection> of(String word) {
    for (ReplaySelection selection : values()) {
      if (selection.word.equals(word)) {
        return Optional.of(selection);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns whether an event is delivered again.
   *
   * @param matches whether the webhook asks for it, as it is configured now
   * @param earlier its deliveries to the webhook so far
   */
  public boolean wants(boolean matches, Collection<Earlier> earlier) {
    return switch (this) {
      case ALL -> matches;
      case NOT_RECEIVED ->
          matches
              && earlier.stream()
                  .map(Earlier::status)
                  .allMatch(status -> status.isFinal() && status != DeliveryStatus.DELIVERED);
      case FAILED ->
          earlier.stream()
              .max(Comparator.comparingInt(Earlier::repetition))
              .map(Earlier::status)
              .filter(DeliveryStatus::isFinal)
              .filter(status -> status != DeliveryStatus.DELIVERED)
              .isPresent();
    };
  }
}
