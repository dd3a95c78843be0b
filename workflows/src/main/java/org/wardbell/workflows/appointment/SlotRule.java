package org.wardbell.workflows.appointment;

import java.time.Duration;
import java.util.Optional;

/** What may be an appointment's time. */
public final class SlotRule {
  /**
   * Bounds the look-up of neighbours: whatever overlaps a slot started at most this long before it.
   */
  public static final Duration MAXIMUM_LENGTH = Duration.ofHours(24);

  private SlotRule() {}

  /** What is wrong with a slot, in words for a person; empty if nothing is. */
  public static Optional<String> problem(TimeSlot slot) {
    if (!slot.start().isBefore(slot.end())) {
      return Optional.of("must be after the start");
    }
    if (Duration.between(slot.start(), slot.end()).compareTo(MAXIMUM_LENGTH) > 0) {
      return Optional.of("must be at most 24 hours after the start");
    }
    return Optional.empty();
  }
}
