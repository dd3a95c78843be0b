package org.wardbell.activities.calendar.google.event;

import com.google.api.services.calendar.model.EventAttendee;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.wardbell.workflows.appointment.ContentChange;

/**
 * The guests of an event as Google told them, with their answers and remarks. A write replaces the
 * whole list, so whoever stays has to be in it as they were.
 */
public final class GuestList {
  /** The list of an event without guests. */
  public static final GuestList EMPTY = new GuestList(List.of(), true);

  private final List<EventAttendee> guests;
  private final boolean complete;

  GuestList(List<EventAttendee> guests, boolean complete) {
    this.guests = List.copyOf(guests);
    this.complete = complete;
  }

  /** Returns the addresses in lower case. */
  public Set<String> addresses() {
    return guests.stream().map(GuestList::address).collect(Collectors.toSet());
  }

  /**
   * Returns whether Google told everybody; it leaves guests out of long lists ({@code
   * attendeesOmitted}), and a list with gaps must not be written.
   */
  public boolean isComplete() {
    return complete;
  }

  /** Returns the list after a change. */
  List<EventAttendee> after(ContentChange change) {
    List<EventAttendee> next = new ArrayList<>();
    for (EventAttendee guest : guests) {
      if (!change.uninvited().contains(address(guest))) {
        next.add(guest);
      }
    }
    change.invited().forEach(invited -> next.add(new EventAttendee().setEmail(invited)));
    return next;
  }

  private static String address(EventAttendee guest) {
    return guest.getEmail() == null ? "" : guest.getEmail().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "GuestList[" + guests.size() + "]";
  }
}
