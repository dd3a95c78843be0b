package org.wardbell.activities.calendar.google.event;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.appointment.ContentChange;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * The fields of an existing event that a write changes; the others stay as they are.
 *
 * @param slot its new time, or null if it stays
 * @param zone the zone in which that time is written
 * @param guests the guests before the change
 * @param fromBin true to take it out of the bin
 * @param meeting the id of a request for a new video meeting, or null if it stays; a repetition
 *     with the same id makes no other one (Events resource, createRequest.requestId)
 */
public record EventPatch(
    @Nullable TimeSlot slot,
    ZoneId zone,
    ContentChange change,
    GuestList guests,
    boolean fromBin,
    @Nullable String meeting) {
  /** Creates a patch that leaves the video meeting as it is. */
  public EventPatch(
      @Nullable TimeSlot slot,
      ZoneId zone,
      ContentChange change,
      GuestList guests,
      boolean fromBin) {
    this(slot, zone, change, guests, fromBin, null);
  }

  /** Returns the same patch, which also takes the event out of the bin. */
  public EventPatch outOfBin() {
    return new EventPatch(slot, zone, change, guests, true, meeting);
  }
}
