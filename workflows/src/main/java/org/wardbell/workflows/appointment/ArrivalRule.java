package org.wardbell.workflows.appointment;

import java.time.Instant;

/** The rule by which a guest's "yes" in the calendar counts as their arrival. */
public final class ArrivalRule {
  private ArrivalRule() {}

  /**
   * Returns whether an answer given at this moment is an arrival. An answer before the window says
   * "I will come", not "I have come".
   */
  public static boolean arrives(
      AppointmentPolicy policy, Rsvp answer, AppointmentStatus status, TimeSlot slot, Instant at) {
    boolean waiting = status == AppointmentStatus.PENDING || status == AppointmentStatus.BOOKED;
    boolean open =
        switch (policy.rsvp()) {
          case RECORD_ONLY -> false;
          case WINDOW ->
              !at.isBefore(slot.start().minus(policy.arrivalOpens())) && at.isBefore(slot.end());
          case ALWAYS -> true;
        };
    return answer == Rsvp.ACCEPTED && waiting && open;
  }
}
