package org.wardbell.workflows.appointment;

import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.appointment.MergeDecision.Follow;
import org.wardbell.workflows.appointment.MergeDecision.PutBack;
import org.wardbell.workflows.appointment.MergeDecision.Reason;
import org.wardbell.workflows.appointment.MergeDecision.Unchanged;

/**
 * The three-way merge that decides between our time of an appointment and the calendar's. No clock
 * is asked, because the clocks of two machines never agree.
 */
public final class ChangeMerge {
  private ChangeMerge() {}

  /**
   * Decides which side wins.
   *
   * @param base the time on which both sides last agreed, or null if no write was ever confirmed
   * @param ours the appointment's time now
   * @param theirs the event's time now, or null if no slot could have it
   * @param free tells if the doctor is free then, apart from this appointment
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
