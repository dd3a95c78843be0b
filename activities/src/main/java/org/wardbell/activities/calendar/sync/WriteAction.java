package org.wardbell.activities.calendar.sync;

import java.util.UUID;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.calendar.LinkState;

/** The write that makes a calendar show an appointment as it is. */
enum WriteAction {
  NOTHING,
  INSERT,
  /** An insert's answer was lost, or its guests are others: look what the event says, if any. */
  FIND,
  /** The event was deleted and is wanted again: take it out of the bin. */
  RESTORE,
  PATCH,
  DELETE;

  /**
   * Returns the write that a link needs.
   *
   * @param shown true if the event says what it is to say
   */
  static WriteAction of(
      LinkRecord link, Appointment appointment, UUID doctorOfCalendar, boolean shown) {
    LinkState state = LinkState.valueOf(link.getState());
    boolean exists = state == LinkState.WRITING || state == LinkState.WRITTEN;
    if (exists && link.getEtag() == null) {
      return FIND;
    }
    return belongs(appointment, doctorOfCalendar)
        ? toShow(state, shown, appointment.status().isOpen())
        : toHide(state);
  }

  /** Returns whether the calendar shows it; an appointment stays there once it took place. */
  static boolean belongs(Appointment appointment, UUID doctorOfCalendar) {
    boolean stays =
        switch (appointment.status()) {
          case PENDING, BOOKED, ARRIVED, CHECKED_IN, CHECKED_OUT, NO_SHOW -> true;
          case CANCELLED, INCOMPLETE -> false;
        };
    return stays && appointment.doctorId().equals(doctorOfCalendar);
  }

  private static WriteAction toShow(LinkState state, boolean shown, boolean open) {
    return switch (state) {
      case WANTED -> INSERT;
      case REMOVED -> open ? RESTORE : NOTHING;
      case WRITING -> PATCH;
      case WRITTEN -> shown ? NOTHING : PATCH;
      case UNLINKED -> NOTHING;
    };
  }

  private static WriteAction toHide(LinkState state) {
    return switch (state) {
      case WRITING, WRITTEN -> DELETE;
      case WANTED, REMOVED, UNLINKED -> NOTHING;
    };
  }
}
