package org.wardbell.activities.calendar.sync;

import java.util.UUID;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.LinkState;

/** The write that makes a calendar show an appointment as it is. */
enum WriteAction {
  NOTHING,
  INSERT,
  PATCH,
  DELETE;

  /** Returns the write that a link needs. */
  static WriteAction of(LinkRecord link, Appointment appointment, UUID doctorOfCalendar) {
    LinkState state = LinkState.valueOf(link.getState());
    return belongs(appointment, doctorOfCalendar)
        ? toShow(state, link, appointment)
        : toHide(state);
  }

  /** Returns whether the calendar shows it; an appointment stays there once it took place. */
  private static boolean belongs(Appointment appointment, UUID doctorOfCalendar) {
    boolean stays =
        switch (appointment.status()) {
          case PENDING, BOOKED, ARRIVED, CHECKED_IN, CHECKED_OUT, NO_SHOW -> true;
          case CANCELLED, INCOMPLETE -> false;
        };
    return stays && appointment.doctorId().equals(doctorOfCalendar);
  }

  private static WriteAction toShow(LinkState state, LinkRecord link, Appointment appointment) {
    return switch (state) {
      case WANTED, REMOVED -> INSERT;
      case WRITING -> link.getEtag() == null ? INSERT : PATCH;
      case WRITTEN -> shows(link, appointment) ? NOTHING : PATCH;
      case UNLINKED -> NOTHING;
    };
  }

  /**
   * Returns whether the event is right. Version 0 says that it was moved and has to be put back.
   */
  private static boolean shows(LinkRecord link, Appointment appointment) {
    return link.getVersion() > 0
        && link.getStartsAt() != null
        && appointment.slot().equals(new TimeSlot(link.getStartsAt(), link.getEndsAt()));
  }

  private static WriteAction toHide(LinkState state) {
    return switch (state) {
      case WRITING, WRITTEN -> DELETE;
      case WANTED, REMOVED, UNLINKED -> NOTHING;
    };
  }
}
