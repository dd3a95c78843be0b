package org.wardbell.workflows.appointment;

import java.time.Duration;
import java.util.Optional;

/** The rule which times an appointment may have. */
public final class SlotRule {
  /**
   * The longest appointment. It bounds the look-up of neighbours: an appointment that overlaps a
   * slot started at most this long before it.
   */
  public static final Duration MAXIMUM_LENGTH = Duration.ofHours(24);

  private SlotRule() {}

  /** Returns the problem of a slot, in words for a person; empty if there is none. */
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
