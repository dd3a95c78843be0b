package org.wardbell.workflows.appointment;

import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.appointment.MergeDecision.Follow;
import org.wardbell.workflows.appointment.MergeDecision.PutBack;
import org.wardbell.workflows.appointment.MergeDecision.Reason;
import org.wardbell.workflows.appointment.MergeDecision.Unchanged;

/**
 * Who wins when an appointment's time differs between here and the calendar: a three-way merge. No
 * clock is asked, because two machines' clocks never agree.
 */
public final class ChangeMerge {
  private ChangeMerge() {}

  /**
   * Decides.
   *
   * @param base what both sides last agreed on, or null if the first write was never confirmed
   * @param ours the appointment's time now
   * @param theirs the event's time now, or null if it has none that a slot could have
   * @param free whether the doctor is free then, apart from this appointment
   */
  public static MergeDecision decide(
      @Nullable TimeSlot base, TimeSlot ours, @Nullable TimeSlot theirs, Predicate<TimeSlot> free) {
    if (ours.equals(theirs) || (base != null && base.equals(theirs))) {
      return new Unchanged();
    }
    if (theirs == null || SlotRule.problem(theirs).isPresent()) {
      return new PutBack(Reason.NOT_A_SLOT);
    }
    if (!Objects.requireNonNullElse(base, ours).equals(ours)) {
      return new PutBack(Reason.CHANGED_HERE);
    }
    return free.test(theirs) ? new Follow(theirs) : new PutBack(Reason.SLOT_TAKEN);
  }
}
