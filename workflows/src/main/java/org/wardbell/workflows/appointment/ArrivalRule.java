package org.wardbell.workflows.appointment;

import java.time.Duration;
import java.time.Instant;

/** The rule by which a guest's "yes" in the calendar counts as their arrival. */
public final class ArrivalRule {
  /** An answer earlier than this says "I will come", not "I have come". */
  public static final Duration OPENS_BEFORE_START = Duration.ofMinutes(30);

  private ArrivalRule() {}

  /** Returns whether an answer given at this moment turns the appointment into ARRIVED. */
  public static boolean arrives(Rsvp answer, AppointmentStatus status, TimeSlot slot, Instant at) {
    boolean waiting = status == AppointmentStatus.PENDING || status == AppointmentStatus.BOOKED;
    boolean open = !at.isBefore(slot.start().minus(OPENS_BEFORE_START)) && at.isBefore(slot.end());
    return answer == Rsvp.ACCEPTED && waiting && open;
  }
}
